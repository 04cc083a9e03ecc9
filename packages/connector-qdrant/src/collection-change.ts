import { diffSchemas, type SchemaChange } from "@coco/connectorkit";
import type { FixedOptions } from "./collection-action.ts";
import { type CollectionLayout, type StoredType, vectorColumns } from "./stored-type.ts";

export interface CollectionComparison {
  /** As of a schema, for what a collection can do: types of payload fields and named vectors change in place. */
  readonly change: SchemaChange;
  /** Names of vectors that are not wanted any more. */
  readonly droppedVectors: readonly string[];
  /** What changed, each in a few words. */
  readonly reasons: readonly string[];
}

type Compared = CollectionLayout & { readonly fixed: FixedOptions };

/** Compares what is wanted with all that there may be, of which the gravest change counts. */
export function compareCollections(wanted: Compared, previous: readonly Compared[]): CollectionComparison {
  const { change, reasons } = diffSchemas(wanted, previous);
  const rebuild = previous.some((old) => !sameKey(wanted, old) || !sameFixed(wanted, old) || !sameUnnamed(wanted, old));
  const names = new Set(vectorColumns(wanted).map(({ type }) => type.vector));
  const former = previous.flatMap((old) => vectorColumns(old).map(({ type }) => type.vector));
  return {
    change: rebuild ? "destructive" : change === "destructive" ? "lossy" : change,
    reasons: [...reasons, ...new Set(previous.flatMap((old) => shardReason(wanted, old)))],
    droppedVectors: [...new Set(former)].filter((name) => !names.has(name)),
  };
}

/** Other keys are other points. */
function sameKey(a: CollectionLayout, b: CollectionLayout): boolean {
  return keyText(a) === keyText(b);
}

function keyText({ columns, primaryKey }: CollectionLayout): string {
  const types = primaryKey.map((name) => [name, columns.find((column) => column.name === name)?.type.kind]);
  return JSON.stringify(types);
}

function sameFixed({ fixed: a }: Compared, { fixed: b }: Compared): boolean {
  return a.shardNumber === b.shardNumber;
}

function shardReason({ fixed }: Compared, { fixed: old }: Compared): string[] {
  const textOf = (count: number | undefined): string =>
    count === undefined ? "of the server's choice" : String(count);
  if (fixed.shardNumber === old.shardNumber) return [];
  return [`shardNumber: ${textOf(fixed.shardNumber)}, was ${textOf(old.shardNumber)}`];
}

/** A vector without a name can neither be added nor taken away nor changed. */
function sameUnnamed(a: CollectionLayout, b: CollectionLayout): boolean {
  return spaceText(unnamed(a)) === spaceText(unnamed(b));
}

function unnamed(layout: CollectionLayout): StoredType | undefined {
  return vectorColumns(layout).find(({ type }) => type.vector === "")?.type;
}

/** A vector's space as a text, equal for equal ones whatever the order of their properties. */
function spaceText(type: StoredType | undefined): string {
  return JSON.stringify(Object.entries(type ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}
