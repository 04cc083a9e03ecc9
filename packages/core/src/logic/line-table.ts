/** Turns offsets into 1-based lines and columns as V8 counts them, and back. */
export class LineTable {
  private readonly starts: number[] = [0];

  constructor(source: string) {
    for (const end of source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) this.starts.push(end.index + end[0].length);
  }

  positionOf(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  offsetOf(line: number, column: number): number | undefined {
    const start = this.starts[line - 1];
    return start === undefined ? undefined : start + column - 1;
  }
}
