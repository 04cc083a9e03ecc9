import { createHash } from "node:crypto";
import {
  type AnyRecord,
  type Column,
  checkRow,
  declareTargetState,
  formatKey,
  memoKey,
  primaryKeyOf,
  type ResolvedRecord,
  type Row,
  type RowInput,
  type TargetProvider,
} from "@coco/connectorkit";
import type { RowValues } from "./encode-rows.ts";
import { ftsIndex, type FtsIndexOptions } from "./fts-index.ts";
import { checkName } from "./identifiers.ts";
import { type NulCharacters, withoutNul } from "./nul-characters.ts";
import { type IndexOptions, plainIndex } from "./plain-index.ts";
import { PostgresError } from "./postgres-error.ts";
import { INDEX, SQL_COMMAND } from "./row-handler.ts";
import type { SqlCommand } from "./sql-command-handler.ts";
import type { StoredColumn, TableLayout } from "./stored-column.ts";
import type { WishedIndex } from "./table-note.ts";
import { vectorIndex, type VectorIndexOptions } from "./vector-index.ts";

/** Names of the columns of a record that hold values of a type, or null. */
export type ColumnsOf<R extends AnyRecord, Value> = {
  [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean>
    ? [NonNullable<Out>] extends [Value]
      ? K
      : never
    : never;
}[keyof R["columns"] & string];

/** SQL that belongs to a table. */
export interface SqlCommandOptions {
  /** A name among the table's SQL commands. */
  readonly name: string;
  /** Run when the command is declared first, and when it changed. In a transaction: `CONCURRENTLY` is not possible. */
  readonly setup: string;
  /** Run before a changed `setup`, when the command is not declared any more, and before the table is dropped. */
  readonly teardown?: string;
}

/** @internal What a mounted table is made of. */
export interface MountedTable<R extends AnyRecord> {
  readonly name: string;
  readonly schema: string;
  readonly provider: TargetProvider<RowValues>;
  readonly record: ResolvedRecord<R>;
  readonly layout: TableLayout;
  readonly nulCharacters: NulCharacters;
}

/** A mounted table: what it should hold is declared here. As an argument of a memoized function it counts by its path. */
export class TableTarget<in out R extends AnyRecord = AnyRecord> {
  static {
    // The path alone: a new generation of the table is followed by the engine. (A method with a computed name cannot
    // stand in a declaration that is made without types.)
    Object.defineProperty(TableTarget.prototype, memoKey, {
      value(this: TableTarget): unknown {
        return this.#mounted.provider.path;
      },
    });
  }

  /** The table's name. */
  readonly name: string;
  readonly #mounted: MountedTable<R>;

  /** @internal Made by `mountTable`. */
  constructor(mounted: MountedTable<R>) {
    this.name = mounted.name;
    this.#mounted = mounted;
  }

  /**
   * Declares that the table should hold this row. It replaces a row with the same primary key, and is deleted when no
   * component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareRow(row: RowInput<R>): void {
    const { layout, nulCharacters, provider, record } = this.#mounted;
    const what = `Row of table ${this.name}`;
    const checked = checkRow(record, row, what);
    const values = withoutNul(
      checked,
      layout,
      nulCharacters,
      () => `${what} ${formatKey(primaryKeyOf(record.schema, checked))}`,
    );
    declareTargetState(provider.state(primaryKeyOf(record.schema, values as Row<R>), values));
  }

  /**
   * Declares an index of vectors. It is built at the end of a run, beside readers and writers, and built anew only when its options change.
   * @throws PostgresError for an unknown column, one that holds no vectors, or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array | string>>): void {
    const [column] = this.#columns(options.column);
    this.#declareIndex("vector", options, vectorIndex(options, column as StoredColumn, this.name));
  }

  /**
   * Declares a full-text index; {@link textDocument} gives the expression that finds it.
   * @throws PostgresError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void {
    for (const { kind, name } of this.#columns(options.column)) {
      if (kind !== "string") throw this.#unfit(name, `holds ${kind}, not text`);
    }
    this.#declareIndex("fts", options, ftsIndex(options, this.name));
  }

  /**
   * Declares an index of one or more columns, for queries of your own.
   * @throws PostgresError for an unknown column, or options that do not fit.
   */
  declareIndex(options: IndexOptions<keyof R["columns"] & string>): void {
    this.#columns(options.column);
    this.#declareIndex("index", options, plainIndex(options, this.name));
  }

  /**
   * Declares SQL that belongs to the table: a trigger, a policy, an index that none of the other methods makes.
   * @throws PostgresError (`POSTGRES_SQL_COMMAND`) when a text is missing.
   */
  declareSqlCommand({ name, setup, teardown }: SqlCommandOptions): void {
    const given = [name, setup, ...(teardown === undefined ? [] : [teardown])];
    if (given.some((text) => typeof text !== "string" || text.trim() === "")) {
      throw new PostgresError(
        `Table ${this.name}: an SQL command has a name, a setup, and may have a teardown, all texts.`,
        {
          code: "POSTGRES_SQL_COMMAND",
          hint: 'declareSqlCommand({ name: "…", setup: "CREATE …", teardown: "DROP … IF EXISTS …" })',
        },
      );
    }
    const command: SqlCommand = teardown === undefined ? { setup } : { setup, teardown };
    declareTargetState(this.#mounted.provider.attachment<SqlCommand>(SQL_COMMAND).state(name, command));
  }

  #declareIndex(kind: string, options: { name?: string; column: string | readonly string[] }, wish: WishedIndex): void {
    const name = options.name ?? [options.column].flat().join("_");
    checkName(name, `an index of table ${this.name}`);
    const state = this.#mounted.provider.attachment<WishedIndex>(INDEX).state(indexName(this.name, kind, name), wish);
    declareTargetState(state);
  }

  #columns(given: string | readonly string[]): readonly StoredColumn[] {
    return [given].flat().map((name) => {
      const column = this.#mounted.layout.columns.find((candidate) => candidate.name === name);
      if (column === undefined) throw this.#unfit(name, "does not exist");
      return column;
    });
  }

  #unfit(column: string, problem: string): PostgresError {
    return new PostgresError(`Table ${this.name}: the column ${JSON.stringify(column)} of an index ${problem}.`, {
      code: "POSTGRES_INDEX_COLUMN",
      hint: `Columns: ${this.#mounted.layout.columns.map(({ name, type }) => `${name} (${type})`).join(", ")}.`,
    });
  }
}

/** The name of an index in the database, which has one list of names for all tables of a schema. */
function indexName(table: string, kind: string, name: string): string {
  const whole = `${table}__${kind}__${name}`;
  if (Buffer.byteLength(whole) <= 63) return whole;
  const hash = createHash("sha256").update(whole).digest("hex").slice(0, 16);
  return `coco__${kind}__${hash}`;
}
