import type { CanonicalEncoder } from "./canonical-encoder.ts";
import { canonicalTag as tag } from "./canonical-tags.ts";

/** @internal Writes the items of an array, holes told from `undefined`, and any named properties. */
export function encodeArray(encoder: CanonicalEncoder, value: readonly unknown[]): void {
  const { length } = value;
  encoder.writer.byte(tag.array);
  encoder.writer.count(length);
  let holes = 0;
  for (let index = 0; index < length; index++) {
    const item = value[index];
    if (item === undefined && !(index in value)) {
      encoder.writer.byte(tag.hole);
      holes++;
    } else {
      encoder.child(index, item);
    }
  }
  // Named properties, as on the result of RegExp.exec, are listed after the indices.
  const names = Object.keys(value);
  if (names.length > length - holes) encodeProperties(encoder, value, names.slice(length - holes));
}

/** @internal Writes an object by its own enumerable properties; one without a prototype is the same. */
export function encodePlainObject(encoder: CanonicalEncoder, value: object): void {
  encoder.writer.byte(tag.object);
  encodeProperties(encoder, value, Object.keys(value));
}

/** @internal Writes the properties with these names, in sorted order, and those with symbols as names. */
export function encodeProperties(encoder: CanonicalEncoder, value: object, names: readonly string[]): void {
  const { writer } = encoder;
  writer.byte(tag.properties);
  for (const name of inOrder(names)) {
    const item = (value as Readonly<Record<string, unknown>>)[name];
    // Undefined counts as missing: both mean the same to nearly all code, and optional properties allow both.
    if (item === undefined) continue;
    writer.text(name);
    encoder.child(name, item);
  }
  const symbols = Object.getOwnPropertySymbols(value);
  if (symbols.length > 0) encodeSymbolProperties(encoder, value, symbols);
  writer.byte(tag.end);
}

/** Of an object with more properties the names are not kept. */
const MOST_KEPT = 64;
let lastNames: readonly string[] = [];
let lastSorted: readonly string[] = [];

/** Sorted. Objects that come one after another mostly have the same names in the same order: those are sorted once. */
function inOrder(names: readonly string[]): readonly string[] {
  const { length } = names;
  if (length < 2) return names;
  let isKnown = length === lastNames.length;
  for (let index = 0; isKnown && index < length; index++) isKnown = names[index] === lastNames[index];
  if (isKnown) return lastSorted;
  const sorted = names.toSorted();
  if (length <= MOST_KEPT) [lastNames, lastSorted] = [names, sorted];
  return sorted;
}

function encodeSymbolProperties(encoder: CanonicalEncoder, value: object, symbols: readonly symbol[]): void {
  const parts = symbols
    .filter((key) => Object.prototype.propertyIsEnumerable.call(value, key))
    .map((key) => ({ key, name: Symbol.keyFor(key) ?? "", item: (value as Readonly<Record<symbol, unknown>>)[key] }))
    .filter((part) => part.item !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { key, item } of parts) {
    // The name itself is what may have no identity outside the process: written as a child, an error names it.
    encoder.child(key, key);
    encoder.child(key, item);
  }
}
