import { tags } from "./value-tags.ts";

/** Reads the parts that `ValueWriter` wrote. Everything is checked: the bytes may come from a damaged file. */
export class ValueReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  byte(): number {
    const value = this.#bytes[this.#position];
    if (value === undefined) throw new RangeError("the bytes end too early");
    this.#position += 1;
    return value;
  }

  /** See `ValueWriter.count`. */
  count(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 0x80;
    }
    if (!Number.isSafeInteger(value)) throw new RangeError("a count is too large");
    return value;
  }

  /** A count of parts that are still to come: each takes one byte or more, so it cannot be larger than what is left. */
  size(): number {
    const size = this.count();
    if (size > this.remaining) throw new RangeError("the bytes end too early");
    return size;
  }

  float(): number {
    return this.#bytes.readDoubleLE(this.#take(8));
  }

  int16(): number {
    return this.#bytes.readInt16LE(this.#take(2));
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  bigint64(): bigint {
    return this.#bytes.readBigInt64LE(this.#take(8));
  }

  bigint(): bigint {
    const negative = this.byte() === 1;
    const size = this.size();
    const start = this.#take(size);
    const value = BigInt(`0x${this.#bytes.toString("hex", start, start + size)}`);
    return negative ? -value : value;
  }

  /** The string whose tag was just read; `undefined` when that is no tag of a string. */
  stringOf(tag: number): string | undefined {
    if (tag >= tags.smallString && tag < tags.smallInteger) return this.#text("latin1", tag - tags.smallString);
    if (tag === tags.ascii) return this.#text("latin1", this.#length());
    if (tag === tags.utf8) return this.#text("utf8", this.#length());
    if (tag === tags.utf16) return this.#text("utf16le", this.#length());
    return undefined;
  }

  string(): string {
    const text = this.stringOf(this.byte());
    if (text === undefined) throw new TypeError("a string was expected");
    return text;
  }

  /** A copy in a buffer of its own, so that wider numbers are aligned and nothing else is kept alive. */
  binary(): ArrayBuffer {
    const size = this.size();
    const start = this.#bytes.byteOffset + this.#take(size);
    return this.#bytes.buffer.slice(start, start + size) as ArrayBuffer;
  }

  #length(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  #text(encoding: "latin1" | "utf8" | "utf16le", size: number): string {
    const start = this.#take(size);
    return this.#bytes.toString(encoding, start, start + size);
  }

  /** Passes over so many bytes and gives the place where they begin. */
  #take(size: number): number {
    const start = this.#position;
    if (size > this.remaining) throw new RangeError("the bytes end too early");
    this.#position = start + size;
    return start;
  }
}
