import { createHash } from "node:crypto";
import { literal, quoted, quotedTable, type TablePlace } from "../identifiers.ts";
import type { PoolConnection } from "../pool.ts";
import { PostgresError } from "../postgres-error.ts";
import { sqlStateOf } from "../classify-error.ts";

/** More rows in one statement, or a payload longer than the server takes, and all rows are looked at. */
const MOST_KEYS = 200;
const MOST_BYTES = 7_900;

/** The channel of a table's changes, which is also the name of what is installed: one for all who watch by the same key. */
export function changeChannel({ schema, table }: TablePlace, primaryKey: readonly string[]): string {
  const hash = createHash("sha256")
    .update(JSON.stringify([schema, table, primaryKey]))
    .digest("hex");
  return `coco_changes_${hash.slice(0, 16)}`;
}

/**
 * Installs the trigger that notifies of changes, unless it is there. Whoever watches holds a shared lock on its name for as
 * long as the connection lives, so that who ends last can tell.
 */
export async function installTrigger(
  connection: PoolConnection,
  place: TablePlace,
  primaryKey: readonly string[],
): Promise<void> {
  const channel = changeChannel(place, primaryKey);
  await connection.query("SELECT pg_advisory_lock_shared(hashtextextended($1, 1))", [channel]);
  const { rows } = await connection.query(
    "SELECT count(*)::int4 AS triggers FROM pg_catalog.pg_trigger WHERE tgname LIKE $1 AND tgrelid = to_regclass($2)",
    [`${channel.replaceAll("_", "\\_")}%`, quotedTable(place)],
  );
  if ((rows as { triggers: number }[])[0]?.triggers === TRIGGERS.length) return;
  try {
    await connection.query("BEGIN");
    await connection.query("SET LOCAL lock_timeout = '30s'");
    // Two who begin at once.
    await connection.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", [channel]);
    await connection.query(functionText(place, primaryKey, channel));
    for (const [event, tables] of TRIGGERS) {
      await connection.query(
        `CREATE OR REPLACE TRIGGER ${quoted(`${channel}_${event}`)} AFTER ${event} ON ${quotedTable(place)} ${tables} ` +
          `FOR EACH STATEMENT EXECUTE FUNCTION ${quoted(place.schema)}.${quoted(channel)}()`,
      );
    }
    await connection.query("COMMIT");
  } catch (error) {
    if (sqlStateOf(error) !== "42501") throw error;
    throw new PostgresError(`The user of this connection may not install a trigger on ${quotedTable(place)}.`, {
      code: "POSTGRES_DENIED",
      hint: 'Grant it, or install one of your own and name its channel: { live: { channel: "…" } }.',
      cause: error,
    });
  }
}

/** Removes the trigger, unless somebody else watches. */
export async function removeTrigger(
  connection: PoolConnection,
  place: TablePlace,
  primaryKey: readonly string[],
): Promise<void> {
  const channel = changeChannel(place, primaryKey);
  await connection.query("SELECT pg_advisory_unlock_shared(hashtextextended($1, 1))", [channel]);
  const { rows } = await connection.query("SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS alone", [channel]);
  if ((rows as { alone: boolean }[])[0]?.alone !== true) return;
  await connection.query("SET lock_timeout = '5s'");
  await connection.query(`DROP FUNCTION IF EXISTS ${quoted(place.schema)}.${quoted(channel)}() CASCADE`);
  await connection.query("SELECT pg_advisory_unlock(hashtextextended($1, 1))", [channel]);
}

/** Tables of the rows before and after exist for one event at a time, so each has a trigger of its own. */
const TRIGGERS: readonly (readonly [event: string, tables: string])[] = [
  ["insert", "REFERENCING NEW TABLE AS rows_after"],
  ["update", "REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after"],
  ["delete", "REFERENCING OLD TABLE AS rows_before"],
  ["truncate", ""],
];

function functionText(place: TablePlace, primaryKey: readonly string[], channel: string): string {
  const columns = primaryKey.map(quoted).join(", ");
  const texts = primaryKey.map((name) => `${quoted(name)}::text`).join(", ");
  const keysOf = (rows: string): string =>
    `SELECT CASE WHEN count(*) > ${MOST_KEYS} THEN '*' ELSE coalesce(jsonb_agg(jsonb_build_array(${texts}))::text, '') END
       INTO keys FROM (${rows} LIMIT ${MOST_KEYS + 1}) AS changed;`;
  const after = `SELECT ${columns} FROM rows_after`;
  const before = `SELECT ${columns} FROM rows_before`;
  const body = `
DECLARE keys text := '*';
BEGIN
  IF TG_OP = 'INSERT' THEN ${keysOf(after)}
  ELSIF TG_OP = 'UPDATE' THEN ${keysOf(`${after} UNION ${before}`)}
  ELSIF TG_OP = 'DELETE' THEN ${keysOf(before)}
  END IF;
  IF octet_length(keys) > ${MOST_BYTES} THEN keys := '*'; END IF;
  IF keys <> '' THEN PERFORM pg_notify(${literal(channel)}, keys); END IF;
  RETURN NULL;
END`;
  return (
    `CREATE OR REPLACE FUNCTION ${quoted(place.schema)}.${quoted(channel)}() RETURNS trigger LANGUAGE plpgsql ` +
    // What a key looks like as text must not depend on who changes a row.
    `SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO, YMD' SET bytea_output = 'hex' AS ${literal(body)}`
  );
}
