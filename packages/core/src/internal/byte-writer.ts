import { crc32 } from "./native-hash.ts";
import { CHECKSUM_BYTES } from "./packing.ts";

const FIRST_CAPACITY = 4096;
const KEPT_CAPACITY = 1 << 20;
const FEW = 32;

/** A growing buffer for records that the engine packs; reused from one to the next. */
export class ByteWriter {
  #buffer: Buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY);
  #length = 0;

  /** Starts a record; what was written before is gone. */
  start(): void {
    this.#length = 0;
  }

  /** A copy of what was written since `start`. */
  finish(): Uint8Array {
    const bytes = Buffer.allocUnsafe(this.#length); // a short one from Node's pool: it is written to the store, and gone
    this.#buffer.copy(bytes, 0, 0, this.#length);
    if (this.#buffer.length > KEPT_CAPACITY) this.#buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY);
    return bytes;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  /** A whole number from 0 to 2^53 - 1, seven bits a byte. */
  count(value: number): void {
    this.#reserve(8);
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#buffer[this.#length++] = (rest % 128) | 0x80;
    this.#buffer[this.#length++] = rest;
  }

  /** Bytes whose length the reader knows. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Bytes behind their length. */
  bytes(bytes: Uint8Array): void {
    this.count(bytes.length);
    this.raw(bytes);
  }

  /** The bytes from a place on, behind their length. One by one where they are few: a view of them costs more. */
  bytesFrom(bytes: Uint8Array, start: number): void {
    const length = bytes.length - start;
    this.count(length);
    if (length > FEW) {
      this.raw(bytes.subarray(start));
      return;
    }
    this.#reserve(length);
    for (let at = start; at < bytes.length; at++) this.#buffer[this.#length++] = bytes[at] as number;
  }

  /** The bytes that `byteText` made a text of, whose length the reader knows. */
  rawText(text: string): void {
    this.#reserve(text.length);
    this.#length += this.#buffer.write(text, this.#length, "latin1");
  }

  /** UTF-8 behind its length. */
  text(text: string): void {
    this.bytes(Buffer.from(text, "utf8"));
  }

  /** The checksum of everything written since `start`, as `unsealed` expects it behind the bytes. */
  checksum(): void {
    this.#reserve(CHECKSUM_BYTES);
    const sum = crc32(this.#buffer.subarray(0, this.#length));
    this.#length = this.#buffer.writeUInt32LE(sum, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, needed));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}
