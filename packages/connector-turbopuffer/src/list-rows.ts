import type { ListedState, ListContext, StableKey } from "@coco/connectorkit";
import { isMissingNamespace, turbopufferError } from "./classify-error.ts";
import type { TurbopufferLike } from "./connection.ts";
import { decodeRow } from "./decode-row.ts";
import { attributeName, type NamespaceLayout } from "./stored-type.ts";

const PAGE = 1000;

/** The keys of all rows of a namespace, a page at a time. A namespace that is not there has none. */
export async function* listRows(
  { context }: ListContext,
  database: string,
  name: string,
  { columns, primaryKey }: NamespaceLayout,
): AsyncGenerator<ListedState> {
  const namespace = context<TurbopufferLike>(database).namespace(name);
  const keyColumns = columns.filter((column) => primaryKey.includes(column.name));
  const schema = {
    columns: Object.fromEntries(keyColumns.map(({ name: column, type }) => [column, { type, isNullable: false }])),
    primaryKey,
  };
  let last: number | string | undefined;
  try {
    for (;;) {
      const { rows = [] } = await namespace.query({
        rank_by: ["id", "asc"],
        limit: PAGE,
        include_attributes: keyColumns.map((column) => attributeName(column.name)).filter((one) => one !== "id"),
        ...(last === undefined ? {} : { filters: ["id", "Gt", last] }),
      });
      for (const row of rows) {
        const key = decodeRow(schema as never, row);
        const parts = primaryKey.map((column) => (key[column] ?? null) as StableKey);
        yield { key: parts.length === 1 ? (parts[0] as StableKey) : parts };
      }
      if (rows.length < PAGE) return;
      last = rows.at(-1)?.id;
    }
  } catch (error) {
    if (!isMissingNamespace(error)) throw turbopufferError(error, `list the rows of ${database}/${name}`);
  }
}
