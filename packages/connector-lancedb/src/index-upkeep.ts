import type * as LanceDb from "@lancedb/lancedb";
import { lanceDbError } from "./classify-error.ts";
import type { Table } from "./connection.ts";
import { quoteColumn } from "./identifiers.ts";
import { type IndexSpec, indexSpecText } from "./index-spec.ts";
import { LanceDbError } from "./lancedb-error.ts";
import { loadLanceDb } from "./library.ts";
import { forgetWantedIndex, readWantedIndexes, type WantedIndex, writeWantedIndex } from "./wanted-indexes.ts";

/**
 * Makes `spec` the wish for the index `name`. An index built by another spec is dropped before the new wish is written:
 * so whatever index of that name exists was built as its wish says, also when the process dies in between.
 */
export async function wantIndex(table: Table, name: string, spec: IndexSpec): Promise<void> {
  const wanted = await readWantedIndexes(table);
  const rival = wanted.find(
    (other) => other.name !== name && other.spec.kind === spec.kind && other.spec.column === spec.column,
  );
  if (rival !== undefined) throw secondIndex(table, name, rival);
  const before = wanted.find((other) => other.name === name);
  if (before !== undefined && indexSpecText(before.spec) === indexSpecText(spec)) return;
  await dropIndex(table, name);
  if (before !== undefined && before.spec.column !== spec.column) await forgetWantedIndex(table, before);
  await writeWantedIndex(table, name, spec);
}

/** Drops the index `name` and the wish for it. Does nothing where neither exists. */
export async function unwantIndex(table: Table, name: string): Promise<void> {
  const before = (await readWantedIndexes(table)).find((wanted) => wanted.name === name);
  if (before !== undefined) await forgetWantedIndex(table, before);
  await dropIndex(table, name);
}

/** Builds the wanted indexes that do not exist and whose table has enough rows. */
export async function buildDueIndexes(table: Table, kind?: IndexSpec["kind"]): Promise<void> {
  const wanted = (await readWantedIndexes(table)).filter(({ spec }) => kind === undefined || spec.kind === kind);
  if (wanted.length === 0) return;
  const present = new Set((await table.listIndices()).map(({ name }) => name));
  const missing = wanted.filter(({ name }) => !present.has(name));
  if (missing.length === 0) return;
  const lancedb = await loadLanceDb();
  for (const { name, spec } of missing) {
    // Rows without a vector cannot train an index.
    const filled = spec.kind === "vector" ? `${quoteColumn(spec.column)} IS NOT NULL` : undefined;
    if (spec.minRows > 0 && (await table.countRows(filled)) < spec.minRows) continue;
    try {
      await table.createIndex(spec.column, { config: libraryIndex(lancedb, spec), name, replace: true });
    } catch (error) {
      throw lanceDbError(error, `build the ${spec.type} index ${name} of table ${table.name}`);
    }
  }
}

async function dropIndex(table: Table, name: string): Promise<void> {
  const exists = (await table.listIndices()).some((index) => index.name === name);
  if (exists) await table.dropIndex(name);
}

function libraryIndex(lancedb: typeof LanceDb, spec: IndexSpec): LanceDb.Index {
  const parameters = spec.parameters as object;
  switch (spec.type) {
    case "fts":
      return lancedb.Index.fts(parameters);
    case "ivfPq":
      return lancedb.Index.ivfPq(parameters);
    case "ivfRq":
      return lancedb.Index.ivfRq(parameters);
    case "ivfFlat":
      return lancedb.Index.ivfFlat(parameters);
    case "hnswPq":
      return lancedb.Index.hnswPq(parameters);
    case "hnswSq":
      return lancedb.Index.hnswSq(parameters);
    default:
      throw new LanceDbError(`This version does not know the index type ${JSON.stringify(spec.type)}.`, {
        code: "LANCEDB_INDEX_OPTIONS",
        hint: "The table was written by a newer version of @coco/connector-lancedb; update the package.",
      });
  }
}

function secondIndex(table: Table, name: string, rival: WantedIndex): LanceDbError {
  return new LanceDbError(
    `Table ${table.name}: ${rival.name} already indexes the column ${rival.spec.column}, so ${name} cannot too.`,
    {
      code: "LANCEDB_INDEX_TWICE",
      hint: "LanceDB would keep both and search in either. Declare one index of a kind for a column.",
    },
  );
}
