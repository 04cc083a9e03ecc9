import type { ValueEncoder } from "./value-encoder.ts";
import { tags } from "./value-tags.ts";

/** A tag, then the enumerable properties with names. */
export function writeProperties(encoder: ValueEncoder, tag: number, value: object): void {
  encoder.writer.byte(tag);
  writeNamed(encoder, value, Object.keys(value));
}

export function writeArray(encoder: ValueEncoder, value: readonly unknown[]): void {
  const { writer } = encoder;
  const names = Object.keys(value);
  // Indices come first, so the last name tells whether there are others.
  const dense = names.length === value.length && (names.length === 0 || names.at(-1) === String(value.length - 1));
  if (!dense) {
    writer.byte(tags.sparseArray);
    writer.count(value.length);
    return writeNamed(encoder, value, names);
  }
  writer.byte(tags.array);
  writer.count(value.length);
  for (let index = 0; index < value.length; index += 1) encoder.part(index, value[index]);
}

export function writeMap(encoder: ValueEncoder, value: ReadonlyMap<unknown, unknown>): void {
  encoder.writer.byte(tags.map);
  encoder.writer.count(value.size);
  let index = 0;
  for (const [key, item] of value) {
    encoder.part({ words: ` (key ${index} of the map)` }, key);
    encoder.part(
      { words: typeof key === "string" ? `.get(${JSON.stringify(key)})` : ` (value ${index} of the map)` },
      item,
    );
    index += 1;
  }
}

export function writeSet(encoder: ValueEncoder, value: ReadonlySet<unknown>): void {
  encoder.writer.byte(tags.set);
  encoder.writer.count(value.size);
  let index = 0;
  for (const item of value) {
    encoder.part({ words: ` (item ${index} of the set)` }, item);
    index += 1;
  }
}

export function writeRegExp({ writer }: ValueEncoder, value: RegExp): void {
  writer.byte(tags.regExp);
  writer.string(value.source);
  writer.string(value.flags);
  writer.count(value.lastIndex);
}

/** All properties of its own, also the hidden ones: message, stack, cause, errors. */
export function writeError(encoder: ValueEncoder, kind: number, value: object): void {
  const { writer } = encoder;
  const names = Object.getOwnPropertyNames(value);
  writer.byte(tags.error);
  writer.byte(kind);
  writer.count(names.length);
  for (const name of names) {
    encoder.name(name);
    writer.byte(Object.prototype.propertyIsEnumerable.call(value, name) ? 1 : 0);
    encoder.part(name, (value as Readonly<Record<string, unknown>>)[name]);
  }
}

function writeNamed(encoder: ValueEncoder, value: object, names: readonly string[]): void {
  encoder.writer.count(names.length);
  for (const name of names) {
    encoder.name(name);
    encoder.part(name, (value as Readonly<Record<string, unknown>>)[name]);
  }
}
