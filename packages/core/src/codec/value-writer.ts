import { formatVersion, tags } from "./value-tags.ts";

const smallStringLimit = 63;
const usualSize = 16_384;
/** A buffer that grew beyond this is not kept for the next value. */
const keptSize = 1_048_576;

/** Writes the parts of encoded values, one behind the other, into one growing buffer. */
export class ValueWriter {
  #bytes: Buffer = Buffer.allocUnsafeSlow(usualSize);
  #position = 0;

  /** Begins a new value. */
  start(): void {
    this.#position = 0;
    this.byte(formatVersion);
  }

  /** The bytes since `start`, as a copy. */
  finish(): Uint8Array {
    const copy = Buffer.allocUnsafe(this.#position);
    this.#bytes.copy(copy, 0, 0, this.#position);
    if (this.#bytes.length > keptSize) this.#bytes = Buffer.allocUnsafeSlow(usualSize);
    return copy;
  }

  byte(value: number): void {
    if (this.#position === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#position++] = value;
  }

  /** A whole number from 0 that a number holds exactly: seven bits a byte, low ones first. */
  count(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  float(value: number): void {
    this.#reserve(8);
    this.#position = this.#bytes.writeDoubleLE(value, this.#position);
  }

  number(value: number): void {
    const integer = value | 0;
    // -0 becomes 0 as an integer, so it goes the long way.
    if (integer !== value || (integer === 0 && Object.is(value, -0))) {
      this.byte(tags.float64);
      this.float(value);
    } else if (integer >= 0 && integer < 0x80) {
      this.byte(tags.smallInteger | integer);
    } else if (integer >= -0x8000 && integer < 0x8000) {
      this.byte(tags.int16);
      this.#reserve(2);
      this.#position = this.#bytes.writeInt16LE(integer, this.#position);
    } else {
      this.byte(tags.int32);
      this.#reserve(4);
      this.#position = this.#bytes.writeInt32LE(integer, this.#position);
    }
  }

  bigint(value: bigint): void {
    if (BigInt.asIntN(64, value) === value) {
      this.byte(tags.bigint64);
      this.#reserve(8);
      this.#position = this.#bytes.writeBigInt64LE(value, this.#position);
      return;
    }
    const digits = (value < 0n ? -value : value).toString(16);
    this.byte(tags.bigint);
    this.byte(value < 0n ? 1 : 0);
    this.binary(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex"));
  }

  string(value: string): void {
    const { length } = value;
    if (length <= smallStringLimit && this.#smallString(value, length)) return;
    // Room for the worst case; what is not needed is written over by the next part.
    this.#reserve(5 + 3 * length);
    const start = this.#position + 5;
    let tag: number = tags.utf8;
    let size = this.#bytes.write(value, start, 3 * length, "utf8");
    if (size === length) tag = tags.ascii;
    else if (!value.isWellFormed()) {
      tag = tags.utf16;
      size = this.#bytes.write(value, start, 2 * length, "utf16le");
    }
    this.#bytes[this.#position] = tag;
    this.#bytes.writeUInt32LE(size, this.#position + 1);
    this.#position = start + size;
  }

  /** A length and that many bytes. */
  binary(value: Uint8Array): void {
    this.count(value.byteLength);
    this.#reserve(value.byteLength);
    this.#bytes.set(value, this.#position);
    this.#position += value.byteLength;
  }

  /** Most strings are short names and words: a loop is faster than a call into the runtime. False: not all are ASCII. */
  #smallString(value: string, length: number): boolean {
    this.#reserve(1 + length);
    const bytes = this.#bytes;
    const start = this.#position + 1;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return false;
      bytes[start + index] = code;
    }
    bytes[this.#position] = tags.smallString | length;
    this.#position = start + length;
    return true;
  }

  #reserve(size: number): void {
    if (this.#position + size > this.#bytes.length) this.#grow(size);
  }

  #grow(size: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.#position + size));
    this.#bytes.copy(larger, 0, 0, this.#position);
    this.#bytes = larger;
  }
}
