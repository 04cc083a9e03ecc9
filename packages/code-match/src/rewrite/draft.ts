/** Text, and which of its lines must keep their beginnings: offsets within the text. */
export interface Rendered {
  readonly text: string;
  readonly fixed: readonly number[];
}

/** New text that is being put together line by line. */
export class Draft {
  #text = "";
  readonly #fixed: number[] = [];
  readonly #base: string;
  /** Where the last line begins whose beginning is not fixed; -1: there is none yet. */
  #lineStart = -1;

  /** @param base - the white space that the line begins with which the text will stand in. */
  constructor(base: string) {
    this.#base = base;
  }

  get length(): number {
    return this.#text.length;
  }

  /** The white space that the line begins with which is being written. */
  get indent(): string {
    return this.#lineStart < 0 ? this.#base : (/^[ \t]*/.exec(this.#text.slice(this.#lineStart))?.[0] ?? "");
  }

  /** Adds text as it is. */
  add({ text, fixed }: Rendered): void {
    const offset = this.#text.length;
    const fixedHere = new Set(fixed);
    for (const start of fixed) this.#fixed.push(offset + start);
    this.#text += text;
    for (let at = text.lastIndexOf("\n"); at >= 0; at = at === 0 ? -1 : text.lastIndexOf("\n", at - 1)) {
      if (fixedHere.has(at + 1)) continue;
      this.#lineStart = offset + at + 1;
      return;
    }
  }

  /** Adds text that stood in a line with other white space at its beginning: its further lines move with it. */
  addMoved({ text, fixed }: Rendered, from: string): void {
    const to = this.indent;
    if (from === to || !text.includes("\n")) {
      this.add({ text, fixed });
      return;
    }
    const fixedHere = new Set(fixed);
    const moved: number[] = [];
    let out = "";
    let start = 0;
    for (const line of text.split("\n")) {
      if (start > 0) out += "\n";
      if (fixedHere.has(start)) moved.push(out.length);
      out += start === 0 || fixedHere.has(start) || line.trim() === "" ? line : movedLine(line, from, to, this.#base);
      start += line.length + 1;
    }
    this.add({ text: out, fixed: moved });
  }

  done(): Rendered {
    return { text: this.#text, fixed: this.#fixed };
  }
}

function movedLine(line: string, from: string, to: string, base: string): string {
  if (line.startsWith(from)) return to + line.slice(from.length);
  // An `else:` belongs to the line that all of this stands in, which does not move.
  if (/^[ \t]*/.exec(line)?.[0] === base) return line;
  // A line further left than the first one: it moves by as much as there is room for.
  if (to.startsWith(from)) return to.slice(from.length) + line;
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const less = Math.max(0, from.length - to.length);
  return line.slice(Math.min(indent.length, less));
}
