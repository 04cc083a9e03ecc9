import type {
  ResolvedColumnType,
  ResolvedRecord,
  ScalarKind,
  StoredSchema,
  StoredSchemaColumn,
} from "@coco/connectorkit";
import { checkColumnName } from "./identifiers.ts";
import { checkColumnType } from "./column-type.ts";
import { PostgresError } from "./postgres-error.ts";

/** A column as Postgres keeps it. */
export interface StoredColumn extends StoredSchemaColumn {
  /** The type in SQL: `bigint`, `vector(384)`, `numeric(12,2)`. */
  readonly type: string;
  /** What its values are here: the kind of the record's column, `list(int)` for a list. */
  readonly kind: string;
}

/** The columns of a table and its key: what is tracked of it. */
export interface TableLayout extends StoredSchema {
  readonly columns: readonly StoredColumn[];
}

const scalars: Readonly<Record<ScalarKind, string>> = {
  string: "text",
  int: "bigint",
  bigint: "bigint",
  float: "double precision",
  boolean: "boolean",
  bytes: "bytea",
  timestamp: "timestamp with time zone",
  date: "date",
  uuid: "uuid",
};

/**
 * How Postgres keeps the rows of a record.
 *
 * @param types - types other than the usual ones, by column.
 * @throws PostgresError for names and types that cannot be.
 */
export function tableLayout(
  record: ResolvedRecord,
  types: Readonly<Record<string, string | undefined>>,
  table: string,
): TableLayout {
  for (const name of Object.keys(types)) {
    if (record.columns.some((column) => column.name === name)) continue;
    throw new PostgresError(
      `Table ${table}: \`columns\` gives a type to ${JSON.stringify(name)}, which is no column of the record.`,
      {
        code: "POSTGRES_COLUMN_TYPE",
        hint: `Columns: ${record.columns.map((column) => column.name).join(", ")}.`,
      },
    );
  }
  return {
    columns: record.columns.map(({ name, type, isNullable }) => {
      checkColumnName(name, table);
      const given = types[name];
      const kind = type.kind === "list" ? `list(${type.item})` : type.kind;
      if (given === undefined) return { name, type: usualType(type), kind, nullable: isNullable };
      const isKey = record.primaryKey.includes(name);
      return { name, type: checkColumnType(given, { column: name, kind, isKey, table }), kind, nullable: isNullable };
    }),
    primaryKey: [...record.primaryKey],
  };
}

function usualType(type: ResolvedColumnType): string {
  switch (type.kind) {
    case "json":
      return "jsonb";
    case "list":
      return `${scalars[type.item]}[]`;
    case "vector":
      return type.dtype === "float16" ? `halfvec(${type.dims})` : `vector(${type.dims})`;
    default:
      return scalars[type.kind];
  }
}
