import { escapeByte, keyTag, maxKeyDepth } from "./key-tags.ts";
import type { StableKey } from "./stable-key.ts";
import { symbolName } from "./symbol.ts";
import { Uuid } from "./uuid.ts";
import { isWellFormed } from "./well-formed.ts";

// One buffer serves every encoding: encoding is synchronous and runs no foreign code.
let buffer: Buffer = Buffer.allocUnsafeSlow(1024);
let length = 0;

/** Larger buffers are given back after use. */
const keptCapacity = 1 << 20;

/** @internal Starts an encoding, behind some bytes; what was written before is gone. */
export function startKey(prefix?: Uint8Array): void {
  length = 0;
  if (prefix === undefined) return;
  reserve(prefix.length);
  buffer.set(prefix, 0);
  length = prefix.length;
}

/** @internal The bytes written since {@link startKey}, as a copy. */
export function finishKey(): Uint8Array {
  // What is longer lies outside of V8's heap, where each array of its own takes four times as long to make.
  const isSmall = length <= 64;
  const bytes = isSmall ? new Uint8Array(length) : Buffer.allocUnsafe(length);
  if (isSmall) for (let index = 0; index < length; index++) bytes[index] = buffer[index] as number;
  else buffer.copy(bytes, 0, 0, length);
  if (buffer.length > keptCapacity) buffer = Buffer.allocUnsafeSlow(1024);
  return bytes;
}

/** @internal Appends one key; `false` when the value is not a stable key. */
export function writeKey(key: StableKey, depth = 0): boolean {
  switch (typeof key) {
    case "string":
      return writeText(keyTag.string, key);
    case "number":
      return writeNumber(key);
    case "bigint":
      writeBigInt(key);
      return true;
    case "boolean":
      writeByte(key ? keyTag.true : keyTag.false);
      return true;
    case "symbol": {
      const name = symbolName(key);
      return name !== undefined && writeText(keyTag.symbol, name);
    }
    case "object":
      return writeObject(key, depth);
    default:
      return false;
  }
}

function writeObject(key: object | null, depth: number): boolean {
  if (key === null) {
    writeByte(keyTag.null);
    return true;
  }
  if (Array.isArray(key)) {
    if (depth >= maxKeyDepth) return false;
    writeByte(keyTag.tuple);
    for (let index = 0; index < key.length; index++) {
      if (!writeKey(key[index] as StableKey, depth + 1)) return false;
    }
    writeByte(keyTag.end);
    return true;
  }
  if (key instanceof Uint8Array) {
    writeByte(keyTag.bytes);
    writeEscaped(key);
    return true;
  }
  if (Uuid.isInstance(key)) {
    reserve(17);
    buffer[length] = keyTag.uuid;
    buffer.set(key.bytes, length + 1);
    length += 17;
    return true;
  }
  return false;
}

function writeText(tag: number, text: string): boolean {
  reserve(text.length + 2);
  const into = buffer; // variables of the module are slower in a loop
  let at = length;
  into[at++] = tag;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit <= escapeByte || unit > 0x7f) {
      length += 1;
      if (!isWellFormed(text)) return false;
      writeEscaped(Buffer.from(text, "utf8"));
      return true;
    }
    into[at++] = unit;
  }
  into[at++] = keyTag.end;
  length = at;
  return true;
}

function writeEscaped(bytes: Uint8Array): void {
  reserve(bytes.length * 2 + 1);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte <= escapeByte) {
      buffer[length++] = escapeByte;
      buffer[length++] = byte + 1;
    } else {
      buffer[length++] = byte;
    }
  }
  buffer[length++] = keyTag.end;
}

function writeNumber(value: number): boolean {
  if (!Number.isSafeInteger(value)) return false;
  let magnitude = Math.abs(value);
  let size = 0;
  for (let rest = magnitude; rest >= 1; rest /= 256) size++;
  reserve(9);
  buffer[length] = value < 0 ? keyTag.zero - size : keyTag.zero + size;
  // The bytes of a negative number are inverted: the larger magnitude sorts first.
  const mask = value < 0 ? 0xff : 0;
  for (let offset = size; offset > 0; offset--) {
    buffer[length + offset] = (magnitude % 256) ^ mask;
    magnitude = Math.floor(magnitude / 256);
  }
  length += size + 1;
  return true;
}

function writeBigInt(value: bigint): void {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString(16);
  const bytes =
    value === 0n ? Buffer.alloc(0) : Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  const mask = negative ? 0xff : 0;
  reserve(bytes.length + 5);
  if (bytes.length <= 8) {
    buffer[length++] = negative ? keyTag.zero - bytes.length : keyTag.zero + bytes.length;
  } else {
    buffer[length++] = negative ? keyTag.negativeBig : keyTag.positiveBig;
    buffer.writeUInt32BE((bytes.length ^ (negative ? -1 : 0)) >>> 0, length);
    length += 4;
  }
  for (const byte of bytes) buffer[length++] = byte ^ mask;
}

function writeByte(byte: number): void {
  reserve(1);
  buffer[length++] = byte;
}

function reserve(count: number): void {
  if (length + count <= buffer.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, length + count));
  buffer.copy(larger, 0, 0, length);
  buffer = larger;
}
