import { encodeKeyPath, type ItemVersion, type StableKey } from "@coco/connectorkit";
import { bytesOfText } from "../internal/byte-text.ts";
import { sha256 } from "../internal/native-hash.ts";
import { badVersion } from "./bad-version.ts";
import { DIGEST_BYTES } from "./range-digest.ts";

const FIRST_CAPACITY = 1 << 12;

const TEXT = 1;
const NUMBER = 2;
const BIGINT = 3;
const LARGE_BIGINT = 4;
const LIST = 5;
const OTHER_KEY = 6;

const LEAST_INT64 = -(2n ** 63n);
const GREATEST_INT64 = 2n ** 63n - 1n;

/** Sums up items of a source: their keys and versions, in order, behind what the call of the first one is known by. */
export class RangeHash {
  #buffer: Buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY);
  /** Of the same bytes: its methods are part of V8, those of a buffer take a bigint apart byte by byte. */
  #view: DataView = viewOf(this.#buffer);
  #length = 0;

  start(firstCall: string): void {
    this.#length = 0;
    this.#text(firstCall);
  }

  /** Throws for what is no version. */
  add(key: StableKey, version: ItemVersion): void {
    if (typeof key === "string") this.#text(key);
    else this.#bytes(encodeKeyPath([key]));
    if (!this.#version(version)) throw badVersion(key, version);
  }

  digest(): Uint8Array {
    const text = sha256(this.#buffer.subarray(0, this.#length), "binary");
    return bytesOfText(text.slice(0, DIGEST_BYTES));
  }

  #version(version: unknown): boolean {
    if (typeof version === "string") {
      this.#text(version);
    } else if (typeof version === "number") {
      if (Number.isNaN(version)) return false; // it would be the same version each time
      this.#reserve(9);
      this.#buffer[this.#length] = NUMBER;
      this.#view.setFloat64(this.#length + 1, version, true);
      this.#length += 9;
    } else if (typeof version === "bigint") {
      this.#bigint(version);
    } else if (Array.isArray(version)) {
      this.#tagged(LIST, version.length);
      for (const part of version) if (!this.#version(part)) return false;
    } else {
      return false;
    }
    return true;
  }

  #bigint(value: bigint): void {
    if (value < LEAST_INT64 || value > GREATEST_INT64) {
      this.#tagged(LARGE_BIGINT, 0);
      this.#text(value.toString(16));
      return;
    }
    this.#reserve(9);
    this.#buffer[this.#length] = BIGINT;
    this.#view.setBigInt64(this.#length + 1, value, true);
    this.#length += 9;
  }

  /** UTF-16 where UTF-8 would not tell two texts apart. */
  #text(text: string): void {
    const encoding = text.isWellFormed() ? "utf8" : "utf16le";
    this.#reserve(text.length * 3 + 6);
    const start = this.#length + 6;
    const length = this.#buffer.write(text, start, encoding);
    this.#buffer[this.#length] = TEXT;
    this.#buffer[this.#length + 1] = encoding === "utf8" ? 0 : 1;
    this.#view.setUint32(this.#length + 2, length, true);
    this.#length = start + length;
  }

  #bytes(bytes: Uint8Array): void {
    this.#tagged(OTHER_KEY, bytes.length);
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #tagged(tag: number, length: number): void {
    this.#reserve(5);
    this.#buffer[this.#length] = tag;
    this.#view.setUint32(this.#length + 1, length, true);
    this.#length += 5;
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, needed));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
