import type { VectorMetric } from "./table-layout.ts";

/** The kinds of attachments of a table. They stand in stored paths: never change them. */
export const indexKinds = ["index", "fts_index", "vector_index"] as const;
export type IndexKind = (typeof indexKinds)[number];

/** An index as it is wanted. What is tracked of it is its text: two are equal if their texts are. */
export type IndexSpec =
  | { readonly kind: "index"; readonly columns: readonly string[] }
  | {
      readonly kind: "fts_index";
      readonly columns: readonly string[];
      /** FTS5's own text: `porter unicode61 remove_diacritics 2`. */
      readonly tokenize: string;
      readonly prefix: readonly number[];
    }
  | {
      readonly kind: "vector_index";
      readonly column: string;
      readonly dims: number;
      readonly metric: VectorMetric;
      readonly partitionKeys: readonly PartitionKey[];
    };

export interface PartitionKey {
  readonly name: string;
  readonly type: "INTEGER" | "TEXT";
}

/** The one text of a spec. */
export function indexSpecText(spec: IndexSpec): string {
  switch (spec.kind) {
    case "index":
      return JSON.stringify([spec.kind, spec.columns]);
    case "fts_index":
      return JSON.stringify([spec.kind, spec.columns, spec.tokenize, spec.prefix]);
    case "vector_index":
      return JSON.stringify([
        spec.kind,
        spec.column,
        spec.dims,
        spec.metric,
        spec.partitionKeys.map(({ name, type }) => [name, type]),
      ]);
  }
}

const suffixes: Readonly<Record<IndexKind, string>> = { index: "idx", fts_index: "fts", vector_index: "vec" };

/** The name of an index in the database, where all names stand side by side: `chunks_text_fts`. */
export function indexObjectName(table: string, kind: IndexKind, name: string): string {
  return `${table}_${name}_${suffixes[kind]}`;
}
