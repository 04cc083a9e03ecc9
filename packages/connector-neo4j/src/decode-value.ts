import { type ColumnDescription, Uuid } from "@coco/connectorkit";
import type { Values } from "@coco/property-graph";
import type { Neo4jRecord } from "./connection.ts";

/** The values of columns that a statement gives under a prefix and their numbers, as they were declared. */
export function decodeValues(columns: readonly ColumnDescription[], record: Neo4jRecord, prefix: string): Values {
  return Object.fromEntries(
    columns.map(({ name, type }, index) => [name, decodeValue(type, record.get(`${prefix}${index}`))]),
  );
}

/** A value as it was declared. */
export function decodeValue(type: ColumnDescription["type"], value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "int":
      return Number(integerOf(value));
    case "bigint":
      return integerOf(value);
    case "json":
      return JSON.parse(value as string) as unknown;
    case "uuid":
      return Uuid.parse(value as string);
    case "bytes": {
      const { buffer, byteLength, byteOffset } = value as Int8Array;
      return new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
    }
    case "timestamp":
      return (value as { toStandardDate(): Date }).toStandardDate();
    case "date":
      return (value as { toString(): string }).toString();
    case "vector":
      return Float32Array.from(value as readonly number[]);
    case "list":
      return (value as readonly unknown[]).map((one) => decodeValue({ kind: type["item"] as string }, one));
    default:
      return value;
  }
}

/** A driver of the user's own may give integers as numbers, as bigints, or in a class of its own. */
function integerOf(value: unknown): bigint {
  if (typeof value === "bigint" || typeof value === "number") return BigInt(value);
  return (value as { toBigInt(): bigint }).toBigInt();
}
