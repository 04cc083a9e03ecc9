import {
  type EndLayout,
  type GraphChanges,
  keyColumns,
  type NodeDeletions,
  type NodeWrites,
  type RelationPlace,
  type RelationRow,
  type Values,
} from "@coco/property-graph";
import type { Neo4jRunner } from "./connection.ts";
import { nodePattern, PLACEHOLDER, relationPattern } from "./cypher.ts";
import { encodeList, encodeMap } from "./encode-value.ts";
import { type Library, loadLibrary } from "./library.ts";
import { inTransaction, type Work } from "./transaction.ts";

/** Writes and deletes nodes and relations in one transaction, each kind of change to a label or type by one statement. */
export async function writeChanges(work: Work, changes: GraphChanges): Promise<void> {
  const library = await loadLibrary();
  await inTransaction(work, async (transaction) => {
    const batch = { transaction, library };
    const before = await countPlaceholders(transaction);
    for (const nodes of changes.nodes) await writeNodes(batch, nodes, before > 0);
    for (const relations of changes.relations) await writeRelations(batch, relations);
    for (const relations of changes.deletedRelations) await deleteRelations(batch, relations);
    for (const nodes of changes.deletedNodes) await deleteNodes(batch, nodes);
    if (changes.deletedRelations.length === 0 || (await countPlaceholders(transaction)) === 0) return;
    for (const { from, rows, to } of changes.deletedRelations) {
      await removePlaceholders(
        batch,
        from,
        rows.map((row) => row.from),
      );
      await removePlaceholders(
        batch,
        to,
        rows.map((row) => row.to),
      );
    }
  });
}

interface Batch {
  readonly transaction: Neo4jRunner;
  readonly library: Library;
}

/** Kept by the server as a number: it costs nothing to ask. */
async function countPlaceholders(transaction: Neo4jRunner): Promise<number> {
  const { records } = await transaction.run(`MATCH (n:${PLACEHOLDER}) RETURN count(n) AS count`);
  return Number(records[0]?.get("count") ?? 0);
}

async function writeNodes(
  { library, transaction }: Batch,
  { label, layout, rows }: NodeWrites,
  hasPlaceholders: boolean,
): Promise<void> {
  const key = keyColumns(layout);
  const others = layout.columns.filter(({ name }) => !layout.primaryKey.includes(name));
  await transaction.run(
    `UNWIND $rows AS row MERGE ${nodePattern("n", label, key, "row.k")} SET n += row.p${hasPlaceholders ? ` REMOVE n:${PLACEHOLDER}` : ""}`,
    { rows: rows.map((row) => ({ k: encodeList(key, row, library), p: encodeMap(others, row, library) })) },
  );
}

async function writeRelations(
  { library, transaction }: Batch,
  { from, layout, rows, to, type }: RelationPlace & { readonly rows: readonly RelationRow[] },
): Promise<void> {
  const key = keyColumns(layout);
  const others = layout.columns.filter(({ name }) => !layout.primaryKey.includes(name));
  const ends = `MERGE ${nodePattern("a", from.label, from.key, "row.f")} ON CREATE SET a:${PLACEHOLDER} MERGE ${nodePattern("b", to.label, to.key, "row.t")} ON CREATE SET b:${PLACEHOLDER}`;
  await transaction.run(
    `UNWIND $rows AS row ${ends} MERGE (a)${relationPattern("r", type, key, "row.k")}(b)${others.length === 0 ? "" : " SET r += row.p"}`,
    {
      rows: rows.map((row) => ({
        f: encodeList(from.key, row.from, library),
        t: encodeList(to.key, row.to, library),
        k: encodeList(key, row.values, library),
        p: encodeMap(others, row.values, library),
      })),
    },
  );
}

async function deleteRelations(
  { library, transaction }: Batch,
  { from, layout, rows, to, type }: RelationPlace & { readonly rows: readonly RelationRow[] },
): Promise<void> {
  const key = keyColumns(layout);
  const [a, b] = [nodePattern("a", from.label, from.key, "row.f"), nodePattern("b", to.label, to.key, "row.t")];
  await transaction.run(`UNWIND $rows AS row MATCH ${a}${relationPattern("r", type, key, "row.k")}${b} DELETE r`, {
    rows: rows.map((row) => ({
      f: encodeList(from.key, row.from, library),
      t: encodeList(to.key, row.to, library),
      k: encodeList(key, row.values, library),
    })),
  });
}

/** A node that relations end in keeps their place; with its key alone. */
async function deleteNodes({ library, transaction }: Batch, { keys, label, layout }: NodeDeletions): Promise<void> {
  const key = keyColumns(layout);
  const node = nodePattern("n", label, key, "row.k");
  const rows = keys.map((values) => ({ k: encodeList(key, values, library), p: encodeMap(key, values, library) }));
  const replaced = `UNWIND $rows AS row MATCH ${node} WHERE NOT n:${PLACEHOLDER} SET n = row.p SET n:${PLACEHOLDER}`;
  await transaction.run(`${replaced} WITH n WHERE NOT (n)--() DELETE n`, { rows });
}

async function removePlaceholders(
  { library, transaction }: Batch,
  { key, label }: EndLayout,
  ends: readonly Values[],
): Promise<void> {
  const rows = ends.map((values) => ({ k: encodeList(key, values, library) }));
  const node = nodePattern("n", label, key, "row.k");
  await transaction.run(
    `UNWIND $rows AS row MATCH ${node} WHERE n:${PLACEHOLDER} WITH DISTINCT n WHERE NOT (n)--() DELETE n`,
    { rows },
  );
}
