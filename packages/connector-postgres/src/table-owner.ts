import type { SinkContext } from "@coco/connectorkit";
import { placeText, type TablePlace } from "./identifiers.ts";
import type { PoolConnection, PostgresPool } from "./pool.ts";
import type { PostgresError } from "./postgres-error.ts";
import { goneOutside, notTheTracked } from "./table-errors.ts";
import { findTable, type FoundTable } from "./table-note.ts";
import { withConnection } from "./with-connection.ts";

/** Whose a table is that rows and indexes go into. */
export type TableOwner =
  /** Its user's: rows are written into whatever table is there. */
  | "user"
  /** Ours, with this mark on it; where the mark is not known, with any of ours. */
  | { readonly mark: string | undefined };

/**
 * Why nothing may be done to the table that is there; undefined: it is the one that was tracked. What was tracked says
 * nothing of the database that the context key stands for now: it may hold somebody's table of the same name.
 */
export async function refusalOf(
  connection: PoolConnection,
  place: TablePlace,
  owner: TableOwner,
  found: FoundTable,
): Promise<PostgresError | undefined> {
  if (owner === "user") return undefined;
  const standing = found.note.owner;
  if (standing !== undefined && (owner.mark === undefined || owner.mark === standing)) return undefined;
  return notTheTracked(await labelOf(connection, place), standing !== undefined);
}

/** For one table: the connections on which it was looked at in this run, and is ours. */
export class KnownOwn {
  #marks = new WeakMap<PostgresPool, Set<string | undefined>>();

  /** By owner, why nothing may be written. One statement, the first time; what is refused is looked at again. */
  async refusals(
    { context, signal }: SinkContext,
    place: TablePlace,
    owners: ReadonlySet<TableOwner>,
  ): Promise<ReadonlyMap<TableOwner, PostgresError>> {
    const refusals = new Map<TableOwner, PostgresError>();
    const pool = context<PostgresPool>(place.database);
    const known = this.#marks.get(pool) ?? new Set();
    this.#marks.set(pool, known);
    const open = [...owners].filter((owner) => owner !== "user" && !known.has(owner.mark));
    if (open.length === 0) return refusals;
    await withConnection({ pool, what: `look at the table ${placeText(place)}`, signal }, async (connection) => {
      const found = await findTable(connection, place);
      for (const owner of open) {
        const refusal =
          found === undefined
            ? goneOutside(await labelOf(connection, place))
            : await refusalOf(connection, place, owner, found);
        if (refusal !== undefined) refusals.set(owner, refusal);
        else if (owner !== "user") known.add(owner.mark);
      }
    });
    return refusals;
  }

  forget(): void {
    this.#marks = new WeakMap();
  }
}

/** With the name that the server has for the database: the context key says nothing of that. */
async function labelOf(connection: PoolConnection, place: TablePlace): Promise<string> {
  const { rows } = await connection.query("SELECT current_database() AS name");
  return `${placeText(place)} (in the database ${(rows[0] as { name: string }).name})`;
}
