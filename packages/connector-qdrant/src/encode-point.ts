import type { SparseVector, StableKey } from "@coco/connectorkit";
import type { QdrantSchemas } from "./connection.ts";
import { type PointId, pointId } from "./point-id.ts";
import { type CollectionLayout, type StoredType, vectorColumns } from "./stored-type.ts";

/** A checked row by column name. */
export type RowValues = Readonly<Record<string, unknown>>;

type Vectors = Record<string, unknown>;

/** A row as Qdrant takes it. Columns that are null are left out. Values have been checked when the row was declared. */
export function encodePoint(layout: CollectionLayout, key: StableKey, row: RowValues): QdrantSchemas["PointStruct"] {
  const payload: Record<string, unknown> = {};
  for (const { name, type } of layout.columns) {
    const value = row[name];
    if (value !== null && value !== undefined && !("vector" in type)) payload[name] = encodeValue(type, value);
  }
  return {
    id: encodeId(pointId(key)),
    vector: encodeVectors(layout, row) as QdrantSchemas["VectorStruct"],
    payload,
  };
}

/** The client's types know no bigint; it writes one exactly all the same. */
export function encodeId(id: PointId): number | string {
  return id as number | string;
}

function encodeVectors(layout: CollectionLayout, row: RowValues): unknown {
  const vectors: Vectors = {};
  for (const { name, type } of vectorColumns(layout)) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    if (type.kind === "vector") vectors[type.vector] = numbers(value as Float32Array);
    else if (type.kind === "multiVector") vectors[type.vector] = (value as readonly Float32Array[]).map(numbers);
    else vectors[type.vector] = sparse(value as SparseVector);
  }
  const names = Object.keys(vectors);
  return names.length === 1 && names[0] === "" ? vectors[""] : vectors;
}

function sparse({ indices, values }: SparseVector): QdrantSchemas["SparseVector"] {
  return { indices: [...indices], values: numbers(values) };
}

/** Nine digits tell any two numbers of 32 bits apart: half of what JSON would write of one that was widened to 64. */
function numbers(vector: Float32Array): number[] {
  return Array.from(vector, (number) => Number(number.toPrecision(9)));
}

function encodeValue(type: StoredType, value: unknown): unknown {
  if (type.kind === "list") return (value as readonly unknown[]).map((each) => encodeOne(type.item, each));
  return encodeOne(type.kind, value);
}

function encodeOne(kind: StoredType["kind"], value: unknown): unknown {
  switch (kind) {
    case "uuid":
      return String(value);
    case "bytes":
      return Buffer.from(value as Uint8Array).toString("base64");
    case "timestamp":
      return (value as Date).toISOString();
    case "float":
      // JSON.stringify writes a negative zero as 0.
      return Object.is(value, -0) ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON("-0.0") : value;
    default:
      return value;
  }
}
