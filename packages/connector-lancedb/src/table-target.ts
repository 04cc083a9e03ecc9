import {
  type AnyRecord,
  type Column,
  checkRow,
  declareTargetState,
  memoKey,
  primaryKeyOf,
  type ResolvedColumn,
  type ResolvedRecord,
  type RowInput,
  type TargetProvider,
} from "@coco/connectorkit";
import type { RowValues } from "./encode-rows.ts";
import { type FtsIndexOptions, ftsIndexSpec } from "./fts-index.ts";
import { checkIndexName } from "./identifiers.ts";
import type { IndexSpec } from "./index-spec.ts";
import { LanceDbError } from "./lancedb-error.ts";
import { FTS_INDEX, VECTOR_INDEX } from "./row-handler.ts";
import { type VectorIndexOptions, vectorIndexSpec } from "./vector-index.ts";

/** Names of the columns of a record that hold values of a type, or null. */
export type ColumnsOf<R extends AnyRecord, Value> = {
  [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean>
    ? [NonNullable<Out>] extends [Value]
      ? K
      : never
    : never;
}[keyof R["columns"] & string];

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

  /** @internal Made by `mountTable`. */
  constructor(name: string, provider: TargetProvider<RowValues>, record: ResolvedRecord<R>) {
    this.name = name;
    this.#provider = provider;
    this.#record = record;
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
   * Declares a vector index. It is built at the end of a run, once the table has `minRows` rows, and built anew when its
   * options change; a search needs none.
   * @throws LanceDbError for an unknown column, one that holds no vectors, or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array>>): void {
    const { type } = this.#column(options.column, "vector index");
    if (type.kind !== "vector") throw this.#unfit(options.column, "vector index", `holds ${type.kind}, not vectors`);
    this.#declareIndex(VECTOR_INDEX, options, vectorIndexSpec(options, type.dims, this.name));
  }

  /**
   * Declares a full-text index, which full-text and hybrid searches need. It is built at once, also on an empty table;
   * later rows are found before they are indexed.
   * @throws LanceDbError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void {
    const { type } = this.#column(options.column, "full-text index");
    if (type.kind !== "string") throw this.#unfit(options.column, "full-text index", `holds ${type.kind}, not text`);
    this.#declareIndex(FTS_INDEX, options, ftsIndexSpec(options, this.name));
  }

  #declareIndex(kind: string, { name, column }: { name?: string; column: string }, spec: IndexSpec): void {
    const key = name ?? column.replaceAll(/[^A-Za-z0-9_-]/g, "_");
    checkIndexName(key, this.name);
    declareTargetState(this.#provider.attachment<IndexSpec>(kind).state(key, spec));
  }

  #column(name: string, index: string): ResolvedColumn {
    const column = this.#record.columns.find((candidate) => candidate.name === name);
    if (column === undefined) throw this.#unfit(name, index, "does not exist");
    return column;
  }

  #unfit(column: string, index: string, problem: string): LanceDbError {
    return new LanceDbError(`Table ${this.name}: the column ${JSON.stringify(column)} of the ${index} ${problem}.`, {
      code: "LANCEDB_INDEX_COLUMN",
      hint: `Columns: ${this.#record.columns.map(({ name, type }) => `${name} (${type.kind})`).join(", ")}.`,
    });
  }
}
