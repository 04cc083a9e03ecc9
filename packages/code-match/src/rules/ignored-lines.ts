const MARK = /coco-match-ignore(?<ids>:[\w./, \t-]*)?/;

/** The numbers of the lines, from 1, in which a rule is switched off: those with the mark, and the one below each. */
export function ignoredLines(text: string, id: string): ReadonlySet<number> {
  const lines = new Set<number>();
  if (!text.includes("coco-match-ignore")) return lines;
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    const found = MARK.exec(line);
    if (found === null) continue;
    const ids = found.groups?.["ids"]
      ?.slice(1)
      .split(/[\s,]+/)
      .filter((one) => one !== "");
    if (ids === undefined || ids.includes(id)) lines.add(at + 1).add(at + 2);
  }
  return lines;
}
