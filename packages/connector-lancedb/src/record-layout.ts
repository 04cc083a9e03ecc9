import type { ResolvedColumnType, ResolvedRecord, ScalarKind } from "@coco/connectorkit";
import { checkColumnName } from "./identifiers.ts";
import type { StoredScalar, StoredType, TableLayout } from "./stored-type.ts";

const scalars: Readonly<Record<ScalarKind, StoredScalar>> = {
  string: "text",
  int: "int64",
  bigint: "int64",
  float: "float64",
  boolean: "bool",
  bytes: "bytes",
  timestamp: "timestamp",
  date: "date",
  uuid: "uuid",
};

/** How LanceDB keeps the rows of a record. */
export function recordLayout(record: ResolvedRecord, table: string): TableLayout {
  return {
    columns: record.columns.map(({ name, type, isNullable }) => {
      checkColumnName(name, table);
      return { name, type: storedType(type), nullable: isNullable };
    }),
    primaryKey: [...record.primaryKey],
  };
}

function storedType(type: ResolvedColumnType): StoredType {
  switch (type.kind) {
    case "json":
      return "json";
    case "list":
      return `list(${scalars[type.item]})`;
    case "vector":
      return type.dtype === "float16" ? `vector16(${type.dims})` : `vector(${type.dims})`;
    default:
      return scalars[type.kind];
  }
}
