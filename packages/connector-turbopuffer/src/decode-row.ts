import { type AnyRecord, type ColumnType, Uuid } from "@coco/connectorkit";
import { attributeName } from "./stored-type.ts";

/** A row as the client gives it. */
export interface FoundDocument {
  readonly id: number | string;
  readonly $dist?: number;
  readonly [attribute: string]: unknown;
}

/**
 * The values of a row's columns, as they were declared; those that the answer does not hold are left out, except that one
 * that takes null is null.
 */
export function decodeRow(schema: AnyRecord, found: FoundDocument): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  const [key] = schema.primaryKey;
  for (const [name, { isNullable, type }] of Object.entries(schema.columns)) {
    const value = found[attributeName(name)];
    const inId = schema.primaryKey.length === 1 && name === key && type.kind !== "bytes";
    if (value !== undefined && value !== null) row[name] = decodeValue(type, value);
    else if (inId) row[name] = decodeId(type.kind, found.id);
    else if (isNullable) row[name] = null;
  }
  return row;
}

function decodeId(kind: ColumnType["kind"], id: number | string): unknown {
  switch (kind) {
    case "int":
      return Number(id);
    case "boolean":
      return id === "true";
    default:
      return decodeOne(kind, id);
  }
}

function decodeValue(type: ColumnType, value: unknown): unknown {
  switch (type.kind) {
    case "vector":
      return decodeVector(value);
    case "list":
      return (value as readonly unknown[]).map((each) => decodeOne(type.item, each));
    default:
      return decodeOne(type.kind, value);
  }
}

function decodeVector(value: unknown): Float32Array {
  if (typeof value !== "string") return new Float32Array(value as number[]);
  const bytes = Buffer.from(value, "base64");
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

function decodeOne(kind: ColumnType["kind"], value: unknown): unknown {
  switch (kind) {
    case "bigint":
      return BigInt(value as string);
    case "uuid":
      return Uuid.parse(value as string);
    case "bytes":
      return new Uint8Array(Buffer.from(value as string, "base64"));
    case "timestamp":
      return new Date(value as string);
    case "json":
      return JSON.parse(value as string) as unknown;
    default:
      return value;
  }
}
