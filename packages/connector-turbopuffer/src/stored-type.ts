import type { ScalarKind } from "@coco/connectorkit";

export type DistanceMetric = "cosine_distance" | "euclidean_squared";

/** How a column is kept. It is tracked: forms are added, never changed. */
export type StoredType =
  | { readonly kind: ScalarKind | "json" }
  | { readonly kind: "list"; readonly item: ScalarKind }
  | { readonly kind: "vector"; readonly size: number; readonly dtype: "f16" | "f32"; readonly metric: DistanceMetric };

export interface StoredColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
}

/**
 * What the ids of a namespace are made of: `"uint"` and `"uuid"`: the key as it is; `"string"`: the key as text, or a hash
 * where it is longer than an id may be; `"derived"`: a UUID of our own making.
 */
export type IdKind = "derived" | "string" | "uint" | "uuid";

/** The columns of a namespace's rows. */
export interface NamespaceLayout {
  readonly columns: readonly StoredColumn[];
  readonly primaryKey: readonly string[];
  readonly ids: IdKind;
}

const scalars: Readonly<Record<ScalarKind | "json", string>> = {
  string: "string",
  int: "int",
  // The client reads numbers of JSON, which hold 53 bits: as text every digit stays.
  bigint: "string",
  float: "float",
  boolean: "bool",
  bytes: "string",
  timestamp: "datetime",
  date: "string",
  uuid: "uuid",
  json: "string",
};

/** The type of the attribute that holds a column. */
export function attributeType(type: StoredType): string {
  if (type.kind === "vector") return `[${type.size}]${type.dtype}`;
  return type.kind === "list" ? `[]${scalars[type.item]}` : scalars[type.kind];
}

/** The type of ids, as Turbopuffer names it. */
export function idType(ids: IdKind): "string" | "uint" | "uuid" {
  return ids === "derived" ? "uuid" : ids;
}

/** The attribute that holds a column; `id` is the document's own. */
export function attributeName(column: string): string {
  return column === "id" ? "_id" : column;
}

/** The one key column whose value the id holds, so that it stands nowhere else; `undefined` where there is none. */
export function idColumn({ columns, ids, primaryKey }: NamespaceLayout): StoredColumn | undefined {
  return ids === "derived" ? undefined : columns.find(({ name }) => name === primaryKey[0]);
}

/** The columns that have attributes: not one whose every value is an id. */
export function attributeColumns(layout: NamespaceLayout): readonly StoredColumn[] {
  const inId = idColumn(layout);
  return layout.columns.filter((column) => column !== inId || column.type.kind === "string");
}
