import type { StableKey } from "@coco/connectorkit";
import { isOwnId, rowId, type RowId } from "./row-id.ts";
import { attributeName, idColumn, type NamespaceLayout, type StoredType } from "./stored-type.ts";

/** A checked row by column name. */
export type RowValues = Readonly<Record<string, unknown>>;

/** A row as Turbopuffer takes it. */
export interface WireRow {
  readonly id: RowId;
  readonly [attribute: string]: unknown;
}

/** A row as it is sent. Columns that are null are left out. Values have been checked when the row was declared. */
export function encodeRow(layout: NamespaceLayout, key: StableKey, row: RowValues): WireRow {
  const inId = idColumn(layout)?.name;
  const wire: Record<string, unknown> = {};
  for (const { name, type } of layout.columns) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    // What the id says is not said twice.
    if (name === inId && (type.kind !== "string" || isOwnId(value as string))) continue;
    wire[attributeName(name)] = encodeValue(type, value);
  }
  return { ...wire, id: rowId(layout.ids, key) };
}

function encodeValue(type: StoredType, value: unknown): unknown {
  switch (type.kind) {
    case "vector":
      return encodeVector(value as Float32Array, type.dtype);
    case "list":
      return (value as readonly unknown[]).map((each) => encodeOne(type.item, each));
    default:
      return encodeOne(type.kind, value);
  }
}

/** Numbers of 32 bits as they lie in memory, little end first, in base64: half of what they take as digits. */
function encodeVector(vector: Float32Array, dtype: "f16" | "f32"): unknown {
  if (dtype === "f16") return [...vector];
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [index, number] of vector.entries()) bytes.writeFloatLE(number, index * 4);
  return bytes.toString("base64");
}

function encodeOne(kind: StoredType["kind"], value: unknown): unknown {
  switch (kind) {
    case "bigint":
    case "uuid":
      return String(value);
    case "bytes":
      return Buffer.from(value as Uint8Array).toString("base64");
    case "timestamp":
      return (value as Date).toISOString();
    case "json":
      return JSON.stringify(value);
    case "float":
      // JSON.stringify writes a negative zero as 0.
      return Object.is(value, -0) ? (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON("-0.0") : value;
    default:
      return value;
  }
}
