/** The numbers of the lines of a `.env` file, from 1, that set no variable and are no comment: Node leaves them out. */
export function linesLeftOut(text: string): number[] {
  const left: number[] = [];
  /** The quote that a value over several lines ends with. */
  let quote: string | undefined;
  for (const [index, line] of text.split(/\r?\n|\r/).entries()) {
    if (quote !== undefined) {
      if (line.includes(quote)) quote = undefined;
      continue;
    }
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const set = /^\s*(?:export\s+)?[^\s=#]+\s*=\s*(["'`]?)(.*)$/.exec(line);
    if (set === null) left.push(index + 1);
    else if (set[1] !== "" && !(set[2] ?? "").includes(set[1] as string)) quote = set[1];
  }
  return left;
}
