import { alterTable } from "./alter-table.ts";
import { placeText, quoted, quotedTable, type TablePlace } from "./identifiers.ts";
import type { PoolConnection } from "./pool.ts";
import type { TableLayout } from "./stored-column.ts";
import type { EnsureTable, TableAction } from "./table-action.ts";
import { foundNotMade, goneOutside, noTable, unfit } from "./table-errors.ts";
import { compareTable } from "./table-fit.ts";
import { findTable, type FoundTable, lockTable, type TableNote, writeNote } from "./table-note.ts";
import { keyProblems, typeProblems } from "./table-problems.ts";

/** Makes the table, or changes the one that is there, so that it ends as wanted from wherever it stands; in one transaction. */
export async function ensureTable(connection: PoolConnection, action: EnsureTable): Promise<void> {
  const { place } = action;
  const label = placeText(place);
  await lockTable(connection, place);
  await ensureVectors(connection, action.layout);
  const found = await findPlainTable(connection, place);
  if (found === undefined) {
    if (action.mustExist && !action.rebuild) throw goneOutside(label);
    return createTable(connection, action, {});
  }
  const { owner } = found.note;
  const ours = owner !== undefined && action.knownMarks.includes(owner);
  if (!ours && action.onExisting === "error") throw foundNotMade(label, owner !== undefined);
  if (ours ? action.rebuild : action.onExisting === "replace") {
    // What others have noted is not for us to run.
    if (ours) await runTeardowns(connection, found.note);
    await connection.query(`DROP TABLE ${quotedTable(place)}`);
    return createTable(connection, action, ours ? found.note : {});
  }
  await alterTable(connection, action, await compareTable(connection, found.oid, action.layout), ours);
  if (owner !== action.mark) await writeNote(connection, place, found.comment, { ...found.note, owner: action.mark });
}

/** Checks that a table which the user manages can hold the rows. */
export async function verifyTable(
  connection: PoolConnection,
  { layout, place }: Extract<TableAction, { kind: "verify" }>,
): Promise<void> {
  const found = await findPlainTable(connection, place);
  if (found === undefined) throw unfit(placeText(place), ["it does not exist"], "user");
  const fit = await compareTable(connection, found.oid, layout);
  const problems = [
    ...fit.missing.map(({ name }) => `it has no column ${name}`),
    ...typeProblems(fit),
    ...fit.notNullable.map(({ name }) => `${name} takes no nulls`),
    ...fit.unfilled.map((name) => `it has a column ${name} that needs a value`),
    ...keyProblems(fit, layout),
  ];
  if (problems.length > 0) throw unfit(placeText(place), problems, "user");
}

/** Drops a table of ours, after what its SQL commands left outside of it. */
export async function dropTable(
  connection: PoolConnection,
  { knownMarks, place }: Extract<TableAction, { kind: "drop" }>,
): Promise<void> {
  await lockTable(connection, place);
  const found = await findTable(connection, place);
  // Whatever stands there now is not what was tracked, and may be someone's data.
  if (found?.note.owner === undefined || !knownMarks.includes(found.note.owner)) return;
  await runTeardowns(connection, found.note);
  await connection.query(`DROP TABLE ${quotedTable(place)}`);
}

async function findPlainTable(connection: PoolConnection, place: TablePlace): Promise<FoundTable | undefined> {
  const found = await findTable(connection, place);
  if (found === undefined || found.kind === "r" || found.kind === "p") return found;
  throw noTable(placeText(place), found.kind);
}

async function createTable(connection: PoolConnection, action: EnsureTable, before: TableNote): Promise<void> {
  const { layout, mark, place } = action;
  await ensureSchema(connection, place.schema);
  const columns = layout.columns.map(
    ({ name, type, nullable }) => `${quoted(name)} ${type}${nullable ? "" : " NOT NULL"}`,
  );
  const key = `PRIMARY KEY (${layout.primaryKey.map(quoted).join(", ")})`;
  await connection.query(`CREATE TABLE ${quotedTable(place)} (${[...columns, key].join(", ")})`);
  // Indexes that are still declared are not declared anew because their table was.
  await writeNote(connection, place, "", {
    owner: mark,
    ...(before.indexes === undefined ? {} : { indexes: before.indexes }),
  });
}

/** Only where it is missing: the right to make one is not asked of a user that has it already. */
async function ensureSchema(connection: PoolConnection, schema: string): Promise<void> {
  const { rows } = await connection.query("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", [schema]);
  if (rows.length === 0) await connection.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
}

async function ensureVectors(connection: PoolConnection, layout: TableLayout): Promise<void> {
  if (!layout.columns.some(({ kind, type }) => kind === "vector" || /^(?:vector|halfvec|sparsevec)\b/.test(type)))
    return;
  const { rows } = await connection.query("SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'vector'");
  if (rows.length > 0) return;
  await connection.query("SELECT pg_advisory_xact_lock(hashtextextended('coco extension vector', 0))");
  await connection.query("CREATE EXTENSION IF NOT EXISTS vector");
}

async function runTeardowns(connection: PoolConnection, note: TableNote): Promise<void> {
  for (const teardown of Object.values(note.teardowns ?? {})) await connection.query(teardown);
}
