// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { AnyRecord, CocoError, CocoErrorOptions, Column, ContextKey, Row, RowInput } from "@coco/connectorkit";
import * as LanceDb from "@lancedb/lancedb";
import * as Arrow from "apache-arrow";
/** A connection to a LanceDB database, as LanceDB's own library makes it. */
type Connection = LanceDb.Connection;
/** A table of LanceDB's own library. */
type Table = LanceDb.Table;
/** What this package needs of a connection. Any connection of `@lancedb/lancedb` fits, also one made without `connect`. */
interface LanceDbClient {
  openTable(name: string): Promise<LanceDb.Table>;
  createEmptyTable(name: string, schema: LanceDb.SchemaLike): Promise<LanceDb.Table>;
  dropTable(name: string): Promise<void>;
}
/** LanceDB's own options: storage options for object stores, API key and region for its cloud. */
type ConnectOptions = Partial<LanceDb.ConnectionOptions>;
/**
 * Connects to a LanceDB database. `uri` is a folder (created if it does not exist, relative to the working directory),
 * or an address such as `s3://bucket/path`. The native library is loaded here, not when this package is imported.
 *
 * Reads are always fresh (`readConsistencyInterval: 0`) unless `options` say otherwise: LanceDB's own default lets a
 * second handle see an old version of a table for ever.
 *
 * @throws LanceDbError when the library is not installed, or the folder cannot be created or is not a folder.
 */
export declare function connect(uri: string, options?: ConnectOptions): Promise<Connection>;
/** Languages whose words LanceDB can reduce to their stems. */
export declare const FTS_LANGUAGES: readonly ["Arabic", "Danish", "Dutch", "English", "Finnish", "French", "German", "Greek", "Hungarian", "Italian", "Norwegian", "Portuguese", "Romanian", "Russian", "Spanish", "Swedish", "Tamil", "Turkish"];
type FtsLanguage = (typeof FTS_LANGUAGES)[number];
/** How a text becomes words. Chinese, Japanese and Korean put no spaces between words: they need "icu" or "ngram". */
type FtsTokenizer = "icu" | "icu/split" | "ngram" | "raw" | "simple" | "whitespace" | `jieba/${string}` | `lindera/${string}`;
interface FtsIndexOptions<Column extends string = string> {
  /** A name among the table's full-text indexes. Default: the column. */
  readonly name?: string;
  readonly column: Column;
  /** Default "simple": cut at white space and punctuation. */
  readonly tokenizer?: FtsTokenizer;
  /** The language of stems and stop words. Default "English". */
  readonly language?: FtsLanguage;
  /** Keep the places of words, which searching for phrases needs. Default true. */
  readonly withPosition?: boolean;
  /** Find "run" in "running". Default true, except with "ngram" and "raw". */
  readonly stem?: boolean;
  /** Leave out words such as "the". Default true, except with "ngram" and "raw". */
  readonly removeStopWords?: boolean;
  /** Stop words in place of the language's own. */
  readonly stopWords?: readonly string[];
  /** Default true. */
  readonly lowercase?: boolean;
  /** Find "café" by "cafe". Default true. */
  readonly asciiFolding?: boolean;
  /** Longer words are left out. LanceDB's default is 40. */
  readonly maxTokenLength?: number;
  /** "ngram" only. Default 2, so that a CJK word of two characters is found. */
  readonly ngramMinLength?: number;
  /** "ngram" only. Default 3. */
  readonly ngramMaxLength?: number;
  /** "ngram" only: index the beginnings of words only. Default false. */
  readonly prefixOnly?: boolean;
}
/** LanceDB refused something, or was asked for something that it cannot hold. */
export declare class LanceDbError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: another writer was faster, or the storage did not answer. */
  readonly isRetryable: boolean;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
  });
}
/** What to do with a table that exists and that this app did not make. */
type OnExisting = "adopt" | "error" | "replace";
/** How vectors are compared. A search must ask for the same: `.distanceType("cosine")`. */
type VectorMetric = "cosine" | "dot" | "l2";
type VectorIndexType = "hnswPq" | "hnswSq" | "ivfFlat" | "ivfPq" | "ivfRq";
interface VectorIndexOptions<Column extends string = string> {
  /** A name among the table's vector indexes. Default: the column. */
  readonly name?: string;
  readonly column: Column;
  /** Default "cosine". */
  readonly metric?: VectorMetric;
  /** Default "ivfPq", which is LanceDB's own. "hnswSq" is built faster and finds more, and needs more memory. */
  readonly type?: VectorIndexType;
  /**
   * The index is built at the end of the first run that leaves this many rows in the table; until then a search compares
   * with every row, which is exact and takes milliseconds. Default 5,000; at least 256 for the types with `Pq`.
   */
  readonly minRows?: number;
  /** All types. Default: LanceDB's choice from the number of rows. */
  readonly numPartitions?: number;
  /** Types with `Pq`. Must divide the vector's length. */
  readonly numSubVectors?: number;
  /** "ivfPq" (4 or 8; default 8) and "ivfRq" (default 1). */
  readonly numBits?: number;
  /** HNSW types: neighbours of a node. LanceDB's default is 20. */
  readonly m?: number;
  /** HNSW types: candidates looked at while building. LanceDB's default is 300. */
  readonly efConstruction?: number;
  /** All types: rounds of k-means in training. LanceDB's default is 50. */
  readonly maxIterations?: number;
  /** All types: vectors sampled per partition in training. LanceDB's default is 256. */
  readonly sampleRate?: number;
}
/** Names of the columns of a record that hold values of a type, or null. */
type ColumnsOf<R extends AnyRecord, Value> = { [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean> ? [NonNullable<Out>] extends [Value] ? K : never : never; }[keyof R["columns"] & string];
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
   * Declares a vector index. It is built at the end of a run, once the table has `minRows` rows, and built anew when its
   * options change; a search needs none.
   * @throws LanceDbError for an unknown column, one that holds no vectors, or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array>>): void;
  /**
   * Declares a full-text index, which full-text and hybrid searches need. It is built at once, also on an empty table;
   * later rows are found before they are indexed.
   * @throws LanceDbError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void;
}
interface TableOptions {
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
}
/**
 * Makes a table part of what the app looks after, in the database that `db` stands for, and resolves when it exists.
 * The name of the context key and the table's name are its identity across runs: a renamed one is another table.
 *
 * Columns that take nulls are added in place; a dropped column, or a new one without nulls, has the rows written again;
 * another primary key or type of a column makes the table anew.
 *
 * @throws LanceDbError for a table name or column name that LanceDB cannot take, or a table that is not this app's.
 */
export declare function mountTable<C extends LanceDbClient, R extends AnyRecord>(db: ContextKey<C>, name: string, schema: R, options?: TableOptions): Promise<TableTarget<R>>;
/** What a search adds to a row; which of them depends on the kind of search. */
interface SearchScores {
  /** Vector search: the distance; smaller is nearer. */
  readonly _distance?: number;
  /** Full-text search: the score; larger is better. */
  readonly _score?: number;
  /** Hybrid search: the score after reranking; larger is better. */
  readonly _relevance_score?: number;
}
/** A row that a query found. Columns that the query did not select are absent. */
type FoundRow<R extends AnyRecord> = Row<R> & SearchScores;
/** Any query of LanceDB. */
interface RowQuery {
  toArrow(): Promise<Arrow.Table>;
}
/**
 * Runs a query and gives its rows as plain objects, which LanceDB's `toArray()` does not: there a vector is a view into
 * Arrow's memory, an integer a bigint and a date a number.
 *
 * With the table's record, values are those that `declareRow` took. Without it, what the table does not say is left as
 * stored: an integer is a number where that is exact and else a bigint, JSON and UUIDs are text.
 */
export declare function toRows<R extends AnyRecord>(query: RowQuery, schema: R): Promise<FoundRow<R>[]>;
export declare function toRows(query: RowQuery): Promise<Record<string, unknown>[]>;
export type { ColumnsOf, ConnectOptions, Connection, FoundRow, FtsIndexOptions, FtsLanguage, FtsTokenizer, LanceDbClient, OnExisting, RowQuery, SearchScores, Table, TableOptions, VectorIndexOptions, VectorIndexType, VectorMetric };
