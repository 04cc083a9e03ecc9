import type * as Arrow from "apache-arrow";

/** How one value is kept. These texts stand in tracking records: never change them. */
export type StoredScalar = "bool" | "bytes" | "date" | "float64" | "int64" | "text" | "timestamp" | "uuid";

/** How a column is kept. `vector` has numbers of 32 bits, `vector16` of 16. */
export type StoredType = StoredScalar | "json" | `list(${StoredScalar})` | `vector(${number})` | `vector16(${number})`;

export interface StoredColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
}

/** What a table looks like in LanceDB: enough to write rows, and to delete them when only the tracking is left. */
export interface TableLayout {
  readonly columns: readonly StoredColumn[];
  readonly primaryKey: readonly string[];
}

/** A type with arguments, taken apart: `list(int64)`, `vector(384)`. */
export type TypeParts =
  | { readonly kind: StoredScalar | "json" }
  | { readonly kind: "list"; readonly item: StoredScalar }
  | { readonly kind: "vector" | "vector16"; readonly length: number };

export function typeParts(type: StoredType): TypeParts {
  const [, kind, argument = ""] = /^(list|vector|vector16)\((.+)\)$/.exec(type) ?? [];
  if (kind === undefined) return { kind: type as StoredScalar | "json" };
  if (kind === "list") return { kind, item: argument as StoredScalar };
  return { kind: kind as "vector" | "vector16", length: Number(argument) };
}

export function arrowType(arrow: typeof Arrow, type: StoredType): Arrow.DataType {
  const parts = typeParts(type);
  switch (parts.kind) {
    case "bool":
      return new arrow.Bool();
    case "bytes":
      return new arrow.Binary();
    case "date":
      return new arrow.DateDay();
    case "float64":
      return new arrow.Float64();
    case "int64":
      return new arrow.Int64();
    // LanceDB has no type for UUIDs, and its filters read text best.
    case "text":
    case "uuid":
    case "json":
      return new arrow.Utf8();
    case "timestamp":
      return new arrow.TimestampMillisecond("UTC");
    case "list":
      return new arrow.List(new arrow.Field("item", arrowType(arrow, parts.item), true));
    case "vector":
      return new arrow.FixedSizeList(parts.length, new arrow.Field("item", new arrow.Float32(), true));
    case "vector16":
      return new arrow.FixedSizeList(parts.length, new arrow.Field("item", new arrow.Float16(), true));
  }
}

export function arrowField(
  arrow: typeof Arrow,
  column: StoredColumn,
  nullable: boolean = column.nullable,
): Arrow.Field {
  return new arrow.Field(column.name, arrowType(arrow, column.type), nullable);
}

export function arrowSchema(arrow: typeof Arrow, layout: TableLayout): Arrow.Schema {
  return new arrow.Schema(layout.columns.map((column) => arrowField(arrow, column)));
}
