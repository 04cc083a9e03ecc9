/** A place in a text. */
export interface Position {
  /** Bytes of UTF-8 before it. */
  readonly byteOffset: number;
  /** UTF-16 units before it, as `String.prototype.slice` counts them. */
  readonly charOffset: number;
  /** Line, from 1; `\n`, `\r\n` and a lone `\r` end a line. */
  readonly line: number;
  /** Column in UTF-16 units, from 1. */
  readonly column: number;
}

/** A piece of a text and where it stands there. */
export interface Chunk {
  /** The text from `start` to `end`. */
  readonly text: string;
  readonly start: Position;
  /** The place after the last character. */
  readonly end: Position;
}
