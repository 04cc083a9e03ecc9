import * as types from "node:util/types";
import { Uuid } from "@coco/connectorkit";
import { binaryKinds, errorKinds } from "./built-in-kinds.ts";
import { codecForPrototype } from "./value-codec.ts";
import type { ValueEncoder } from "./value-encoder.ts";
import { tags } from "./value-tags.ts";
import { writeArray, writeError, writeMap, writeProperties, writeRegExp, writeSet } from "./write-built-in.ts";

type WriteObject = (encoder: ValueEncoder, value: object) => void;

/** What is done with an object, by its prototype: an instance of a subclass would come back as something else. */
const byPrototype = new Map<object | null, WriteObject>([
  [Object.prototype, writePlainObject],
  [null, (encoder, value) => writeProperties(encoder, tags.objectWithoutPrototype, value)],
  [Array.prototype, (encoder, value) => writeArray(encoder, value as unknown[])],
  [Map.prototype, (encoder, value) => writeMap(encoder, value as Map<unknown, unknown>)],
  [Set.prototype, (encoder, value) => writeSet(encoder, value as Set<unknown>)],
  [RegExp.prototype, (encoder, value) => writeRegExp(encoder, value as RegExp)],
  [
    Date.prototype,
    (encoder, value) => {
      encoder.writer.byte(tags.date);
      encoder.writer.float((value as Date).getTime());
    },
  ],
  [
    URL.prototype,
    (encoder, value) => {
      encoder.writer.byte(tags.url);
      encoder.writer.string((value as URL).href);
    },
  ],
]);
for (const [kind, { prototype }] of binaryKinds.entries()) {
  if (prototype !== undefined) byPrototype.set(prototype, (encoder, value) => writeBinary(encoder, kind, value));
}
for (const [kind, { prototype }] of errorKinds.entries()) {
  byPrototype.set(prototype, (encoder, value) => writeError(encoder, kind, value));
}

/** Objects whose named properties are part of what is written; on others they would be lost. */
const withProperties = new Set<object | null>([
  Object.prototype,
  null,
  Array.prototype,
  ...errorKinds.map((kind) => kind.prototype),
]);

/** Writes an object that was not met before. */
export function writeObject(encoder: ValueEncoder, value: object): void {
  const prototype: object | null = Object.getPrototypeOf(value);
  const write = byPrototype.get(prototype);
  if (write !== undefined) {
    refuseWhatWouldBeLost(encoder, prototype, value);
    return write(encoder, value);
  }
  const codec = prototype === null ? undefined : codecForPrototype(prototype);
  if (codec !== undefined) {
    encoder.writer.byte(tags.registered);
    encoder.writer.string(codec.name);
    encoder.writer.count(codec.version);
    return encoder.payload(codec.name, value, codec.encode(value));
  }
  if (Uuid.isInstance(value)) {
    encoder.writer.byte(tags.uuid);
    return encoder.writer.binary(value.bytes);
  }
  if (prototype !== null && isObjectPrototypeOfAnotherRealm(prototype)) return writePlainObject(encoder, value);
  throw refusalOf(encoder, value);
}

function writePlainObject(encoder: ValueEncoder, value: object): void {
  writeProperties(encoder, tags.object, value);
}

function writeBinary(encoder: ValueEncoder, kind: number, value: object): void {
  if (ArrayBuffer.isView(value) && types.isSharedArrayBuffer(value.buffer)) {
    throw encoder.refusal("shares its memory with other threads", "Return a copy: value.slice().");
  }
  const bytes = ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value as ArrayBuffer);
  encoder.writer.byte(tags.binary);
  encoder.writer.byte(kind);
  encoder.writer.binary(bytes);
}

function refuseWhatWouldBeLost(encoder: ValueEncoder, prototype: object | null, value: object): void {
  const symbols = Object.getOwnPropertySymbols(value);
  if (symbols.length > 0) throw encoder.refusal(`has the property ${String(symbols[0])}`, "Use a string as its name.");
  // Listing the properties of bytes would list every byte.
  if (withProperties.has(prototype) || ArrayBuffer.isView(value)) return;
  const [name] = Object.keys(value);
  if (name !== undefined) {
    throw encoder.refusal(`has a property of its own (${name}) besides what it holds`, "Return both in an object.");
  }
}

/** Plain objects made in another context (node:vm) have another `Object.prototype`. */
function isObjectPrototypeOfAnotherRealm(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

function refusalOf(encoder: ValueEncoder, value: object): Error {
  if (types.isPromise(value)) return encoder.refusal("is a promise", "Await it before it is returned.");
  const name = (Object.getPrototypeOf(value) as { readonly constructor?: { readonly name?: unknown } }).constructor
    ?.name;
  if (typeof name !== "string" || name === "") {
    return encoder.refusal("has a prototype that is no class with a name", "Return a plain object.");
  }
  return encoder.refusal(
    `is ${/^(?!u(?:u|rl|ni(?!n)|s[ei]))[aeiou]/i.test(name) ? "an" : "a"} ${name}`,
    `Return plain data, or register a codec for ${name}: registerCodec({ name, version, type: ${name}, encode, decode }).`,
  );
}
