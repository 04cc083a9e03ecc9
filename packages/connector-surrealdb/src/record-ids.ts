import type { ColumnDescription } from "@coco/connectorkit";
import { type EndLayout, keyColumns, type RelationPlace, type RelationRow, type Values } from "@coco/property-graph";
import type { RecordId } from "surrealdb";
import { decodeValue } from "./decode-value.ts";
import { encodeValue } from "./encode-value.ts";
import type { Library } from "./library.ts";

/** What SurrealDB takes as an id by itself; all else stands in a list of one. */
const ALONE = ["string", "int", "bigint", "uuid"];

/** The id of a node: the value of its key, or a list of the values. Stands in databases: never changed. */
export function nodeId(library: Library, { key, label }: EndLayout, values: Values): RecordId {
  const parts = key.map((column) => encodeValue(library, column, values[column.name]).bound);
  const [only] = key;
  const alone = key.length === 1 && only !== undefined && ALONE.includes(only.type.kind);
  return new library.RecordId(label, (alone ? parts[0] : parts) as never);
}

/** The id of a relation: the ids of both ends, and the values of its own key. Stands in databases: never changed. */
export function relationId(library: Library, place: RelationPlace, { from, to, values }: RelationRow): RecordId {
  const own = keyColumns(place.layout).map((column) => encodeValue(library, column, values[column.name]).bound);
  const ends = [nodeId(library, place.from, from), nodeId(library, place.to, to)];
  return new library.RecordId(place.type, [...ends, ...own] as never);
}

/** The values of a key, of the id that {@link nodeId} made of them. */
export function keyOfId(key: readonly ColumnDescription[], id: unknown): Values {
  const parts = Array.isArray(id) ? id : [id];
  return Object.fromEntries(key.map((column, index) => [column.name, decodeValue(column, parts[index])]));
}
