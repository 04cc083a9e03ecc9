import { PostgresError } from "./postgres-error.ts";

/** A type with its parts: `character varying(20)[]`. */
const shape = /^([\p{L}_"][\p{L}\p{N}_ ."]*?)\s*(\(\s*-?\d+\s*(?:,\s*-?\d+\s*)?\))?(\s[\p{L} ]+)?\s*((?:\[\])*)$/u;

const integers = ["smallint", "integer", "bigint", "int2", "int4", "int8", "int", "numeric", "decimal"];

/** Which types take values of a kind without a change that nobody asked for. Text takes any: the server reads it. */
const fitting: Readonly<Record<string, readonly string[]>> = {
  int: integers,
  bigint: integers,
  float: ["real", "double precision", "float4", "float8", "numeric", "decimal"],
  boolean: ["boolean", "bool"],
  bytes: ["bytea"],
  timestamp: ["timestamp", "timestamptz", "timestamp with time zone", "timestamp without time zone"],
  date: ["date"],
  uuid: ["uuid", "text"],
  json: ["json", "jsonb"],
  vector: ["vector", "halfvec", "sparsevec"],
};

/** Two keys that differ here must differ there: no type that folds case, cuts or pads. */
const fittingKeys: readonly string[] = [
  "text",
  "varchar",
  "character varying",
  "uuid",
  "bytea",
  "date",
  "boolean",
  "bool",
  ...integers,
];

export interface TypedColumn {
  readonly column: string;
  readonly kind: string;
  readonly isKey: boolean;
  readonly table: string;
}

/**
 * A type given for a column, in one spelling.
 * @throws PostgresError (`POSTGRES_COLUMN_TYPE`) when it is no type, or one that cannot hold what the record says.
 */
export function checkColumnType(given: string, { column, kind, isKey, table }: TypedColumn): string {
  const refuse = (problem: string, hint: string): never => {
    throw new PostgresError(`Table ${table}: ${JSON.stringify(given)} for the column ${column} ${problem}.`, {
      code: "POSTGRES_COLUMN_TYPE",
      hint,
    });
  };
  const type = typeof given === "string" ? given.trim().replaceAll(/\s+/g, " ") : "";
  if (!shape.test(type))
    return refuse("is no type", 'Write it as in CREATE TABLE: "numeric(12,2)", "app.mood", "text[]".');
  const base = baseType(type);
  const known = fitting[kind];
  if (kind.startsWith("list(") && !type.endsWith("[]")) {
    return refuse("does not hold a list", "The type of a list ends in []: text[].");
  }
  if (known !== undefined && (!known.includes(base.toLowerCase()) || type.endsWith("[]"))) {
    return refuse(`does not hold ${kind} values`, `Types for it: ${known.join(", ")}.`);
  }
  if (isKey && !fittingKeys.includes(base.toLowerCase())) {
    return refuse("cannot be that of a key", `Two keys must stay two keys. Types for it: ${fittingKeys.join(", ")}.`);
  }
  return type;
}

/** A type without its numbers and brackets: `timestamp with time zone` for `timestamp(3) with time zone`. */
export function baseType(type: string): string {
  const [, name = type, , rest = ""] = shape.exec(type) ?? [];
  return `${name}${rest}`.trim();
}
