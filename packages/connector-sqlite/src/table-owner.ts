import type { SqliteClient } from "./connection.ts";
import { fileOf } from "./database-file.ts";
import { readMarkNamed } from "./owner-mark.ts";
import type { SqliteError } from "./sqlite-error.ts";
import { goneOutside, notTheTracked } from "./table-errors.ts";

/** Whose a table is that rows and indexes go into. */
export type TableOwner =
  /** Its user's: rows are written into whatever table is there. */
  | "user"
  /** Ours, with this mark on it; where the mark is not known, with any of ours. */
  | { readonly mark: string | undefined };

/** What of a table has to be known before something is done to it. */
export interface OwnedTable {
  readonly table: string;
  readonly owner: TableOwner;
}

/**
 * Why nothing may be done to the table that is there; undefined: it is the one that was tracked. What was tracked says
 * nothing of the file that the context key stands for now: it may hold somebody's table of the same name.
 */
export function refusalOf(
  client: SqliteClient,
  database: string,
  { owner, table }: OwnedTable,
): SqliteError | undefined {
  if (owner === "user") return undefined;
  const found = readMarkNamed(client, table);
  const label = `${database}/${table}`;
  if (!found.isThere) return goneOutside(label, fileOf(client));
  const { mark } = found;
  if (mark !== undefined && (owner.mark === undefined || owner.mark === mark)) return undefined;
  return notTheTracked(label, fileOf(client), mark !== undefined);
}

/** The tables of one database that were looked at in this run, and are ours. */
export class KnownOwn {
  #tables = new WeakMap<SqliteClient, Set<string>>();

  /** As {@link refusalOf}, but only the first time. What is refused is looked at again. */
  refusalOf(client: SqliteClient, database: string, owned: OwnedTable): SqliteError | undefined {
    if (owned.owner === "user") return undefined;
    let tables = this.#tables.get(client);
    if (tables === undefined) this.#tables.set(client, (tables = new Set()));
    const name = JSON.stringify([owned.table, owned.owner.mark]);
    if (tables.has(name)) return undefined;
    const refusal = refusalOf(client, database, owned);
    if (refusal === undefined) tables.add(name);
    return refusal;
  }

  forget(): void {
    this.#tables = new WeakMap();
  }
}
