/** Where the `\n` of a text stand: found once, for all who look for lines. */
export class LineFeeds {
  /** Their offsets, from left to right. */
  readonly offsets: readonly number[];
  /** Whether there are `\r` as well, so that lines do not end at `\n` alone. */
  readonly hasReturns: boolean;

  constructor(text: string) {
    const offsets: number[] = [];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) offsets.push(at);
    this.offsets = offsets;
    this.hasReturns = text.includes("\r");
  }

  /** The index of the first one at an offset or behind it. */
  indexFrom(offset: number): number {
    const { offsets } = this;
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
