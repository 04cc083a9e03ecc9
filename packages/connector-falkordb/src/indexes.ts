import type { GraphTable } from "@coco/property-graph";
import { ask, type FalkordbGraph } from "./client.ts";
import { quoted, textLiteral } from "./cypher.ts";

type Table = Pick<GraphTable, "kind" | "name">;
export type IndexKind = "FULLTEXT" | "RANGE" | "VECTOR";

/** All that is indexed of a label or type: to FalkorDB one index of several kinds of fields, which share a language. */
export interface FoundIndexes {
  readonly types: Readonly<Record<string, readonly IndexKind[]>>;
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly language: string;
  readonly stopwords: readonly string[];
  readonly status: string;
}

const FIELDS = "label, types, options, language, stopwords, entitytype, status";

export async function findIndexes(graph: FalkordbGraph, { kind, name }: Table): Promise<FoundIndexes | undefined> {
  const entity = kind === "nodes" ? "NODE" : "RELATIONSHIP";
  const where = `label = ${textLiteral(name)} AND entitytype = "${entity}"`;
  const [found] = await ask<FoundIndexes>(graph, `CALL db.indexes() YIELD ${FIELDS} WHERE ${where} RETURN ${FIELDS}`);
  return found;
}

function place({ kind, name }: Table): string {
  return kind === "nodes" ? `(n:${quoted(name)})` : `()-[n:${quoted(name)}]-()`;
}

const words: Readonly<Record<IndexKind, string>> = { RANGE: "", FULLTEXT: "FULLTEXT ", VECTOR: "VECTOR " };

/** The statement that makes an index; `options` as they stand in Cypher. */
export function createText(table: Table, kind: IndexKind, columns: readonly string[], options?: string): string {
  const on = columns.map((column) => `n.${quoted(column)}`).join(", ");
  return `CREATE ${words[kind]}INDEX FOR ${place(table)} ON (${on})${options === undefined ? "" : ` OPTIONS ${options}`}`;
}

/** Runs it; what is indexed already stays. */
export async function createIndex(graph: FalkordbGraph, statement: string): Promise<void> {
  await graph.query(statement).catch((error: unknown) => {
    if (!/already indexed/.test(String(error))) throw error;
  });
}

/** Removes what is indexed of some columns in one way. */
export async function dropIndex(
  graph: FalkordbGraph,
  table: Table,
  kind: IndexKind,
  columns: readonly string[],
): Promise<void> {
  for (const column of columns) {
    const statement = `DROP ${words[kind]}INDEX FOR ${place(table)} ON (n.${quoted(column)})`;
    await graph.query(statement).catch((error: unknown) => {
      if (!/no such index/i.test(String(error))) throw error;
    });
  }
}

/** The statements that make again all that is indexed, and the columns by kind, to remove it. */
export function remade(
  table: Table,
  { options, types }: FoundIndexes,
): readonly { readonly column: string; readonly kind: IndexKind; readonly statement: string }[] {
  return Object.entries(types).flatMap(([column, kinds]) =>
    kinds.map((kind) => ({
      column,
      kind,
      statement: createText(
        table,
        kind,
        [column],
        kind === "VECTOR" ? vectorOptions(options[column] ?? {}) : undefined,
      ),
    })),
  );
}

function vectorOptions(options: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(options).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `{${parts.join(", ")}}`;
}
