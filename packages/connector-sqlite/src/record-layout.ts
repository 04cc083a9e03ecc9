import type { ResolvedColumnType, ResolvedRecord } from "@coco/connectorkit";
import { checkColumnNames } from "./identifiers.ts";
import type { StoredScalar, StoredType, TableLayout } from "./table-layout.ts";
import { checkVectorTable } from "./vector-table.ts";

type Shape = Pick<TableLayout, "foreignKeys" | "strict" | "unique" | "vectors">;

/** How SQLite keeps the rows of a record. */
export function recordLayout(record: ResolvedRecord, table: string, shape: Shape): TableLayout {
  checkColumnNames(
    record.columns.map(({ name }) => name),
    table,
  );
  const layout: TableLayout = {
    columns: record.columns.map(({ name, type, isNullable }) => ({
      name,
      type: storedType(type),
      nullable: isNullable,
    })),
    primaryKey: [...record.primaryKey],
    ...shape,
  };
  if (layout.vectors !== undefined) checkVectorTable(layout, layout.vectors, table);
  return layout;
}

function storedType(type: ResolvedColumnType): StoredType {
  switch (type.kind) {
    case "list":
      return `list(${scalarType(type.item)})`;
    case "vector":
      return `vector(${type.dims})`;
    case "json":
      return "json";
    default:
      return scalarType(type.kind);
  }
}

function scalarType(kind: StoredScalar | "string"): StoredScalar {
  return kind === "string" ? "text" : kind;
}
