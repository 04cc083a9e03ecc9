import type { ColumnDescription } from "@coco/connectorkit";
import type { Values } from "@coco/property-graph";
import { floatLiteral, textLiteral } from "./cypher.ts";

/** The values of some columns as they stand in a query, in the columns' order. */
export function encodeValues(columns: readonly ColumnDescription[], values: Values): readonly string[] {
  return columns.map(({ name, type }) => encodeValue(type, values[name]));
}

/** A value, as `checkRow` gives it, in Cypher. Vectors are lists there, to be made vectors by `vecf32`. */
function encodeValue(type: ColumnDescription["type"], value: unknown): string {
  if (value === null || value === undefined) return "null";
  switch (type.kind) {
    case "int":
    case "bigint":
    case "boolean":
      return `${value as bigint | boolean | number}`;
    case "float":
      return floatLiteral(value as number);
    case "bytes":
      return textLiteral(Buffer.from(value as Uint8Array).toString("base64"));
    case "timestamp":
      return textLiteral((value as Date).toISOString());
    case "uuid":
      return textLiteral((value as { toString(): string }).toString());
    case "json":
      return textLiteral(JSON.stringify(value));
    case "vector":
      return `[${Array.from(value as Float32Array, floatLiteral).join(",")}]`;
    case "list":
      return `[${(value as readonly unknown[]).map((one) => encodeValue({ kind: type["item"] as string }, one)).join(",")}]`;
    default:
      return textLiteral(value as string);
  }
}

/** What sets a column of `variable` to a value of the row. */
export function assignment(variable: string, { name, type }: ColumnDescription, index: number): string {
  const value = `row[${index}]`;
  return `${variable}.\`${name}\` = ${type.kind === "vector" ? `vecf32(${value})` : value}`;
}
