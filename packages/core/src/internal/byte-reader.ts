/** Reads what a `ByteWriter` wrote. Throws a RangeError where the bytes end too early. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get position(): number {
    return this.#at;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw tooShort();
    return byte;
  }

  count(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte <= 0x7f) return value;
      if (scale > Number.MAX_SAFE_INTEGER) throw new RangeError("a number of a record is too large");
    }
  }

  /** A view of the next bytes. */
  raw(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw tooShort();
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  /** Passes over so many bytes. */
  pass(length: number): void {
    if (this.#at + length > this.#bytes.length) throw tooShort();
    this.#at += length;
  }

  /** Passes over what `bytes` would read; gives where that begins. It ends at the new position. */
  skip(): number {
    const length = this.count();
    const start = this.#at;
    if (start + length > this.#bytes.length) throw tooShort();
    this.#at = start + length;
    return start;
  }

  bytes(): Uint8Array {
    return this.raw(this.count());
  }

  text(): string {
    const { buffer, byteLength, byteOffset } = this.bytes();
    return Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
  }

  /** Reads a list behind its length. */
  list<T>(read: () => T): T[] {
    const length = this.count();
    if (length > this.#bytes.length) throw tooShort();
    const list: T[] = [];
    for (let index = 0; index < length; index++) list.push(read());
    return list;
  }
}

function tooShort(): RangeError {
  return new RangeError("a record ends too early");
}
