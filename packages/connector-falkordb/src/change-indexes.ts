import { setTimeout as pause } from "node:timers/promises";
import { type GraphWork, type IndexChange, type IndexSpec, tableText } from "@coco/property-graph";
import { ask, type FalkordbGraph } from "./client.ts";
import { FalkordbError } from "./falkordb-error.ts";
import { indexOptions, languageOf, stopwordsOf } from "./index-options.ts";
import { createIndex, createText, dropIndex, findIndexes, type FoundIndexes, remade } from "./indexes.ts";
import { type NotedIndex, readNote, writeNote } from "./note.ts";

type Work = GraphWork<FalkordbGraph>;

/** Makes, changes and removes indexes. One that is as wanted stays. */
export async function changeIndexes({ connection }: Work, changes: readonly IndexChange[]): Promise<void> {
  for (const change of changes) await changeIndex(connection, change);
}

async function changeIndex(graph: FalkordbGraph, { name, spec, table }: IndexChange): Promise<void> {
  const note = await readNote(graph, table);
  await rebuild(graph, note.rebuild);
  const { [name]: own, ...others } = note.indexes ?? {};
  const wanted = spec === undefined ? undefined : notedOf(spec);
  const found = await findIndexes(graph, table);
  if (wanted !== undefined && sameIndex(own, wanted) && isThere(found, wanted)) return;
  if (wanted !== undefined) refuseShared(table, name, wanted, others);
  // Noted first: what stands in the note is the app's to remove, whether it was made already or not.
  const indexes = wanted === undefined ? others : { ...others, [name]: wanted };
  if (wanted !== undefined) await writeNote(graph, table, { ...note, rebuild: [], indexes });
  if (own !== undefined) await dropIndex(graph, table, kindOf(own), own.columns);
  if (spec !== undefined && wanted !== undefined) await makeIndex(graph, { name, spec, table }, wanted, others);
  else await writeNote(graph, table, { ...note, rebuild: [], indexes });
}

async function makeIndex(
  graph: FalkordbGraph,
  { name, spec, table }: Required<IndexChange>,
  wanted: NotedIndex,
  others: Readonly<Record<string, NotedIndex>>,
): Promise<void> {
  const statement = createText(table, kindOf(wanted), wanted.columns, indexOptions(spec));
  const found = await findIndexes(graph, table);
  const taken = wanted.columns.find((column) => found?.types[column]?.includes(kindOf(wanted)) === true);
  if (taken !== undefined)
    throw refuse(
      table,
      name,
      `stands on ${taken}, which is indexed so already`,
      "Remove the other index, or leave this one out.",
    );
  if (spec.kind === "vector" || found === undefined || fits(found, spec)) return createIndex(graph, statement);
  if (Object.values(others).some(({ kind }) => kind === "fts")) {
    const problem = `wants the language ${spec.language}, or other stop words, than another full-text index of them`;
    throw refuse(
      table,
      name,
      problem,
      "FalkorDB has one language, and one list of stop words, for each label and type.",
    );
  }
  // The language of a label can only be set while nothing of it is indexed.
  const rest = remade(table, found);
  const note = await readNote(graph, table);
  const statements = [statement, ...rest.map((one) => one.statement)];
  await writeNote(graph, table, { ...note, rebuild: statements });
  for (const { column, kind } of rest) await dropIndex(graph, table, kind, [column]);
  await rebuild(graph, statements);
  await writeNote(graph, table, { ...note, rebuild: [] });
}

async function rebuild(graph: FalkordbGraph, statements: readonly string[] = []): Promise<void> {
  for (const statement of statements) await createIndex(graph, statement);
}

/** Waits until indexes are built, so that who comes after an update finds what it wrote. */
export async function awaitIndexes({ connection, signal }: Work): Promise<void> {
  const text = 'CALL db.indexes() YIELD status WHERE NOT status = "OPERATIONAL" RETURN status';
  while ((await ask(connection, text)).length > 0) await pause(100, undefined, { signal });
}

function notedOf(spec: IndexSpec): NotedIndex {
  const columns = spec.kind === "vector" ? [spec.column] : spec.columns;
  return { kind: spec.kind, columns, definition: indexOptions(spec) };
}

function kindOf({ kind }: NotedIndex): "FULLTEXT" | "VECTOR" {
  return kind === "fts" ? "FULLTEXT" : "VECTOR";
}

function sameIndex(own: NotedIndex | undefined, wanted: NotedIndex): boolean {
  return own !== undefined && JSON.stringify(own) === JSON.stringify(wanted);
}

function isThere(found: FoundIndexes | undefined, wanted: NotedIndex): boolean {
  return wanted.columns.every((column) => found?.types[column]?.includes(kindOf(wanted)) === true);
}

function fits({ language, stopwords }: FoundIndexes, spec: IndexSpec): boolean {
  return language === languageOf(spec) && [...stopwords].sort().join() === stopwordsOf(spec).join();
}

function refuseShared(
  table: IndexChange["table"],
  name: string,
  { columns, kind }: NotedIndex,
  others: Readonly<Record<string, NotedIndex>>,
): void {
  for (const [other, noted] of Object.entries(others)) {
    const shared = noted.kind === kind ? columns.find((column) => noted.columns.includes(column)) : undefined;
    if (shared === undefined) continue;
    throw refuse(
      table,
      name,
      `stands on ${shared}, and so does the index ${other}`,
      "FalkorDB has one index of a kind for a property.",
    );
  }
}

function refuse(table: IndexChange["table"], name: string, problem: string, hint: string): FalkordbError {
  return new FalkordbError(`The index ${name} of the ${tableText(table)} ${problem}.`, {
    code: "FALKORDB_INDEX",
    hint,
  });
}
