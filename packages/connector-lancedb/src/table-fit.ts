import type * as Arrow from "apache-arrow";
import type { Table } from "./connection.ts";
import { arrowType, type StoredColumn, type TableLayout } from "./stored-type.ts";

/** How a table that exists differs from what is wanted. */
export interface TableFit {
  readonly missing: readonly StoredColumn[];
  /** Columns of another type, in words: "id is Utf8, not Int64". */
  readonly otherType: readonly string[];
  /** Columns that must take nulls and do not. */
  readonly notNullable: readonly StoredColumn[];
  /** Columns that are not in the layout and must have a value, which no row of ours would give them. */
  readonly unfilled: readonly string[];
  /** All columns of the table. */
  readonly present: ReadonlySet<string>;
}

export async function compareTable(arrow: typeof Arrow, table: Table, layout: TableLayout): Promise<TableFit> {
  const fields = new Map((await table.schema()).fields.map((field) => [field.name, field]));
  const wanted = new Set(layout.columns.map(({ name }) => name));
  const missing: StoredColumn[] = [];
  const otherType: string[] = [];
  const notNullable: StoredColumn[] = [];
  for (const column of layout.columns) {
    const field = fields.get(column.name);
    const type = typeText(arrowType(arrow, column.type));
    if (field === undefined) missing.push(column);
    else if (typeText(field.type) !== type) otherType.push(`${column.name} is ${field.type}, not ${type}`);
    else if (column.nullable && !field.nullable) notNullable.push(column);
  }
  const unfilled = [...fields.values()].filter(({ name, nullable }) => !nullable && !wanted.has(name));
  return {
    missing,
    otherType,
    notNullable,
    unfilled: unfilled.map(({ name }) => name),
    present: new Set(fields.keys()),
  };
}

/** Arrow's own text of a type: `Int64`, `FixedSizeList[384]<Float32>`. */
function typeText(type: Arrow.DataType): string {
  return (type as { toString(): string }).toString();
}
