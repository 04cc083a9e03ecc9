import { RecordError } from "../errors/record-error.ts";
import { isWellFormed } from "../key/well-formed.ts";
import { type AnyColumn, type ColumnInput, type ColumnOutput, isColumn } from "./column.ts";

/** The columns of a row schema by name; their order is that of the table. */
export type Columns = Readonly<Record<string, AnyColumn>>;

/** The schema of a row: columns and primary key. Shapes of vectors may still have to be looked up (`resolveRecord`). */
export interface RecordSchema<C extends Columns = Columns, PK extends readonly string[] = readonly string[]> {
  readonly columns: C;
  /** Names of the columns that identify a row, in order; not nullable. */
  readonly primaryKey: PK;
}

/** Any row schema. */
export type AnyRecord = RecordSchema;

type Flat<T> = { [K in keyof T]: T[K] };
type NullableNames<C extends Columns> = { [K in keyof C]: C[K]["isNullable"] extends true ? K : never }[keyof C];

/** A row as it is read back. */
export type Row<R extends AnyRecord> = Flat<{ -readonly [K in keyof R["columns"]]: ColumnOutput<R["columns"][K]> }>;

/** A row as it is declared: nullable columns may be left out, a vector may be an array of numbers. */
export type RowInput<R extends AnyRecord> = Flat<
  {
    readonly [K in Exclude<keyof R["columns"], NullableNames<R["columns"]>>]: ColumnInput<R["columns"][K]>;
  } & {
    readonly [K in NullableNames<R["columns"]>]?: ColumnInput<R["columns"][K]> | undefined;
  }
>;

/** What else {@link record} is told. */
export interface RecordOptions<PK extends readonly string[]> {
  /** Names of the columns that identify a row: one or more, not nullable, of kinds that are stable keys. */
  readonly primaryKey: PK;
}

const keyKinds: ReadonlySet<string> = new Set(["string", "int", "bigint", "boolean", "bytes", "date", "uuid"]);

/**
 * Defines the schema of a table's rows; `Row<typeof X>` and `RowInput<typeof X>` are its types.
 * @throws RecordError (`RECORD_COLUMN`, `RECORD_PRIMARY_KEY`) that names the column.
 */
export function record<const C extends Columns, const PK extends readonly (keyof C & string)[]>(
  columns: C,
  options: RecordOptions<PK>,
): RecordSchema<C, PK> {
  if (typeof columns !== "object" || columns === null) {
    throw new RecordError("A record was given no columns", {
      code: "RECORD_COLUMN",
      hint: 'Write record({ id: t.int() }, { primaryKey: ["id"] }).',
    });
  }
  const names = Object.keys(columns);
  if (names.length === 0) throw new RecordError("A record has at least one column", { code: "RECORD_COLUMN" });
  for (const name of names) checkColumn(name, columns[name]);
  checkPrimaryKey(columns, options?.primaryKey);
  return Object.freeze({
    columns: Object.freeze({ ...columns }),
    primaryKey: Object.freeze([...options.primaryKey]) as unknown as PK,
  });
}

function checkColumn(name: string, column: unknown): void {
  if (!isColumn(column)) {
    throw new RecordError(`Column ${JSON.stringify(name)} is not a column`, {
      code: "RECORD_COLUMN",
      hint: "Make it with t, for example t.string(); mind the parentheses.",
    });
  }
  // An object lists names like "1" before all others, so the order of the columns would be lost.
  const usable =
    name !== "" && isWellFormed(name) && !/\p{Cc}/u.test(name) && name !== "__proto__" && !/^\d+$/.test(name);
  if (usable) return;
  throw new RecordError(`${JSON.stringify(name)} cannot be the name of a column`, {
    code: "RECORD_COLUMN",
    hint: "A name is not empty, no number, not __proto__, and has no control characters.",
  });
}

function checkPrimaryKey(columns: Columns, primaryKey: readonly string[]): void {
  if (!Array.isArray(primaryKey) || primaryKey.length === 0) {
    throw new RecordError("A record has a primary key of at least one column", {
      code: "RECORD_PRIMARY_KEY",
      hint: 'Add { primaryKey: ["id"] } with the columns that identify a row.',
    });
  }
  for (const [index, name] of primaryKey.entries()) {
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    const problem = primaryKeyProblem(column, primaryKey.indexOf(name) !== index);
    if (problem === undefined) continue;
    throw new RecordError(`Column ${JSON.stringify(name)} cannot be part of the primary key: ${problem}`, {
      code: "RECORD_PRIMARY_KEY",
      hint: `Columns: ${Object.keys(columns).join(", ")}. Key columns are of the kinds ${[...keyKinds].join(", ")}.`,
    });
  }
}

function primaryKeyProblem(column: AnyColumn | undefined, repeated: boolean): string | undefined {
  if (column === undefined) return "there is no such column";
  if (repeated) return "it is named twice";
  if (column.isNullable) return "it is nullable";
  return keyKinds.has(column.type.kind) ? undefined : `a ${column.type.kind} does not identify a row`;
}
