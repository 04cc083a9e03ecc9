import { isLineEnd } from "../text/white-space.ts";

/** A tab reaches to the next multiple of this many columns. */
const TAB_WIDTH = 4;

/**
 * The lines of a Markdown text. What a line holds depends on the blocks that it is in: a list item or a quote takes its
 * indentation or its `>` away from the line, by moving the line's content start, before its inside is read.
 */
export class Lines {
  readonly text: string;
  readonly count: number;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #contents: number[];

  constructor(text: string) {
    this.text = text;
    let start = 0;
    for (let offset = 0; offset < text.length; offset++) {
      const unit = text.charCodeAt(offset);
      if (!isLineEnd(unit)) continue;
      this.#push(start, offset);
      if (unit === 0x0d && text.charCodeAt(offset + 1) === 0x0a) offset++;
      start = offset + 1;
    }
    if (start < text.length) this.#push(start, text.length);
    this.count = this.#starts.length;
    this.#contents = [...this.#starts];
  }

  #push(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** Offset at which a line begins. */
  start(line: number): number {
    return this.#starts[line] as number;
  }

  /** Offset at which what the line holds for the current block begins. */
  contentStart(line: number): number {
    return this.#contents[line] as number;
  }

  /** What the line holds for the current block, without its line end. */
  content(line: number): string {
    return this.text.slice(this.#contents[line], this.#ends[line]);
  }

  isBlank(line: number): boolean {
    return this.#firstCharacter(line) === (this.#ends[line] as number);
  }

  /** Columns of white space that the line's content begins with. */
  indentation(line: number): number {
    const from = this.#contents[line] as number;
    const to = this.#firstCharacter(line);
    let columns = 0;
    for (let offset = from; offset < to; offset++) columns = this.#columnAfter(columns, offset);
    return columns;
  }

  /** Takes up to `columns` columns of indentation away from the line's content. */
  takeIndentation(line: number, columns: number): void {
    const to = this.#firstCharacter(line);
    let offset = this.#contents[line] as number;
    for (let taken = 0; offset < to && taken < columns; offset++) taken = this.#columnAfter(taken, offset);
    this.#contents[line] = offset;
  }

  /** Takes that many characters away from the line's content. */
  takeCharacters(line: number, count: number): void {
    this.#contents[line] = Math.min((this.#contents[line] as number) + count, this.#ends[line] as number);
  }

  #firstCharacter(line: number): number {
    let offset = this.#contents[line] as number;
    const end = this.#ends[line] as number;
    while (offset < end && this.#isIndentation(offset)) offset++;
    return offset;
  }

  #isIndentation(offset: number): boolean {
    const unit = this.text.charCodeAt(offset);
    return unit === 0x20 || unit === 0x09;
  }

  #columnAfter(column: number, offset: number): number {
    return this.text.charCodeAt(offset) === 0x09 ? column + TAB_WIDTH - (column % TAB_WIDTH) : column + 1;
  }
}
