import type { GraphTable, NodeLayout, Values } from "@coco/property-graph";
import type { RecordId } from "surrealdb";
import { encodeValue } from "./encode-value.ts";
import { fieldOf, quoted } from "./identifiers.ts";
import type { Library } from "./library.ts";

/** A field of a record whose value stands in the statement itself. */
export interface LiteralValue {
  readonly id: RecordId;
  readonly field: string;
  readonly text: string;
}

/** Columns that are fields of the record: all but a key `id` of nodes, which is the record's own. */
export function fieldColumns(kind: GraphTable["kind"], { columns, primaryKey }: NodeLayout): NodeLayout["columns"] {
  const isId = (name: string): boolean => kind === "nodes" && name === "id" && primaryKey.length === 1;
  return columns.filter(({ name }) => !(isId(name) && primaryKey[0] === name));
}

/** A record to be inserted; values that cannot be bound go to `literals`. */
export function encodeRow(
  library: Library,
  table: Pick<GraphTable, "kind" | "layout">,
  id: RecordId,
  values: Values,
  literals: LiteralValue[],
): Record<string, unknown> {
  const row: Record<string, unknown> = { id };
  for (const column of fieldColumns(table.kind, table.layout)) {
    const field = fieldOf(table.kind, column.name);
    const { bound, literal } = encodeValue(library, column, values[column.name]);
    if (bound !== undefined) row[field] = bound;
    if (literal !== undefined) literals.push({ id, field, text: literal });
  }
  return row;
}

/** What becomes of a record that is there already. */
export function updateClause(kind: GraphTable["kind"], layout: NodeLayout): string {
  const fields = fieldColumns(kind, layout).map(({ name }) => quoted(fieldOf(kind, name)));
  return fields.map((field) => `${field} = $input.${field}`).join(", ");
}
