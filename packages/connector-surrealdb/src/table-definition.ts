import type { GraphTable } from "@coco/property-graph";
import { fieldType, optionalType } from "./column-type.ts";
import { fieldColumns } from "./encode-rows.ts";
import { fieldOf, quoted } from "./identifiers.ts";

/** `TYPE NORMAL`, or the tables that a relation joins. */
export function typeClause(table: GraphTable): string {
  if (table.kind === "nodes") return "TYPE NORMAL";
  const [from, to] = [table.layout.from, table.layout.to].map((ends) =>
    ends.map(({ label }) => quoted(label)).join(" | "),
  );
  return `TYPE RELATION IN ${from} OUT ${to}`;
}

export interface FieldDefinition {
  readonly name: string;
  readonly type: string;
}

/**
 * The fields of a table. Those of relations may all be absent: when a node is deleted, relations that still stand are written again, also some that a
 * changed record has not reached yet.
 */
export function fieldDefinitions({ kind, layout }: GraphTable): readonly FieldDefinition[] {
  return fieldColumns(kind, layout).map((column) => ({
    name: fieldOf(kind, column.name),
    type: kind === "relations" || column.nullable ? optionalType(column) : fieldType(column),
  }));
}

export function defineField(table: string, { name, type }: FieldDefinition): string {
  return `DEFINE FIELD OVERWRITE ${quoted(name)} ON ${quoted(table)} TYPE ${type}`;
}
