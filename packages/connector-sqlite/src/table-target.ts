import {
  type AnyRecord,
  type Column,
  checkRow,
  declareTargetState,
  memoKey,
  primaryKeyOf,
  type ResolvedRecord,
  type RowInput,
  type TargetProvider,
} from "@coco/connectorkit";
import { type FtsIndexOptions, ftsIndexSpec } from "./fts-index.ts";
import type { IndexSpec, PartitionKey } from "./index-spec.ts";
import type { RowValues } from "./row-values.ts";
import { SqliteError } from "./sqlite-error.ts";
import { sqlType, type StoredColumn, type TableLayout, typeParts } from "./table-layout.ts";
import { type VectorIndexOptions, vectorIndexSpec } from "./vector-index.ts";

/** Names of the columns of a record that hold values of a type, or null. */
export type ColumnsOf<R extends AnyRecord, Value> = {
  [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean>
    ? [NonNullable<Out>] extends [Value]
      ? K
      : never
    : never;
}[keyof R["columns"] & string];

export interface IndexOptions<ColumnName extends string = string> {
  /** In order. */
  readonly columns: readonly ColumnName[];
  /** A name among the table's indexes. Default: the columns, joined by `_`. */
  readonly name?: string;
}

/**
 * A mounted table: what it should hold is declared here. As an argument of a memoized function it counts by its path.
 * A table of another record, with more columns or fewer, does not stand in for it.
 */
export class TableTarget<in out R extends AnyRecord = AnyRecord> {
  static {
    // The path alone: a new generation of the table is followed by the engine. (A method with a computed name cannot
    // stand in a declaration that is made without types.)
    Object.defineProperty(TableTarget.prototype, memoKey, {
      value(this: TableTarget): unknown {
        return this.#provider.path;
      },
    });
  }

  /** The table's name. */
  readonly name: string;
  readonly #provider: TargetProvider<RowValues>;
  readonly #record: ResolvedRecord<R>;
  readonly #layout: TableLayout;

  /** @internal Made by `mountTable`. */
  constructor(name: string, provider: TargetProvider<RowValues>, record: ResolvedRecord<R>, layout: TableLayout) {
    this.name = name;
    this.#provider = provider;
    this.#record = record;
    this.#layout = layout;
  }

  /**
   * Declares that the table should hold this row. It replaces a row with the same primary key, and is deleted when no
   * component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareRow(row: RowInput<R>): void {
    const checked = checkRow(this.#record, row, `Row of table ${this.name}`);
    const key = primaryKeyOf(this.#record.schema, checked);
    declareTargetState(this.#provider.state(key, checked as RowValues));
  }

  /**
   * Declares an index, which makes searches by these columns fast.
   * @throws SqliteError for an unknown column.
   */
  declareIndex(options: IndexOptions<keyof R["columns"] & string>): void {
    this.#check("index", options.columns);
    this.#declare(options.name, options.columns, { kind: "index", columns: [...options.columns] });
  }

  /**
   * Declares a full-text index (FTS5) of one or more columns, for `findText` and for `MATCH`. Triggers keep it up to date.
   * @throws SqliteError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void {
    for (const { name, type } of this.#check("full-text index", options.columns)) {
      if (type !== "text") throw this.#unfit(name, "full-text index", `holds ${type}, not text`);
    }
    this.#declare(options.name, options.columns, ftsIndexSpec(options, this.name));
  }

  /**
   * Declares a vector index (sqlite-vec), for `findNearest`. A search still compares with every vector, of the partition if
   * one is given, but reads nothing else. Triggers keep it up to date.
   * @throws SqliteError for an unknown column, one that holds no vectors, or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array>, ColumnsOf<R, number | string>>): void {
    const [column] = this.#check("vector index", [options.column]);
    const parts = typeParts(column?.type ?? "text");
    if (parts.kind !== "vector")
      throw this.#unfit(options.column, "vector index", `holds ${column?.type}, not vectors`);
    const partitionKeys = options.partitionKeys ?? [];
    const keys =
      partitionKeys.length === 0 ? [] : this.#check("vector index", partitionKeys).map((key) => this.#partition(key));
    this.#declare(options.name, [options.column], vectorIndexSpec(options, parts.dims, keys, this.name));
  }

  #declare(name: string | undefined, columns: readonly string[], spec: IndexSpec): void {
    const key = name ?? columns.join("_");
    if (key === "" || key.includes("\0")) {
      throw new SqliteError(`Table ${this.name}: ${JSON.stringify(key)} cannot be the name of an index.`, {
        code: "SQLITE_INDEX_NAME",
        hint: "Give the index a `name` that is not empty.",
      });
    }
    declareTargetState(this.#provider.attachment<IndexSpec>(spec.kind).state(key, spec));
  }

  #check(index: string, names: readonly string[]): StoredColumn[] {
    if (this.#layout.vectors !== undefined) {
      throw new SqliteError(`Table ${this.name} is a virtual table, which can have no ${index}.`, {
        code: "SQLITE_INDEX_COLUMN",
        hint: "Use an ordinary table, with declareVectorIndex for its vectors.",
      });
    }
    if (!Array.isArray(names) || names.length === 0) throw this.#unfit("", index, "is not given");
    return names.map((name) => {
      const column = this.#layout.columns.find((candidate) => candidate.name === name);
      if (column === undefined) throw this.#unfit(name, index, "does not exist");
      return column;
    });
  }

  #partition({ name, nullable, type }: StoredColumn): PartitionKey {
    const stored = sqlType(type);
    if (nullable || (stored !== "INTEGER" && stored !== "TEXT")) {
      throw this.#unfit(name, "vector index", "cannot be a partition key: it must hold text or integers, and no nulls");
    }
    return { name, type: stored };
  }

  #unfit(column: string, index: string, problem: string): SqliteError {
    return new SqliteError(`Table ${this.name}: the column ${JSON.stringify(column)} of the ${index} ${problem}.`, {
      code: "SQLITE_INDEX_COLUMN",
      hint: `Columns: ${this.#layout.columns.map(({ name, type }) => `${name} (${type})`).join(", ")}.`,
    });
  }
}
