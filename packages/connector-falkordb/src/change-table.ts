import type { DropTable, EnsureTable, GraphTable, GraphWork, TableChange } from "@coco/property-graph";
import { awaitIndexes } from "./change-indexes.ts";
import { ask, type FalkordbGraph } from "./client.ts";
import { PLACEHOLDER, quoted } from "./cypher.ts";
import { createIndex, createText, dropIndex, findIndexes } from "./indexes.ts";
import { hasEntries, readNote, removeNote, writeNote } from "./note.ts";
import { foundNotMade, goneOutside, missing } from "./table-errors.ts";

/** How many nodes or relations one query removes: others wait for it. */
const AT_ONCE = 5_000;

type Work = GraphWork<FalkordbGraph>;

/**
 * Makes, changes, checks or drops a label or a type. Several queries, each of which leaves what the next try goes on from: the note that says whose it
 * is comes first and goes last.
 */
export async function changeTable(work: Work, change: TableChange): Promise<void> {
  if (change.change === "ensure") return ensureTable(work, change);
  if (change.change === "drop") return dropTable(work, change);
  const { connection, database } = work;
  const { table } = change;
  const isThere = (await findIndexes(connection, table)) !== undefined || (await hasEntries(connection, table));
  if (!isThere) throw missing(database, table);
}

async function ensureTable(work: Work, change: EnsureTable): Promise<void> {
  const { anew, dropColumns, knownMarks, mark, mustExist, onExisting, table } = change;
  const { connection, database } = work;
  const note = await readNote(connection, table);
  const ours = note.mark !== undefined && knownMarks.includes(note.mark);
  const exists = ours || note.mark !== undefined || (await hasEntries(connection, table));
  if (!exists && mustExist && !anew) throw goneOutside(database, table);
  if (exists && !ours && onExisting === "error") throw foundNotMade(database, table, note.mark !== undefined);
  const isRemoved = exists && (ours ? anew : onExisting === "replace");
  if (isRemoved) {
    await removeEntries(work, table);
    // Those that are still declared are declared anew.
    await removeIndexes(connection, table);
  }
  const key = table.kind === "nodes" ? table.layout.primaryKey : [];
  const kept = isRemoved ? {} : note;
  await writeNote(connection, table, { ...kept, mark, key });
  await dropIndex(
    connection,
    table,
    "RANGE",
    (kept.key ?? []).filter((column) => !key.includes(column)),
  );
  for (const column of key) await createIndex(connection, createText(table, "RANGE", [column]));
  // Nodes that are there and not yet in it would be made a second time.
  await awaitIndexes(work);
  for (const column of dropColumns) await removeProperty(work, table, column);
}

async function dropTable(work: Work, { knownMarks, table }: DropTable): Promise<void> {
  const { mark } = await readNote(work.connection, table);
  // Whatever stands there now may be someone's data.
  if (mark === undefined || !knownMarks.includes(mark)) return;
  await removeEntries(work, table);
  await removeIndexes(work.connection, table);
  await removeNote(work.connection, table);
}

async function removeIndexes(graph: FalkordbGraph, table: GraphTable): Promise<void> {
  const found = await findIndexes(graph, table);
  for (const [column, kinds] of Object.entries(found?.types ?? {})) {
    for (const kind of kinds) await dropIndex(graph, table, kind, [column]);
  }
}

async function removeEntries(work: Work, { kind, name }: GraphTable): Promise<void> {
  const found = kind === "nodes" ? `MATCH (n:${quoted(name)})` : `MATCH ()-[n:${quoted(name)}]->()`;
  await untilNone(work, `${found} WITH n LIMIT ${AT_ONCE} DELETE n RETURN count(n) AS count`);
  const orphan = `MATCH (n:${PLACEHOLDER}) WHERE NOT (n)--() WITH n LIMIT ${AT_ONCE}`;
  await untilNone(work, `${orphan} DELETE n RETURN count(n) AS count`);
}

async function removeProperty(work: Work, { kind, name }: GraphTable, column: string): Promise<void> {
  const found = kind === "nodes" ? `MATCH (n:${quoted(name)})` : `MATCH ()-[n:${quoted(name)}]->()`;
  const property = `n.${quoted(column)}`;
  const limited = `${found} WHERE ${property} IS NOT NULL WITH n LIMIT ${AT_ONCE}`;
  await untilNone(work, `${limited} SET ${property} = null RETURN count(n) AS count`);
}

/** Repeats a statement that says on how much it worked, until that is nothing. */
async function untilNone({ connection, signal }: Work, statement: string): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const [row] = await ask<{ readonly count: number }>(connection, statement);
    if ((row?.count ?? 0) === 0) return;
  }
}
