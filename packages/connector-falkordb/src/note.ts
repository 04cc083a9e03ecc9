import type { GraphTable } from "@coco/property-graph";
import { ask, type FalkordbGraph } from "./client.ts";
import { NOTE, PLACEHOLDER, quoted, textLiteral } from "./cypher.ts";

type Table = Pick<GraphTable, "kind" | "name">;

/** An index as it was asked for, which FalkorDB knows by its label and properties alone. */
export interface NotedIndex {
  readonly kind: "fts" | "vector";
  readonly columns: readonly string[];
  /** How it was made. */
  readonly definition: string;
}

/** What is written down of a label or type, in a node of the graph: there is no other place for it. */
export interface TableNote {
  /** Whose it is. Absent where the user manages it. */
  readonly mark?: string;
  /** The properties of the key, which are indexed. */
  readonly key?: readonly string[];
  /** By their names. */
  readonly indexes?: Readonly<Record<string, NotedIndex>>;
  /** Statements that make indexes which a change of language removed: to be done, also after a crash. */
  readonly rebuild?: readonly string[];
}

function pattern({ kind, name }: Table): string {
  return `(t:${NOTE} {kind: ${textLiteral(kind)}, name: ${textLiteral(name)}})`;
}

export async function readNote(graph: FalkordbGraph, table: Table): Promise<TableNote> {
  const [row] = await ask<{ readonly note: string }>(graph, `MATCH ${pattern(table)} RETURN t.note AS note`);
  return row === undefined ? {} : (JSON.parse(row.note) as TableNote);
}

export async function writeNote(graph: FalkordbGraph, table: Table, note: TableNote): Promise<void> {
  await graph.query(`MERGE ${pattern(table)} SET t.note = ${textLiteral(JSON.stringify(note))}`);
}

export async function removeNote(graph: FalkordbGraph, table: Table): Promise<void> {
  await graph.query(`MATCH ${pattern(table)} DELETE t`);
}

/** Whether there is a node of the label that is one, or a relation of the type. */
export async function hasEntries(graph: FalkordbGraph, { kind, name }: Table): Promise<boolean> {
  const found =
    kind === "nodes"
      ? `MATCH (n:${quoted(name)}) WHERE NOT n:${PLACEHOLDER} RETURN 1 AS one LIMIT 1`
      : `MATCH ()-[r:${quoted(name)}]->() RETURN 1 AS one LIMIT 1`;
  return (await ask(graph, found)).length > 0;
}
