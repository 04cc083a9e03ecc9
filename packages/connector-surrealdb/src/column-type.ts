import type { ColumnDescription } from "@coco/connectorkit";

const scalars: Readonly<Record<string, string>> = {
  string: "string",
  int: "int",
  bigint: "int",
  float: "float",
  boolean: "bool",
  bytes: "bytes",
  timestamp: "datetime",
  date: "datetime",
  uuid: "uuid",
};

/** SurrealDB's type of a column that takes no nulls. */
export function fieldType({ type }: ColumnDescription): string {
  if (type.kind === "json") return "any";
  if (type.kind === "vector") return `array<float, ${type["dims"] as number}>`;
  if (type.kind === "list") return `array<${scalars[type["item"] as string] ?? "any"}>`;
  return scalars[type.kind] ?? "any";
}

/** The same, of one that may also be absent. */
export function optionalType(column: ColumnDescription): string {
  const type = fieldType(column);
  return type === "any" ? type : `none | ${type}`;
}
