import type { SqliteClient } from "./connection.ts";
import { quoteName } from "./identifiers.ts";
import { markComment, writeOwnerMark } from "./owner-mark.ts";
import {
  type ForeignKey,
  sqlType,
  type StoredColumn,
  type TableLayout,
  typeParts,
  type VectorTable,
} from "./table-layout.ts";

/** Makes a table with the mark on it. */
export function createTable(client: SqliteClient, table: string, layout: TableLayout, mark: string): void {
  if (layout.vectors === undefined) {
    client.exec(plainTableText(table, layout));
    writeOwnerMark(client, table, mark);
  } else {
    client.exec(vectorTableText(table, layout, layout.vectors, mark));
  }
}

/** `more`: definitions of columns that are not in the layout. */
export function plainTableText(table: string, layout: TableLayout, more: readonly string[] = []): string {
  const { columns, foreignKeys, primaryKey, strict, unique } = layout;
  const parts = [
    ...columns.map(columnText),
    ...more,
    `PRIMARY KEY (${names(primaryKey)})`,
    ...unique.map((set) => `UNIQUE (${names(set)})`),
    ...foreignKeys.map(foreignKeyText),
  ];
  return `CREATE TABLE ${quoteName(table)} (${parts.join(", ")})${strict ? " STRICT" : ""}`;
}

export function columnText({ name, nullable, type }: StoredColumn): string {
  return `${quoteName(name)} ${sqlType(type)}${nullable ? "" : " NOT NULL"}`;
}

/** Checked when the transaction ends: so rows of one batch may come in any order. */
function foreignKeyText({ columns, onDelete, references, table }: ForeignKey): string {
  const action = onDelete === "no action" ? "" : ` ON DELETE ${onDelete.toUpperCase()}`;
  return `FOREIGN KEY (${names(columns)}) REFERENCES ${quoteName(table)} (${names(references)})${action} DEFERRABLE INITIALLY DEFERRED`;
}

function names(columns: readonly string[]): string {
  return columns.map(quoteName).join(", ");
}

/** The names of columns stand without quotes: sqlite-vec reads them itself, and knows none. */
function vectorTableText(
  table: string,
  { columns, primaryKey }: TableLayout,
  vectors: VectorTable,
  mark: string,
): string {
  const parts = columns.map(({ name, type }) => {
    const parsed = typeParts(type);
    if (parsed.kind === "vector") return `${name} float[${parsed.dims}] distance_metric=${vectors.metric}`;
    if (primaryKey.includes(name)) return `${name} ${sqlType(type)} primary key`;
    if (vectors.partitionKeys.includes(name)) return `${name} ${sqlType(type)} partition key`;
    const auxiliary = vectors.auxiliary.includes(name) ? "+" : "";
    return `${auxiliary}${name} ${vectorColumnType(type)}`;
  });
  return `CREATE VIRTUAL TABLE ${quoteName(table)} ${markComment(mark)} USING vec0(${parts.join(", ")})`;
}

function vectorColumnType(type: StoredColumn["type"]): string {
  const stored = sqlType(type);
  return stored === "REAL" ? "float" : stored.toLowerCase();
}
