import type { SqliteClient } from "./connection.ts";
import type { FoundTable } from "./found-table.ts";
import { quoteName } from "./identifiers.ts";

/**
 * A table that we made carries a mark: a random text that is tracked too. So a table that was there before, or that
 * someone else made under the same name, is told from ours also after a crash or a failed batch, when tracking alone
 * cannot say whether it was us; and what is not ours is never dropped.
 *
 * The mark is the name of a trigger that does nothing: it goes with its table, and stays when the table is altered.
 * Virtual tables can have no triggers; there it stands in a comment.
 */
const prefix = "coco_owner:";

export function readOwnerMark(client: SqliteClient, table: FoundTable): string | undefined {
  if (table.kind === "virtual") return markInComment(table.sql);
  return ownerTriggers(client, table.name)[0]?.slice(prefix.length);
}

/** The mark on what stands under a name, if anything does: found with one statement. */
export function readMarkNamed(
  client: SqliteClient,
  name: string,
): { readonly isThere: boolean; readonly mark: string | undefined } {
  const rows = client
    .prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE (type IN ('table', 'view') AND name = ? COLLATE NOCASE) " +
        "OR (type = 'trigger' AND tbl_name = ? COLLATE NOCASE)",
    )
    .all(name, name) as { readonly type: string; readonly name: string; readonly sql: string }[];
  const trigger = rows.find((row) => row.type === "trigger" && row.name.startsWith(prefix));
  const there = rows.find(({ type }) => type !== "trigger");
  const mark = trigger?.name.slice(prefix.length) ?? markInComment(there?.sql ?? "");
  return { isThere: there !== undefined, mark };
}

function markInComment(sql: string): string | undefined {
  return /^CREATE VIRTUAL /i.test(sql) ? /\/\* coco_owner:(\S+) \*\//.exec(sql)?.[1] : undefined;
}

/** Puts the mark on an ordinary table, in place of others. */
export function writeOwnerMark(client: SqliteClient, table: string, mark: string): void {
  for (const trigger of ownerTriggers(client, table)) client.exec(`DROP TRIGGER ${quoteName(trigger)}`);
  const name = quoteName(prefix + mark);
  client.exec(`CREATE TRIGGER ${name} AFTER DELETE ON ${quoteName(table)} WHEN 0 BEGIN SELECT 1; END`);
}

/** The mark of a virtual table, to stand before USING. */
export function markComment(mark: string): string {
  return `/* ${prefix}${mark} */`;
}

function ownerTriggers(client: SqliteClient, table: string): string[] {
  const rows = client
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE")
    .all(table) as { readonly name: string }[];
  return rows.map(({ name }) => name).filter((name) => name.startsWith(prefix));
}
