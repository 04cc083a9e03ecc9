import { type ColumnDescription, encodeKey, type StableKey, toHex } from "@coco/connectorkit";
import type { Values } from "./graph-changes.ts";
import { type EndLayout, keyColumns, type NodeLayout, type RelationLayout } from "./graph-layout.ts";

/** The key of a node: the value of its key column, or a tuple where there are several. */
export function nodeKey(columns: readonly ColumnDescription[], values: Values): StableKey {
  if (columns.length === 1) return values[(columns[0] as ColumnDescription).name] as StableKey;
  return columns.map(({ name }) => values[name] as StableKey);
}

/** The values of key columns, of a key that {@link nodeKey} gave, also after it was stored. */
export function keyValues(columns: readonly ColumnDescription[], key: StableKey): Values {
  const parts = columns.length === 1 ? [key] : (key as readonly StableKey[]);
  return Object.fromEntries(columns.map(({ name, type }, index) => [name, ofKind(type.kind, parts[index])]));
}

/** A stored key does not tell 1 from 1n. */
function ofKind(kind: string, value: StableKey | undefined): unknown {
  if (kind === "bigint") return BigInt(value as number);
  return kind === "int" ? Number(value) : value;
}

/** A node at an end of a relation, as it stands in the relation's key. */
export interface EndKey {
  readonly label: string;
  readonly key: StableKey;
}

/** The key of a relation: both ends, and the values of its own key if it has one. Stands in stored paths: never changed. */
export function relationKey(from: EndKey, to: EndKey, { primaryKey }: RelationLayout, values: Values): StableKey {
  return [from.label, from.key, to.label, to.key, ...primaryKey.map((name) => values[name] as StableKey)];
}

/** What {@link relationKey} was made of. */
export interface RelationParts {
  readonly from: EndLayout;
  readonly to: EndLayout;
  readonly fromKey: Values;
  readonly toKey: Values;
  /** The values of the relation's own key. */
  readonly own: Values;
}

export function relationParts(layout: RelationLayout, key: StableKey): RelationParts {
  const [fromLabel, fromKey, toLabel, toKey, ...own] = key as readonly StableKey[];
  const from = endNamed(layout.from, fromLabel);
  const to = endNamed(layout.to, toLabel);
  const columns = keyColumns(layout);
  return {
    from,
    to,
    fromKey: keyValues(from.key, fromKey as StableKey),
    toKey: keyValues(to.key, toKey as StableKey),
    own: keyValues(columns, columns.length === 1 ? (own[0] as StableKey) : own),
  };
}

function endNamed(ends: readonly EndLayout[], label: StableKey | undefined): EndLayout {
  // Another set of ends makes the relations anew, so each key is of the layout that it is read with.
  return ends.find((end) => end.label === label) as EndLayout;
}

/** Equal for equal keys. */
export function identityOf(layout: NodeLayout, key: StableKey): string {
  return `${layout.primaryKey.length}:${toHex(encodeKey(key))}`;
}
