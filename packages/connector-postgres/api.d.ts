// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { AnyRecord, CocoError, CocoErrorOptions, Column, ContextKey, LiveMapView, Row, RowInput, Source, StableKey } from "@coco/connectorkit";
/** What a query gives: the part of it that this package reads. */
interface QueryAnswer {
  readonly rows: readonly unknown[];
  readonly rowCount: number | null;
}
/** One connection that a pool lends: what this package needs of it. */
interface PoolConnection {
  query(text: string, values?: unknown[]): Promise<QueryAnswer>;
  /** Gives it back; `true` ends it instead. */
  release(destroy?: boolean): void;
  on?(event: "error" | "notification", listener: (payload: unknown) => void): unknown;
  removeListener?(event: "error" | "notification", listener: (payload: unknown) => void): unknown;
}
/**
 * What this package needs of a pool of connections. A `Pool` of `pg` fits, and one that offers the same methods, such as that of
 * `@neondatabase/serverless`. Each table that is written uses one connection at a time, and each live source keeps one.
 */
interface PostgresPool {
  connect(): Promise<PoolConnection>;
  query(text: string, values?: unknown[]): Promise<QueryAnswer>;
}
/** A pool that {@link connect} made. */
interface Pool extends PostgresPool {
  /** Ends all connections. Call it in `env.defer()`, which runs after all updates have ended. */
  end(): Promise<void>;
}
/** How connections are made; whatever else `pg` takes can be given too. */
interface ConnectOptions {
  /** The most connections. Default 10. Each table that is written at the same time uses one, and each live source keeps one. */
  readonly max?: number;
  /** How long a connection may take to be made, in milliseconds. Default 10,000. */
  readonly connectionTimeoutMillis?: number;
  /** What the server shows of them, in `pg_stat_activity`. Default "coco". */
  readonly application_name?: string;
  readonly [option: string]: unknown;
}
/**
 * Makes a pool of connections; none is made before it is needed.
 *
 * @param address - `postgres://user:password@host:port/database`; left out, `pg` reads PGHOST, PGUSER, PGPASSWORD and so on.
 * @throws PostgresError (`POSTGRES_NOT_INSTALLED`, `POSTGRES_ADDRESS`); it never shows the address, which may hold a password.
 */
export declare function connect(address?: string, options?: ConnectOptions): Promise<Pool>;
/** What is searched for words: columns, and the language that decides what a word is. */
interface TextSearch<Column extends string = string> {
  /** One column, or several whose texts count as one. */
  readonly column: Column | readonly Column[];
  /** A text search configuration: "english" (default), "german", "simple", … (`SELECT cfgname FROM pg_ts_config`). */
  readonly language?: string;
}
interface FtsIndexOptions<Column extends string = string> extends TextSearch<Column> {
  /** A name among the table's full-text indexes. Default: the columns. */
  readonly name?: string;
}
/**
 * The document that a full-text index of these options stands on, as SQL: a search finds the index when it uses the same.
 *
 * ```ts
 * const found = await pool.query(`SELECT * FROM docs WHERE ${textDocument({ column: "text" })} @@ websearch_to_tsquery('english', $1)`, [words]);
 * ```
 */
export declare function textDocument({ column, language }: TextSearch): string;
/** What is done with the character U+0000 in texts, which Postgres cannot hold in any type but bytes. */
type NulCharacters = "error" | "remove";
/** What to do with a table that exists and that this app did not make. */
type OnExisting = "adopt" | "error" | "replace";
type IndexMethod = "brin" | "btree" | "gin" | "gist" | "hash" | "spgist";
interface IndexOptions<Column extends string = string> {
  /** One column, or several in order. */
  readonly column: Column | readonly Column[];
  /** A name among the table's plain indexes. Default: the columns. */
  readonly name?: string;
  /** Default "btree"; "gin" for JSON and arrays, "gist" for ranges. */
  readonly method?: IndexMethod;
}
/**
 * How vectors are compared. A search must use its operator: `<=>` cosine, `<->` l2, `<#>` inner product, `<+>` l1, and for
 * bits `<~>` hamming, `<%>` jaccard.
 */
type VectorMetric = "cosine" | "hamming" | "ip" | "jaccard" | "l1" | "l2";
type VectorIndexMethod = "hnsw" | "ivfflat";
interface VectorIndexOptions<Column extends string = string> {
  readonly column: Column;
  /** A name among the table's vector indexes. Default: the column. */
  readonly name?: string;
  /** Default "cosine", for bits "hamming". */
  readonly metric?: VectorMetric;
  /** Default "hnsw". "ivfflat" is built faster and smaller, and finds less as rows come in after it was built. */
  readonly method?: VectorIndexMethod;
  /** HNSW: the most neighbours of a node, 2 to 100. pgvector's default is 16. */
  readonly m?: number;
  /** HNSW: candidates looked at while building, 4 to 1,000, at least twice `m`. pgvector's default is 64. */
  readonly efConstruction?: number;
  /** IVFFlat: into how many lists, 1 to 32,768. Default: from the number of rows when it is built. */
  readonly lists?: number;
  /**
   * The index is built at the end of the first run that leaves this many rows in the table; until then a search compares with
   * every row. Default 0 for "hnsw", 1,000 for "ivfflat", which learns its lists from the rows that are there.
   */
  readonly minRows?: number;
}
/** Names of the columns of a record that hold values of a type, or null. */
type ColumnsOf<R extends AnyRecord, Value> = { [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean> ? [NonNullable<Out>] extends [Value] ? K : never : never; }[keyof R["columns"] & string];
/** SQL that belongs to a table. */
interface SqlCommandOptions {
  /** A name among the table's SQL commands. */
  readonly name: string;
  /** Run when the command is declared first, and when it changed. In a transaction: `CONCURRENTLY` is not possible. */
  readonly setup: string;
  /** Run before a changed `setup`, when the command is not declared any more, and before the table is dropped. */
  readonly teardown?: string;
}
/** A mounted table: what it should hold is declared here. As an argument of a memoized function it counts by its path. */
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
   * Declares an index of vectors. It is built at the end of a run, beside readers and writers, and built anew only when its options change.
   * @throws PostgresError for an unknown column, one that holds no vectors, or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array | string>>): void;
  /**
   * Declares a full-text index; {@link textDocument} gives the expression that finds it.
   * @throws PostgresError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void;
  /**
   * Declares an index of one or more columns, for queries of your own.
   * @throws PostgresError for an unknown column, or options that do not fit.
   */
  declareIndex(options: IndexOptions<keyof R["columns"] & string>): void;
  /**
   * Declares SQL that belongs to the table: a trigger, a policy, an index that none of the other methods makes.
   * @throws PostgresError (`POSTGRES_SQL_COMMAND`) when a text is missing.
   */
  declareSqlCommand({ name, setup, teardown }: SqlCommandOptions): void;
}
interface TableOptions<Column extends string = string> {
  /** The schema that holds the table, made if it is not there. Default "public". */
  readonly schema?: string;
  /**
   * Types other than the usual ones, by column, in SQL: `{ price: "numeric(12,2)", mood: "app.mood" }`. A column of texts takes any type
   * that Postgres reads from text: enums, ranges, `inet`, `interval`, `tsvector`, `bit(64)`; one of lists takes arrays of them.
   */
  readonly columns?: { readonly [K in Column]?: string; };
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
  /** Postgres cannot keep the character U+0000 in texts and JSON: `"error"` (default), or `"remove"` it. */
  readonly nulCharacters?: NulCharacters;
}
/**
 * Makes a table part of what the app looks after, in the database that `db` stands for, and resolves when it exists.
 * The name of the context key, the schema and the table's name are its identity across runs: a renamed one is another table.
 *
 * Columns are added, dropped and converted in place, and rows written again where they may lack a value; another primary
 * key makes the table anew.
 *
 * @throws PostgresError for a name or type that Postgres cannot take, or a table that is not this app's.
 */
export declare function mountTable<C extends PostgresPool, R extends AnyRecord>(db: ContextKey<C>, name: string, schema: R, options?: TableOptions<keyof R["columns"] & string>): Promise<TableTarget<R>>;
/** Postgres refused something, did not answer, or was asked for something that it cannot hold. */
export declare class PostgresError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: the connection was lost, another transaction was faster. */
  readonly isRetryable: boolean;
  /** The SQLSTATE, where Postgres gave one: "23505". */
  readonly sqlState?: string;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
    readonly sqlState?: string | undefined;
  });
}
/** How a table or query is read. */
interface ReadOptions {
  /** Values of `$1`, `$2`, … in the query, or in `where`. */
  readonly parameters?: readonly unknown[];
  /** How many rows are read at a time. Default 1,000. */
  readonly pageSize?: number;
  /**
   * Whether all pages show the table as it was when the scan began. Default true. A transaction is open meanwhile, which keeps
   * the server from cleaning up; `false` lets each page see the present, for scans that take hours.
   */
  readonly snapshot?: boolean;
}
interface ReadTableOptions extends ReadOptions {
  /** Default "public". */
  readonly schema?: string;
  /** Which rows are read: a condition in SQL, `"price > $1"`. Default: all. */
  readonly where?: string;
  /**
   * A column of the table that gets another value with every change of a row: a time, a version (`xmin` too, until a restore). Items are then
   * {@link StoredRow}s: a scan reads keys and this column, and only what changed is read whole.
   */
  readonly ordinal?: string;
  /** Whether changes are reported while the app runs live. Default false. */
  readonly live?: boolean | LiveOptions;
}
interface LiveOptions {
  /**
   * A channel on which you notify of changes; nothing is installed then. The payload is a JSON list of keys, each a list of
   * the texts of its columns, `[["17"],["18"]]`; with any other, all rows are looked at. Default: a trigger of ours, installed when watching begins
   * and removed when nobody watches any more.
   */
  readonly channel?: string;
}
interface ReadQueryOptions extends ReadOptions {
  /** A channel on which you notify of changes, as with {@link LiveOptions}: nothing is installed for a query. */
  readonly live?: {
    readonly channel: string;
  };
}
/**
 * The rows of a query, one item each, by the primary key of the record. The query is run once a page, so its rows should be found
 * by their keys; it has no `ORDER BY` or `LIMIT` of its own that matter. Call it in a component.
 *
 * @param query - a SELECT with a column for each of the record's, under their names.
 * @throws PostgresError (`POSTGRES_OPTIONS`) for what cannot be.
 */
export declare function readQuery<C extends PostgresPool, R extends AnyRecord>(db: ContextKey<C>, query: string, schema: R, options: ReadQueryOptions & Required<Pick<ReadQueryOptions, "live">>): LiveMapView<Row<R>>;
export declare function readQuery<C extends PostgresPool, R extends AnyRecord>(db: ContextKey<C>, query: string, schema: R, options?: ReadQueryOptions): Source<Row<R>>;
/**
 * A row that is known by its key and by a column that changes with it. As an argument of a memoized function it counts
 * as changed when that column does; it is read whole only then.
 */
declare class StoredRow<Row> {
  #private;
  readonly key: StableKey;
  /** The text of the column that changes with the row. */
  readonly ordinal: string | null;
  /**
   * Reads the row as it is now; rows that are read at the same time are read together.
   * @throws PostgresError (`POSTGRES_ROW_GONE`) when it was deleted since it was found.
   */
  read(): Promise<Row>;
}
/**
 * The rows of a table, one item each, by the primary key of the record, which need not have all of the table's columns.
 * Call it in a component.
 *
 * Items are plain rows, which count as changed when their values do; with `ordinal`, {@link StoredRow}s. With `live` the
 * source also reports changes while the app runs live.
 *
 * @param db - the pool, by its context key.
 * @throws PostgresError (`POSTGRES_OPTIONS`, `POSTGRES_NAME`) for what cannot be.
 */
export declare function readTable<C extends PostgresPool, R extends AnyRecord>(db: ContextKey<C>, table: string, schema: R, options: ReadTableOptions & {
  readonly ordinal: string;
  readonly live: LiveOptions | true;
}): LiveMapView<StoredRow<Row<R>>>;
export declare function readTable<C extends PostgresPool, R extends AnyRecord>(db: ContextKey<C>, table: string, schema: R, options: ReadTableOptions & {
  readonly ordinal: string;
}): Source<StoredRow<Row<R>>>;
export declare function readTable<C extends PostgresPool, R extends AnyRecord>(db: ContextKey<C>, table: string, schema: R, options: ReadTableOptions & {
  readonly ordinal?: never;
  readonly live: LiveOptions | true;
}): LiveMapView<Row<R>>;
export declare function readTable<C extends PostgresPool, R extends AnyRecord>(db: ContextKey<C>, table: string, schema: R, options?: ReadTableOptions & {
  readonly ordinal?: never;
}): Source<Row<R>>;
/**
 * The rows that a query gives, in its order, typed by a record of the columns wanted, whatever parsers the driver has: for
 * searches. The record may have columns that the query computes, such as a score.
 *
 * @param values - of `$1`, `$2`, … in the query.
 * @throws PostgresError when the query fails, or a value is not what the record says.
 */
export declare function queryRows<R extends AnyRecord>(pool: PostgresPool, schema: R, query: string, values?: readonly unknown[]): Promise<Row<R>[]>;
/** A vector as a parameter of a query: `… ORDER BY embedding <=> $1::vector`. */
export declare function vectorText(vector: Float32Array | readonly number[]): string;
export type { ColumnsOf, ConnectOptions, FtsIndexOptions, IndexMethod, IndexOptions, LiveOptions, NulCharacters, OnExisting, Pool, PoolConnection, PostgresPool, QueryAnswer, ReadOptions, ReadQueryOptions, ReadTableOptions, SqlCommandOptions, StoredRow, TableOptions, TextSearch, VectorIndexMethod, VectorIndexOptions, VectorMetric };
