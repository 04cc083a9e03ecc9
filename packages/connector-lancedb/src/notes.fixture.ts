import type { StableKey } from "@coco/connectorkit";
import type { TestDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import type { StoredColumn, StoredType, TableLayout } from "./stored-type.ts";
import { toRows } from "./to-rows.ts";

/** `text?` takes nulls. */
export function layoutOf(
  columns: Record<string, `${StoredType}${"" | "?"}`>,
  primaryKey: readonly string[] = ["id"],
): TableLayout {
  return {
    columns: Object.entries(columns).map(([name, type]): StoredColumn => {
      return { name, type: type.replace("?", "") as StoredType, nullable: type.endsWith("?") };
    }),
    primaryKey,
  };
}

export function keyed(rows: readonly RowValues[], column = "id"): Map<StableKey, RowValues> {
  return new Map(rows.map((row) => [row[column] as StableKey, row]));
}

export async function contents(database: TestDatabase, name = "notes"): Promise<RowValues[]> {
  const rows = await toRows((await database.connection.openTable(name)).query());
  return rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export async function columns(database: TestDatabase, name = "notes"): Promise<string[]> {
  const schema = await (await database.connection.openTable(name)).schema();
  return schema.fields.map((field) => `${field.name} ${field.type}${field.nullable ? "?" : ""}`);
}

/** Two columns, and two rows of them. */
export const base: TableLayout = layoutOf({ id: "int64", text: "text" });
export const rows: ReadonlyMap<StableKey, RowValues> = keyed([
  { id: 1, text: "a" },
  { id: 2, text: "b" },
]);
