import { type ListedState, type ListContext, type StableKey, Uuid } from "@coco/connectorkit";
import { isMissingTable } from "./classify-error.ts";
import { placeText, quoted, quotedTable, type TablePlace } from "./identifiers.ts";
import type { PostgresPool } from "./pool.ts";
import type { TableLayout } from "./stored-column.ts";
import { withConnection } from "./with-connection.ts";

const PAGE = 5_000;

/** The keys of all rows of a table, a page at a time. A table that is not there has none. */
export async function* listRows(
  context: ListContext,
  place: TablePlace,
  layout: TableLayout,
): AsyncGenerator<ListedState> {
  const kinds = layout.primaryKey.map((name) => layout.columns.find((column) => column.name === name)?.kind ?? "");
  const keys = layout.primaryKey.map(quoted);
  const selected = kinds.map((kind, index) => {
    const key = keys[index] as string;
    return `${kind === "bytes" ? `encode(${key}, 'hex')` : `${key}::text`} AS c${index}, ${key}::text AS k${index}`;
  });
  const behind = `WHERE (${keys.join(", ")}) > (${keys.map((_key, index) => `$${index + 1}`).join(", ")})`;
  const text = (condition: string): string =>
    `SELECT ${selected.join(", ")} FROM ${quotedTable(place)} ${condition} ORDER BY ${keys.join(", ")} LIMIT ${PAGE}`;
  let last: Readonly<Record<string, string>> | undefined;
  do {
    const after: unknown[] = last === undefined ? [] : keys.map((_key, index) => last?.[`k${index}`]);
    const page = await pageOf(context, place, text(last === undefined ? "" : behind), after);
    for (const row of page) {
      const parts = kinds.map((kind, index) => keyPart(row[`c${index}`] as string, kind));
      yield { key: parts.length === 1 ? (parts[0] as StableKey) : parts };
    }
    last = page.length < PAGE ? undefined : page.at(-1);
  } while (last !== undefined);
}

async function pageOf(
  { context, signal }: ListContext,
  place: TablePlace,
  text: string,
  after: unknown[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const pool = context<PostgresPool>(place.database);
  const work = { pool, what: `list the rows of ${placeText(place)}`, signal };
  try {
    const { rows } = await withConnection(work, (connection) => connection.query(text, after));
    return rows as readonly Readonly<Record<string, string>>[];
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

/** A value of a key column as it was declared. */
function keyPart(text: string, kind: string): StableKey {
  switch (kind) {
    case "int":
    case "bigint":
      return BigInt(text);
    case "boolean":
      return text === "true";
    case "bytes":
      return Uint8Array.from(Buffer.from(text, "hex"));
    case "uuid":
      return Uuid.parse(text);
    default:
      return text;
  }
}
