/** How one value is kept. These texts stand in tracking records: never change them. */
export type StoredScalar = "bigint" | "boolean" | "bytes" | "date" | "float" | "int" | "text" | "timestamp" | "uuid";

/** How a column is kept. */
export type StoredType = StoredScalar | "json" | `list(${StoredScalar})` | `vector(${number})`;

export interface StoredColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
}

/** A reference to rows of another table. */
export interface ForeignKey {
  readonly columns: readonly string[];
  readonly table: string;
  readonly references: readonly string[];
  readonly onDelete: "cascade" | "no action" | "set null";
}

/** A table of the module vec0, which answers nearest-neighbour searches. */
export interface VectorTable {
  readonly metric: VectorMetric;
  readonly partitionKeys: readonly string[];
  readonly auxiliary: readonly string[];
}

export type VectorMetric = "cosine" | "l1" | "l2";

/** What a table looks like: enough to write rows, and to delete them when only the tracking is left. */
export interface TableLayout {
  readonly columns: readonly StoredColumn[];
  readonly primaryKey: readonly string[];
  readonly strict: boolean;
  /** Sets of columns that together are unique, besides the primary key. */
  readonly unique: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Absent: an ordinary table. */
  readonly vectors?: VectorTable;
}

/** A type with an argument, taken apart: `list(int)`, `vector(384)`. */
export type TypeParts =
  | { readonly kind: StoredScalar | "json" }
  | { readonly kind: "list"; readonly item: StoredScalar }
  | { readonly kind: "vector"; readonly dims: number };

export function typeParts(type: StoredType): TypeParts {
  const [, kind, argument = ""] = /^(list|vector)\((.+)\)$/.exec(type) ?? [];
  if (kind === undefined) return { kind: type as StoredScalar | "json" };
  return kind === "list" ? { kind, item: argument as StoredScalar } : { kind: "vector", dims: Number(argument) };
}

/** The type that a column is declared with; one that strict tables take too. */
export function sqlType(type: StoredType): "BLOB" | "INTEGER" | "REAL" | "TEXT" {
  switch (typeParts(type).kind) {
    case "int":
    case "bigint":
    case "boolean":
      return "INTEGER";
    case "float":
      return "REAL";
    case "bytes":
    case "vector":
      return "BLOB";
    default:
      return "TEXT";
  }
}
