import type { SurrealClient } from "./client.ts";
import { quoted } from "./identifiers.ts";
import { runQuery } from "./run-query.ts";

/** A table as SurrealDB describes it. */
export interface FoundTable {
  readonly name: string;
  readonly comment?: string;
  readonly schemafull: boolean;
  readonly kind: {
    readonly kind: "ANY" | "NORMAL" | "RELATION";
    readonly in?: readonly string[];
    readonly out?: readonly string[];
  };
}

export interface FoundField {
  readonly name: string;
  readonly kind?: string;
  readonly default?: string;
  readonly value?: string;
  readonly computed?: string;
}

export interface FoundIndex {
  readonly name: string;
  readonly comment?: string;
}

interface FoundAnalyzer {
  readonly name: string;
  readonly comment?: string;
}

export interface FoundDatabase {
  readonly tables: readonly FoundTable[];
  readonly analyzers: readonly FoundAnalyzer[];
}

export async function findDatabase(client: SurrealClient): Promise<FoundDatabase> {
  const [found] = await runQuery(client, "INFO FOR DB STRUCTURE");
  return found as FoundDatabase;
}

/** The fields of a table, by their names as they stand in SurrealQL; and its indexes. */
export async function findParts(
  client: SurrealClient,
  table: string,
): Promise<{ readonly fields: readonly FoundField[]; readonly indexes: readonly FoundIndex[] }> {
  const [found] = await runQuery(client, `INFO FOR TABLE ${quoted(table)} STRUCTURE`);
  return found as { readonly fields: readonly FoundField[]; readonly indexes: readonly FoundIndex[] };
}
