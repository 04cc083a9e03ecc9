import { type ListedState, type ListContext, type StableKey, Uuid } from "@coco/connectorkit";
import { isMissingTable, lanceDbError } from "./classify-error.ts";
import type { LanceDbClient, Table } from "./connection.ts";
import type { TableLayout } from "./stored-type.ts";

/** The keys of all rows of a table, a batch at a time. A table that is not there has none. */
export async function* listRows(
  { context }: ListContext,
  database: string,
  name: string,
  { columns, primaryKey }: TableLayout,
): AsyncGenerator<ListedState> {
  const types = primaryKey.map((column) => columns.find((one) => one.name === column)?.type);
  let table: Table | undefined;
  try {
    table = await context<LanceDbClient>(database).openTable(name);
    for await (const batch of table.query().select([...primaryKey])) {
      const vectors = primaryKey.map((column) => batch.getChild(column));
      for (let row = 0; row < batch.numRows; row++) {
        const parts = vectors.map((vector, index) => keyPart(vector?.get(row), types[index]));
        yield { key: parts.length === 1 ? (parts[0] as StableKey) : parts };
      }
    }
  } catch (error) {
    if (!isMissingTable(error)) throw lanceDbError(error, `list the rows of ${database}/${name}`);
  } finally {
    table?.close();
  }
}

/** A value of a key column as it was declared. */
function keyPart(value: unknown, type: string | undefined): StableKey {
  if (type === "uuid") return Uuid.parse(value as string);
  if (type === "date") return new Date(Number(value)).toISOString().slice(0, 10);
  return value instanceof Uint8Array ? new Uint8Array(value) : (value as StableKey);
}
