import { SqliteError } from "./sqlite-error.ts";
import type { OnExisting } from "./table-action.ts";
import type { ForeignKey, TableLayout, VectorMetric } from "./table-layout.ts";
import { vectorMetrics } from "./vector-index.ts";

/** That values of some columns are those of rows of another table. */
export interface ForeignKeyOptions<ColumnName extends string = string> {
  readonly columns: readonly ColumnName[];
  /** The other table, and its columns, which are its primary key or unique together. */
  readonly references: { readonly table: string; readonly columns: readonly string[] };
  /** What happens when the other row goes. Default `"no action"`: it cannot, when the batch ends. */
  readonly onDelete?: "cascade" | "no action" | "set null";
}

/** A table of sqlite-vec's module vec0. */
export interface VectorTableOptions<ColumnName extends string = string> {
  readonly module: "vec0";
  /** Default `"cosine"`. */
  readonly metric?: VectorMetric;
  /** Columns by whose values the vectors are kept apart: a search that gives them looks at no others. */
  readonly partitionKeys?: readonly ColumnName[];
  /** Columns that are kept beside and cannot be searched by; of all kinds, nullable too. */
  readonly auxiliary?: readonly ColumnName[];
}

export interface TableOptions<ColumnName extends string = string> {
  /**
   * `"system"` (default): the app makes, changes and drops the table. `"user"`: the table is there already and stays;
   * the app writes and deletes its own rows, and checks that their columns fit.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a table of that name that this app did not make: `"error"` (default), `"adopt"` it with its rows and columns, or
   * `"replace"` it by an empty one.
   */
  readonly onExisting?: OnExisting;
  /** Whether SQLite itself checks the types of values. Default true. */
  readonly strict?: boolean;
  /** Sets of columns that no two rows may have in common, besides the primary key. */
  readonly unique?: readonly (readonly ColumnName[])[];
  readonly foreignKeys?: readonly ForeignKeyOptions<ColumnName>[];
  /** Makes it a virtual table, for searches of nearest neighbours. */
  readonly virtual?: VectorTableOptions<ColumnName>;
}

const choices: Readonly<Record<string, readonly unknown[]>> = {
  managedBy: ["system", "user"],
  onExisting: ["error", "adopt", "replace"],
  strict: [true, false],
};
const lists: ReadonlySet<string> = new Set(["unique", "foreignKeys"]);

/** What the options say of the table itself. @throws SqliteError (`SQLITE_OPTIONS`) that names the option. */
export function tableShape(
  table: string,
  columns: readonly string[],
  options: TableOptions,
): Pick<TableLayout, "foreignKeys" | "strict" | "unique" | "vectors"> {
  const refuse = (problem: string): never => {
    throw new SqliteError(`mountTable(${table}): ${problem}.`, {
      code: "SQLITE_OPTIONS",
      hint:
        'Options: managedBy "system" | "user", onExisting "error" | "adopt" | "replace", strict, unique: [["email"]], ' +
        'foreignKeys: [{ columns, references: { table, columns }, onDelete }], virtual: { module: "vec0", metric, partitionKeys, auxiliary }.',
    });
  };
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || choices[name]?.includes(value) === true) continue;
    if (lists.has(name) && Array.isArray(value)) continue;
    if (name === "virtual" && (value as { module?: unknown }).module === "vec0") continue;
    refuse(`the option ${name}: ${JSON.stringify(value)} is not known`);
  }
  const named = (what: string, names: readonly string[]): readonly string[] => {
    const unknown = names.find((name) => !columns.includes(name));
    if (names.length === 0 || unknown !== undefined)
      refuse(`${what} names ${unknown === undefined ? "no column" : `the column ${unknown}, which is not there`}`);
    return [...names];
  };
  const { foreignKeys = [], strict = true, unique = [], virtual } = options;
  const shape = {
    strict,
    unique: unique.map((set) => named("unique", set)),
    foreignKeys: foreignKeys.map(({ columns: own, onDelete = "no action", references }): ForeignKey => {
      if (own.length !== references.columns.length) refuse("a foreign key has as many columns as it refers to");
      return {
        columns: named("a foreign key", own),
        table: references.table,
        references: [...references.columns],
        onDelete,
      };
    }),
  };
  if (virtual === undefined) return shape;
  const { auxiliary = [], metric = "cosine", partitionKeys = [] } = virtual;
  if (!vectorMetrics.includes(metric)) refuse(`the metric ${JSON.stringify(metric)} is not known`);
  return { ...shape, vectors: { metric, partitionKeys: [...partitionKeys], auxiliary: [...auxiliary] } };
}
