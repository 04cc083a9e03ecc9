// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { AnyRecord, CocoError, CocoErrorOptions, Column, ContextKey, Row, RowInput } from "@coco/connectorkit";
import BetterSqlite3 from "better-sqlite3";
/** A connection to a SQLite database, as better-sqlite3 makes it. */
type Connection = BetterSqlite3.Database;
/** A prepared statement, as far as this package uses it. */
interface SqliteStatement {
  run(...parameters: unknown[]): {
    readonly changes: number;
  };
  all(...parameters: unknown[]): unknown[];
  get(...parameters: unknown[]): unknown;
  safeIntegers(on: boolean): unknown;
}
/** What this package needs of a connection. Any connection of better-sqlite3 fits, also one made without `connect`. */
interface SqliteClient {
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
}
interface ConnectOptions {
  /**
   * Whether sqlite-vec is loaded, for vector tables, vector indexes and `vec_…` functions: `"auto"` (default) if it is
   * installed, `true` or it is an error, `false` never.
   */
  readonly vectors?: boolean | "auto";
  /** Opens an existing file for reading only: for queries. Default false. */
  readonly readonly?: boolean;
}
/**
 * Opens a SQLite database. `file` is made, with its folder, if it does not exist; `":memory:"` is one that ends with the
 * connection.
 *
 * The connection writes ahead (WAL) and syncs each commit: what a run has reported as written outlives a power cut, and
 * readers are never in its way. Foreign keys are enforced.
 *
 * @throws SqliteError when the library is not installed or the file cannot be opened.
 */
export declare function connect(file: string, options?: ConnectOptions): Promise<Connection>;
type VectorMetric = "cosine" | "l1" | "l2";
/** A row that `findNearest` found. */
interface NearRow<R extends AnyRecord> {
  readonly row: Row<R>;
  /** The smaller the nearer. */
  readonly distance: number;
}
/** A row that `findText` found. */
interface MatchingRow<R extends AnyRecord> {
  readonly row: Row<R>;
  /** By BM25: the larger the better. It orders the rows of one answer, and says nothing across questions. */
  readonly score: number;
}
interface NearestQuery {
  /** The vector column. */
  readonly column: string;
  readonly vector: Float32Array | readonly number[];
  /** How many rows. Default 10. */
  readonly limit?: number;
  /** Without an index or a vector table, which have one of their own. Default `"cosine"`. */
  readonly metric?: VectorMetric;
  /** The name of the vector index. Default: the column. */
  readonly index?: string;
  /** Values of partition keys, in the order in which the index or the vector table has them: only such rows are looked at. */
  readonly partition?: readonly (number | string)[];
}
/**
 * The rows whose vectors are nearest. With a vector index or a vector table it is asked; else every row is compared. The
 * connection needs sqlite-vec.
 *
 * @throws SqliteError when there is no such table, or no sqlite-vec.
 */
export declare function findNearest<R extends AnyRecord>(db: SqliteClient, table: string, schema: R, query: NearestQuery): NearRow<R>[];
interface TextQuery {
  readonly text: string;
  /** The name of the full-text index: by default its columns, joined by `_`. */
  readonly index: string;
  /** How many rows. Default 10. */
  readonly limit?: number;
  /** `"words"` (default): rows with any of the words, whatever signs the text holds. `"fts5"`: a query in FTS5's own language. */
  readonly syntax?: "fts5" | "words";
}
/**
 * The rows that match a text best, by BM25.
 *
 * @throws SqliteError when there is no such table or index, or a query in FTS5's language cannot be read.
 */
export declare function findText<R extends AnyRecord>(db: SqliteClient, table: string, schema: R, query: TextQuery): MatchingRow<R>[];
type FtsTokenizer = "ascii" | "porter" | "trigram" | "unicode61";
interface FtsIndexOptions<ColumnName extends string = string> {
  /** Columns of text that are searched. */
  readonly columns: readonly ColumnName[];
  /** A name among the table's full-text indexes. Default: the columns, joined by `_`. */
  readonly name?: string;
  /**
   * How text is cut into words: `"unicode61"` (default), `"porter"` (English word stems), `"trigram"` (any three letters:
   * parts of words, and languages without spaces), `"ascii"`.
   */
  readonly tokenizer?: FtsTokenizer;
  /** Whether `é` is found by `e`. Default true; not for `"ascii"`. */
  readonly foldDiacritics?: boolean;
  /** Lengths of beginnings of words for which prefix searches (`wor*`) are made fast. Default: none. */
  readonly prefix?: readonly number[];
}
/** What to do with a table that exists and that this app did not make. */
type OnExisting = "adopt" | "error" | "replace";
/** That values of some columns are those of rows of another table. */
interface ForeignKeyOptions<ColumnName extends string = string> {
  readonly columns: readonly ColumnName[];
  /** The other table, and its columns, which are its primary key or unique together. */
  readonly references: {
    readonly table: string;
    readonly columns: readonly string[];
  };
  /** What happens when the other row goes. Default `"no action"`: it cannot, when the batch ends. */
  readonly onDelete?: "cascade" | "no action" | "set null";
}
/** A table of sqlite-vec's module vec0. */
interface VectorTableOptions<ColumnName extends string = string> {
  readonly module: "vec0";
  /** Default `"cosine"`. */
  readonly metric?: VectorMetric;
  /** Columns by whose values the vectors are kept apart: a search that gives them looks at no others. */
  readonly partitionKeys?: readonly ColumnName[];
  /** Columns that are kept beside and cannot be searched by; of all kinds, nullable too. */
  readonly auxiliary?: readonly ColumnName[];
}
interface TableOptions<ColumnName extends string = string> {
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
interface VectorIndexOptions<ColumnName extends string = string, PartitionName extends string = string> {
  /** A vector column. */
  readonly column: ColumnName;
  /** A name among the table's vector indexes. Default: the column. */
  readonly name?: string;
  /** Default `"cosine"`. */
  readonly metric?: VectorMetric;
  /** Columns of text or integers, not nullable, by whose values a search can be narrowed before it begins; 4 at most. */
  readonly partitionKeys?: readonly PartitionName[];
}
/** Names of the columns of a record that hold values of a type, or null. */
type ColumnsOf<R extends AnyRecord, Value> = { [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean> ? [NonNullable<Out>] extends [Value] ? K : never : never; }[keyof R["columns"] & string];
interface IndexOptions<ColumnName extends string = string> {
  /** In order. */
  readonly columns: readonly ColumnName[];
  /** A name among the table's indexes. Default: the columns, joined by `_`. */
  readonly name?: string;
}
/**
 * A mounted table: what it should hold is declared here. As an argument of a memoized function it counts by its path.
 * A table of another record, with more columns or fewer, does not stand in for it.
 */
export declare class TableTarget<in out R extends AnyRecord = AnyRecord> {
  #private;
  /** The table's name. */
  readonly name: string;
  /**
   * Declares that the table should hold this row. It replaces a row with the same primary key, and is deleted when no
   * component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareRow(row: RowInput<R>): void;
  /**
   * Declares an index, which makes searches by these columns fast.
   * @throws SqliteError for an unknown column.
   */
  declareIndex(options: IndexOptions<keyof R["columns"] & string>): void;
  /**
   * Declares a full-text index (FTS5) of one or more columns, for `findText` and for `MATCH`. Triggers keep it up to date.
   * @throws SqliteError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void;
  /**
   * Declares a vector index (sqlite-vec), for `findNearest`. A search still compares with every vector, of the partition if
   * one is given, but reads nothing else. Triggers keep it up to date.
   * @throws SqliteError for an unknown column, one that holds no vectors, or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array>, ColumnsOf<R, number | string>>): void;
}
/**
 * Makes a table part of what the app looks after, in the database that `db` stands for, and resolves when it exists.
 * The name of the context key and the table's name are its identity across runs: a renamed one is another table.
 *
 * Columns come and go in place; another primary key, another type of a column, and other rules (`strict`, `unique`,
 * `foreignKeys`, `virtual`) make the table anew.
 *
 * @throws SqliteError for names and options that SQLite cannot take, or a table that is not this app's.
 */
export declare function mountTable<C extends SqliteClient, R extends AnyRecord>(db: ContextKey<C>, name: string, schema: R, options?: TableOptions<keyof R["columns"] & string>): Promise<TableTarget<R>>;
/** SQLite refused something, or was asked for something that it cannot hold. */
export declare class SqliteError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: another connection holds the lock. */
  readonly isRetryable: boolean;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
  });
}
/**
 * Rows as they were declared, from rows as better-sqlite3 gives them (`statement.all()`): booleans, dates, JSON, lists, vectors
 * and UUIDs are themselves again. Columns that the query did not select are absent; those that the record does not know,
 * such as computed ones, stay as they are.
 *
 * For integers past 2^53 the statement has to read them as such: `statement.safeIntegers()`.
 */
export declare function toRows<R extends AnyRecord>(rows: readonly unknown[], schema: R): Row<R>[];
export type { ColumnsOf, ConnectOptions, Connection, ForeignKeyOptions, FtsIndexOptions, FtsTokenizer, IndexOptions, MatchingRow, NearRow, NearestQuery, OnExisting, SqliteClient, SqliteStatement, TableOptions, TextQuery, VectorIndexOptions, VectorMetric, VectorTableOptions };
