import type { ColumnDescription } from "@coco/connectorkit";
import type { Values } from "@coco/property-graph";
import { floatLiteral, textLiteral } from "./cypher.ts";
import { FalkordbError } from "./falkordb-error.ts";

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
      // An index finds no empty text; what stands here is read as no bytes all the same.
      return textLiteral(Buffer.from(value as Uint8Array).toString("base64") || "=");
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

/** The values of a key of nodes, by which they are found. */
export function encodeKey(columns: readonly ColumnDescription[], values: Values): readonly string[] {
  for (const { name } of columns) {
    const value = values[name];
    if (typeof value !== "string" || !/^$|^[ \t-\r]|[ \t-\r]$/.test(value)) continue;
    throw new FalkordbError(`The key column ${name} holds ${JSON.stringify(value)}.`, {
      code: "FALKORDB_VALUE",
      hint: "FalkorDB's index does not find a text that is empty, or begins or ends with a blank: trim it, or give the node another key.",
    });
  }
  return encodeValues(columns, values);
}

/** What sets columns of `variable` to values of the row, from `start` on; with a blank before it. */
export function setText(variable: string, columns: readonly ColumnDescription[], start: number): string {
  const places = columns.map(({ name, type }, index) => ({
    place: `${variable}.\`${name}\``,
    value: `row[${start + index}]`,
    isVector: type.kind === "vector",
  }));
  const set = places.map(({ isVector, place, value }) => `${place} = ${isVector ? "null" : value}`);
  const vectors = places.filter(({ isVector }) => isVector).map(({ place, value }) => `${place} = vecf32(${value})`);
  const first = set.length === 0 ? "" : ` SET ${set.join(", ")}`;
  if (vectors.length === 0) return first;
  // The server takes a vector for the one that is there if they are near to each other, and leaves that; so it goes first, which is done when all rows are collected.
  const again = `WITH collect([${variable}, row]) AS all UNWIND all AS one WITH one[0] AS ${variable}, one[1] AS row`;
  return `${first} ${again} SET ${vectors.join(", ")}`;
}
