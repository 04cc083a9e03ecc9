import { isWellFormed } from "../key/well-formed.ts";
import { canonicalTag as tag } from "./canonical-tags.ts";
import { crc32, sha256 } from "./native-hash.ts";

const firstCapacity = 4096;
const keptCapacity = 1 << 20;
/** Longer strings and byte arrays enter by their hash, so that they are not copied. */
const longLength = 16_384;

/** @internal A growing buffer for the canonical form; reused from one fingerprint to the next. */
export class CanonicalWriter {
  #buffer: Buffer = Buffer.allocUnsafeSlow(firstCapacity);
  length = 0;

  reset(): void {
    this.length = 0;
    if (this.#buffer.length > keptCapacity) this.#buffer = Buffer.allocUnsafeSlow(firstCapacity);
  }

  /** The bytes from `start` on, without copying: valid until the next write. */
  view(start = 0): Uint8Array {
    return this.#buffer.subarray(start, this.length);
  }

  /** A checksum of the bytes from `start` on: FNV-1a for few of them, since calling zlib costs as much as 200. */
  checksum(start: number): number {
    const { length } = this;
    if (length - start > 256) return crc32(this.view(start));
    const buffer = this.#buffer;
    let sum = 0x811c9dc5;
    for (let index = start; index < length; index++) sum = Math.imul(sum ^ (buffer[index] as number), 0x01000193);
    return sum >>> 0;
  }

  /** A copy of the bytes from `start` on. */
  copy(start: number): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#buffer, start, this.length);
  }

  /** Puts the hash of the bytes from `start` on in their place. */
  collapse(start: number): void {
    const digest = sha256(this.view(start));
    this.length = start;
    this.byte(tag.digest);
    this.latin1(digest);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.length++] = value;
  }

  count(value: number): void {
    this.#reserve(4);
    this.length = this.#buffer.writeUInt32LE(value, this.length);
  }

  /** A double by its bits, which tells `-0` from `0`; every NaN is the same. */
  double(value: number): void {
    this.#reserve(8);
    if (value === value) {
      this.length = this.#buffer.writeDoubleLE(value, this.length);
    } else {
      this.#buffer.fill(0xff, this.length, this.length + 8);
      this.length += 8;
    }
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Bytes given as text, one character each. */
  latin1(text: string): void {
    this.#reserve(text.length);
    this.length += this.#buffer.write(text, this.length, "latin1");
  }

  sha256(data: string | Uint8Array): void {
    this.latin1(sha256(data));
  }

  text(text: string): void {
    const { length } = text;
    if (length < 40 && this.#shortAscii(text)) return;
    if (length > longLength) {
      this.#longText(text);
      return;
    }
    this.#reserve(5 + length * 3);
    const start = this.length;
    const end = start + 5 + this.#buffer.write(text, start + 5, "utf8");
    if (end - start - 5 > length && !isWellFormed(text)) {
      this.#brokenText(text);
      return;
    }
    this.#buffer[start] = tag.text;
    this.#buffer.writeUInt32LE(end - start - 5, start + 1);
    this.length = end;
  }

  /** Bytes after a tag and a count of them; long ones by their hash. */
  content(bytes: Uint8Array, shortTag: number, longTag: number): void {
    const long = bytes.length > longLength;
    this.byte(long ? longTag : shortTag);
    this.double(bytes.length);
    if (long) this.sha256(bytes);
    else this.bytes(bytes);
  }

  #shortAscii(text: string): boolean {
    const { length } = text;
    this.#reserve(5 + length);
    const buffer = this.#buffer;
    const start = this.length + 5;
    for (let index = 0; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) return false;
      buffer[start + index] = unit;
    }
    buffer[start - 5] = tag.text;
    buffer[start - 4] = length;
    buffer[start - 3] = 0;
    buffer[start - 2] = 0;
    buffer[start - 1] = 0;
    this.length = start + length;
    return true;
  }

  #longText(text: string): void {
    if (!isWellFormed(text)) {
      this.#brokenText(text);
      return;
    }
    this.byte(tag.longText);
    this.double(text.length);
    this.sha256(text);
  }

  /** UTF-8 would turn every lone surrogate into the same replacement character. */
  #brokenText(text: string): void {
    const units = Buffer.from(text, "utf16le");
    this.byte(tag.brokenText);
    this.double(units.length);
    this.sha256(units);
  }

  #reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, needed));
    this.#buffer.copy(larger, 0, 0, this.length);
    this.#buffer = larger;
  }
}
