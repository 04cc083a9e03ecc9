import { endianness } from "node:os";
import * as types from "node:util/types";
import { Uuid } from "../key/uuid.ts";
import { canonicalTag as tag } from "./canonical-tags.ts";
import type { CanonicalWriter } from "./canonical-writer.ts";

/** Widths in bytes of the elements of typed arrays whose bytes depend on the platform. */
const wideElements: Readonly<Record<string, 2 | 4 | 8>> = {
  Uint16Array: 2,
  Int16Array: 2,
  Float16Array: 2,
  Uint32Array: 4,
  Int32Array: 4,
  Float32Array: 4,
  BigUint64Array: 8,
  BigInt64Array: 8,
  Float64Array: 8,
};

/** @internal Writes a built-in object that holds no other values; `false` when it is none. */
export function encodeBuiltin(writer: CanonicalWriter, value: object): boolean {
  if (ArrayBuffer.isView(value)) return encodeView(writer, value);
  if (types.isDate(value)) return encodeDate(writer, value);
  if (types.isRegExp(value)) return encodeRegExp(writer, value);
  if (types.isAnyArrayBuffer(value)) return encodeBuffer(writer, value);
  if (value instanceof URL && Object.getPrototypeOf(value) === URL.prototype) {
    writer.byte(tag.url);
    writer.text(value.href);
    return true;
  }
  if (value instanceof URLSearchParams && Object.getPrototypeOf(value) === URLSearchParams.prototype) {
    writer.byte(tag.urlSearchParams);
    writer.text(value.toString());
    return true;
  }
  if (Uuid.isInstance(value)) {
    writer.byte(tag.uuid);
    writer.bytes(value.bytes);
    return true;
  }
  return false;
}

/** @internal Whether the object is of the built-in class itself, not of a subclass; also for other realms. */
export function isExactly(value: object, name: string): boolean {
  const prototype = Object.getPrototypeOf(value) as { readonly constructor?: unknown } | null;
  const type = prototype?.constructor;
  if (typeof type !== "function" || type.name !== name) return false;
  return (
    type === (globalThis as Record<string, unknown>)[name] ||
    /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(type))
  );
}

function encodeDate(writer: CanonicalWriter, value: Date): boolean {
  if (!isExactly(value, "Date")) return false;
  writer.byte(tag.date);
  writer.double(value.getTime());
  return true;
}

function encodeRegExp(writer: CanonicalWriter, value: RegExp): boolean {
  if (!isExactly(value, "RegExp")) return false;
  writer.byte(tag.regExp);
  writer.text(value.source);
  writer.text(value.flags);
  // Where the next match starts changes what the expression does, but only with these flags.
  writer.double(value.global || value.sticky ? value.lastIndex : 0);
  return true;
}

function encodeBuffer(writer: CanonicalWriter, value: ArrayBuffer | SharedArrayBuffer): boolean {
  const name = types.isSharedArrayBuffer(value) ? "SharedArrayBuffer" : "ArrayBuffer";
  if (!isExactly(value, name)) return false;
  writeBytes(writer, name, new Uint8Array(value));
  return true;
}

function encodeView(writer: CanonicalWriter, value: ArrayBufferView): boolean {
  // The intrinsic name, also for a subclass such as Buffer, which counts as the Uint8Array that it is.
  const name = (value as unknown as { readonly [Symbol.toStringTag]: string })[Symbol.toStringTag];
  if (!Buffer.isBuffer(value) && !isExactly(value, name)) return false;
  let bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const width = wideElements[name];
  if (width !== undefined && endianness() === "BE") bytes = swapped(bytes, width);
  writeBytes(writer, name, bytes);
  return true;
}

function writeBytes(writer: CanonicalWriter, name: string, bytes: Uint8Array): void {
  writer.content(bytes, tag.bytesOf, tag.longBytesOf);
  writer.text(name);
}

function swapped(bytes: Uint8Array, width: 2 | 4 | 8): Uint8Array<ArrayBuffer> {
  const copy = Buffer.from(Uint8Array.from(bytes).buffer);
  if (width === 2) copy.swap16();
  else if (width === 4) copy.swap32();
  else copy.swap64();
  return copy;
}
