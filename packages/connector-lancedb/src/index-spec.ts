/** An index as it is wanted: what is tracked, kept with the column, and built. Two specs are equal if their texts are. */
export interface IndexSpec {
  readonly kind: IndexKind;
  readonly column: string;
  /** The name of LanceDB's factory: `Index.ivfPq`, `Index.fts`. */
  readonly type: string;
  /** The index is built once the table has this many rows. */
  readonly minRows: number;
  /** LanceDB's parameters; those left out are LanceDB's choice. */
  readonly parameters: Readonly<Record<string, boolean | number | string | readonly string[]>>;
}

export type IndexKind = "fts" | "vector";

/** The name that LanceDB lists: the kind is part of it, so that a column may have one index of each under one name. */
export function libraryIndexName(kind: IndexKind, name: string): string {
  return `${name}_${kind}_idx`;
}

/** The one text of a spec, whatever the order in which its parts were given. */
export function indexSpecText(spec: IndexSpec): string {
  const parameters = Object.fromEntries(Object.entries(spec.parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({
    kind: spec.kind,
    column: spec.column,
    type: spec.type,
    minRows: spec.minRows,
    parameters,
  });
}
