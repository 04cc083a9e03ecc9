import { type ColumnDescription, Uuid } from "@coco/connectorkit";
import { quoted } from "./cypher.ts";

type ColumnType = ColumnDescription["type"];

const integers: readonly unknown[] = ["int", "bigint"];

/**
 * What gives a column's value in an answer: integers as texts, for the client makes numbers of them, and the server itself rounds those of relations past
 * 15 digits.
 */
export function returned(variable: string, { name, type }: ColumnDescription): string {
  const value = `${variable}.${quoted(name)}`;
  if (integers.includes(type.kind)) return `toString(${value})`;
  return integers.includes(type["item"]) ? `[one IN ${value} | toString(one)]` : value;
}

/** A value as it was declared. */
export function decodeValue(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case "int":
      return Number(value);
    case "bigint":
      return BigInt(value as string);
    case "bytes":
      return new Uint8Array(Buffer.from(value as string, "base64"));
    case "timestamp":
      return new Date(value as string);
    case "uuid":
      return Uuid.parse(value as string);
    case "json":
      return JSON.parse(value as string) as unknown;
    case "vector":
      return Float32Array.from(value as readonly number[]);
    case "list":
      return (value as readonly unknown[]).map((one) => decodeValue({ kind: type["item"] as string }, one));
    default:
      return value;
  }
}
