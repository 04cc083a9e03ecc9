import { KeyError } from "../errors/key-error.ts";
import { escapeByte, keyTag, maxKeyDepth } from "./key-tags.ts";
import type { StableKey, StableKeyPath } from "./stable-key.ts";
import { symbol } from "./symbol.ts";
import { Uuid } from "./uuid.ts";

const LAST_ASCII = 0x7f;
/** Longer texts are decoded at once. */
const MOST_PLAIN = 32;
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads back what `encodeKey` wrote, which stands from `start` (default 0) to before `end` (default: that of the bytes). Integers come
 * back as numbers where a number holds them exactly, else as bigints.
 * @throws KeyError (`KEY_MALFORMED`) when the bytes are not the encoding of one key.
 */
export function decodeKey(bytes: Uint8Array, start = 0, end: number = bytes.length): StableKey {
  const reader = new KeyReader(bytes, start, end);
  const key = reader.read(0);
  if (!reader.atEnd()) throw malformed("bytes follow the key");
  return key;
}

/**
 * Reads back what `encodeKeyPath` wrote.
 * @throws KeyError (`KEY_MALFORMED`) when the bytes are not the encoding of a path.
 */
export function decodeKeyPath(bytes: Uint8Array): StableKeyPath {
  const reader = new KeyReader(bytes, 0, bytes.length);
  const parts: StableKey[] = [];
  while (!reader.atEnd()) parts.push(reader.read(0));
  return parts;
}

class KeyReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #offset: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#offset = start;
    this.#end = end;
  }

  atEnd(): boolean {
    return this.#offset === this.#end;
  }

  read(depth: number): StableKey {
    const tag = this.#byte();
    if (tag > keyTag.negativeBig && tag < keyTag.positiveBig) {
      return this.#integer(tag < keyTag.zero, Math.abs(tag - keyTag.zero));
    }
    switch (tag) {
      case keyTag.null:
        return null;
      case keyTag.false:
        return false;
      case keyTag.true:
        return true;
      case keyTag.positiveBig:
      case keyTag.negativeBig: {
        const negative = tag === keyTag.negativeBig;
        const size = Buffer.from(this.#take(4)).readUInt32BE();
        return this.#integer(negative, negative ? ~size >>> 0 : size);
      }
      case keyTag.string:
        return this.#text();
      case keyTag.bytes:
        return this.#unescaped();
      case keyTag.uuid:
        return Uuid.fromBytes(this.#take(16));
      case keyTag.symbol:
        return symbol(this.#text());
      case keyTag.tuple:
        return this.#tuple(depth);
      default:
        throw malformed(`0x${tag.toString(16)} at byte ${this.#offset - 1} starts no kind of key`);
    }
  }

  #tuple(depth: number): StableKey[] {
    if (depth >= maxKeyDepth) throw malformed("tuples are nested too deep");
    const items: StableKey[] = [];
    while (this.#at(this.#offset) !== keyTag.end) items.push(this.read(depth + 1));
    this.#offset++;
    return items;
  }

  #integer(negative: boolean, size: number): number | bigint {
    const mask = negative ? 0xff : 0;
    const bytes = this.#take(size);
    if (size <= 6) {
      let small = 0;
      for (const byte of bytes) small = small * 256 + (byte ^ mask);
      return negative ? -small : small;
    }
    const magnitude = BigInt(`0x${Buffer.from(bytes.map((byte) => byte ^ mask)).toString("hex")}`);
    const value = negative ? -magnitude : magnitude;
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }

  #text(): string {
    const plain = this.#plainText();
    if (plain !== undefined) return plain;
    try {
      return strictUtf8.decode(this.#unescaped());
    } catch (cause) {
      if (KeyError.isInstance(cause)) throw cause;
      throw malformed("a string is not UTF-8", cause);
    }
  }

  /** A short text of nothing but ASCII, as most keys are: a decoder takes several times as long. `undefined`: another one. */
  #plainText(): string | undefined {
    let text = "";
    for (let at = this.#offset; at < this.#offset + MOST_PLAIN; at++) {
      const byte = this.#at(at);
      if (byte === keyTag.end) {
        this.#offset = at + 1;
        return text;
      }
      if (byte === undefined || byte === escapeByte || byte > LAST_ASCII) return undefined;
      text += String.fromCharCode(byte);
    }
    return undefined;
  }

  #unescaped(): Uint8Array {
    const end = this.#bytes.indexOf(keyTag.end, this.#offset);
    if (end < 0 || end >= this.#end) throw malformed("the bytes end inside a string");
    const raw = this.#bytes.subarray(this.#offset, end);
    this.#offset = end + 1;
    const content = new Uint8Array(raw.length);
    let length = 0;
    for (let index = 0; index < raw.length; index++) {
      let byte = raw[index] as number;
      if (byte === escapeByte) {
        byte = (raw[++index] ?? 0) - 1;
        if (byte !== 0 && byte !== 1) throw malformed("a string holds an unknown escape");
      }
      content[length++] = byte;
    }
    return content.slice(0, length);
  }

  #take(count: number): Uint8Array {
    const end = this.#offset + count;
    if (end > this.#end) throw malformed("the bytes end inside a key");
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  #at(offset: number): number | undefined {
    return offset < this.#end ? this.#bytes[offset] : undefined;
  }

  #byte(): number {
    const byte = this.#at(this.#offset++);
    if (byte === undefined) throw malformed("the bytes end inside a key");
    return byte;
  }
}

function malformed(why: string, cause?: unknown): KeyError {
  return new KeyError(`The bytes are not an encoded key: ${why}`, {
    code: "KEY_MALFORMED",
    hint: "The bytes were cut, or written by something else than encodeKey.",
    cause,
  });
}
