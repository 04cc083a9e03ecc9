import type { CanonicalEncoder, CanonicalPart } from "./canonical-encoder.ts";
import { canonicalTag as tag } from "./canonical-tags.ts";
import { unorderedCycle } from "./unsupported-value.ts";
import type { ValuePathStep } from "./value-path.ts";

interface MapEntry {
  readonly key: CanonicalPart;
  readonly value: unknown;
  readonly step: ValuePathStep;
  /** Absent in a graph, where visiting numbers the objects and so has to follow the order of the keys. */
  readonly full: CanonicalPart | undefined;
}

/** @internal Writes the members of a Set in the order of their canonical forms. */
export function encodeSet(encoder: CanonicalEncoder, value: ReadonlySet<unknown>): void {
  const members: CanonicalPart[] = [];
  for (const member of value) members.push(encoder.detached({ words: "<a member>" }, member));
  members.sort(compareParts);
  encoder.writer.byte(tag.set);
  encoder.writer.count(members.length);
  for (const member of members) encoder.append(member);
}

/** @internal Writes the entries of a Map in the order of the canonical forms of their keys. */
export function encodeMap(encoder: CanonicalEncoder, value: ReadonlyMap<unknown, unknown>): void {
  const entries: MapEntry[] = [];
  for (const [key, item] of value) {
    const step = { words: `.get(${describe(key)})` };
    const encodedKey = encoder.detached({ words: "<a key>" }, key);
    entries.push({ key: encodedKey, value: item, step, full: encoder.inGraph ? undefined : encoder.taken(step, item) });
  }
  entries.sort((a, b) => compareParts(a.key, b.key) || compareValues(encoder, a, b));
  encoder.writer.byte(tag.map);
  encoder.writer.count(entries.length);
  for (const entry of entries) {
    encoder.append(entry.key);
    if (entry.full === undefined) encoder.child(entry.step, entry.value);
    else encoder.append(entry.full);
  }
}

function compareValues(encoder: CanonicalEncoder, a: MapEntry, b: MapEntry): number {
  if (a.full !== undefined && b.full !== undefined) return compareParts(a.full, b.full);
  throw unorderedCycle("two keys hold the same, and their values may be part of a cycle", encoder.path());
}

function compareParts(a: CanonicalPart, b: CanonicalPart): number {
  return Buffer.compare(a.bytes, b.bytes);
}

function describe(key: unknown): string {
  if (typeof key === "string") return JSON.stringify(key);
  return typeof key === "number" || typeof key === "boolean" || typeof key === "bigint" ? String(key) : "…";
}
