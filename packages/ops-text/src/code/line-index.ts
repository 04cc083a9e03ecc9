import { isLineEnd } from "../text/white-space.ts";

/** Tells on which line an offset lies. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let offset = 0; offset < text.length; offset++) {
      const unit = text.charCodeAt(offset);
      if (!isLineEnd(unit)) continue;
      if (unit === 0x0d && text.charCodeAt(offset + 1) === 0x0a) offset++;
      this.#starts.push(offset + 1);
    }
  }

  /** From 0. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  /** How many line ends lie between two offsets. */
  between(start: number, end: number): number {
    return this.lineOf(end) - this.lineOf(start);
  }
}
