// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { AnyRecord, CocoError, CocoErrorOptions, Column, ContextKey, JsonValue, Row, RowInput, SparseVector, StableKey } from "@coco/connectorkit";
import { QdrantClient, QdrantClientParams, Schemas } from "@qdrant/js-client-rest";
/** A client of `@qdrant/js-client-rest`, as it is. */
type Connection = QdrantClient;
/** What the connector needs of a client. Any `QdrantClient` fits, also one made without `connect`. */
type QdrantLike = Pick<QdrantClient, "createCollection" | "createPayloadIndex" | "createVectorName" | "delete" | "deleteCollection" | "deletePayloadIndex" | "deleteVectorName" | "getCollection" | "scroll" | "updateCollection" | "upsert">;
/** Shapes of Qdrant's API, as its client names them. */
type QdrantSchemas = Schemas;
/** The client's own options: `apiKey`, `timeout` in milliseconds, `headers`, … */
type ConnectOptions = Omit<QdrantClientParams, "host" | "https" | "url">;
/**
 * Makes a client for the server at `url`. Nothing is asked of the server yet.
 *
 * @param url - `"http://127.0.0.1:6333"`, also with a path behind which the server stands; without a port it is 6333. Default: the environment
 * variable `QDRANT_URL`.
 * @param options - default of `apiKey`: the environment variable `QDRANT_API_KEY`; of `timeout`: 60,000.
 * @throws QdrantError when the client is not installed, or there is no address; it never shows the address, which may hold a password.
 */
export declare function connect(url?: string | undefined, options?: ConnectOptions): Promise<Connection>;
type VectorDistance = "cosine" | "dot" | "euclid" | "manhattan";
/** How the vectors of one column are kept and found. */
interface VectorOptions {
  /** The vector's name in the collection. Default: that of the column. `""` is the vector without a name. */
  readonly name?: string;
  /** Default `"cosine"`, with which Qdrant keeps vectors with the length 1. Not for sparse vectors. */
  readonly distance?: VectorDistance;
  /** How numbers are stored. Default: as the column says, `"float32"` where it says nothing. Not for sparse vectors. */
  readonly datatype?: "float16" | "float32" | "uint8";
  /** Keep vectors on disk. Default: Qdrant's own. Not for sparse vectors. */
  readonly onDisk?: boolean;
  /** Options of the index, as Qdrant names them. Not for sparse vectors. */
  readonly hnsw?: QdrantSchemas["HnswConfigDiff"];
  /** As Qdrant names it: `{ scalar: { type: "int8" } }`. Not for sparse vectors. */
  readonly quantization?: QdrantSchemas["QuantizationConfig"];
  /** For sparse vectors: `"idf"` has words count the more the fewer points have them. Default: none. */
  readonly modifier?: "idf";
}
/** Names of the columns that are kept as vectors; any name where the record's type is not known. */
type VectorColumnsOf<R extends AnyRecord> = { [Name in keyof R["columns"] & string]: R["columns"][Name] extends Column<infer Out, infer _In, boolean> ? [NonNullable<Out>] extends [Float32Array | readonly Float32Array[] | SparseVector] ? Name : never : never; }[keyof R["columns"] & string];
interface CollectionOptions<Columns extends string = string> {
  /**
   * `"system"` (default): the app makes, changes and drops the collection. `"user"`: the collection is there and stays;
   * the app writes and deletes its own points, and checks that their vectors fit.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a collection of that name that this app did not make: `"error"` (default), `"adopt"` it with its points, or
   * `"replace"` it by an empty one.
   */
  readonly onExisting?: OnExisting;
  /** By column. */
  readonly vectors?: Readonly<Partial<Record<Columns, VectorOptions>>>;
  /** Defaults of all vectors' indexes, as Qdrant names them. */
  readonly hnsw?: QdrantSchemas["HnswConfigDiff"];
  /** Default of all vectors. */
  readonly quantization?: QdrantSchemas["QuantizationConfig"];
  readonly optimizers?: QdrantSchemas["OptimizersConfigDiff"];
  /** Keep payloads on disk. Default: Qdrant's own. */
  readonly onDiskPayload?: boolean;
  readonly replicationFactor?: number;
  readonly writeConsistencyFactor?: number;
  /** Cannot be changed in place: another number has the collection made anew. */
  readonly shardNumber?: number;
  /**
   * `true` (default): a batch counts as written when searches find it. `false`: when the server has it in its log, which
   * is faster; searches find it a little later.
   */
  readonly wait?: boolean;
}
/** What to do with a collection that exists and that this app did not make. */
type OnExisting = "adopt" | "error" | "replace";
type PayloadIndexType = QdrantSchemas["PayloadSchemaType"];
interface PayloadIndexOptions<Column extends string = string> {
  readonly column: Column;
  /** A place inside the JSON of the column: `"author.name"`, `"tags[]"`. */
  readonly path?: string;
  /** Default: by the column: `"keyword"` for text. JSON has none: say it. */
  readonly type?: PayloadIndexType;
  /** Further options, as Qdrant names them: `{ tokenizer: "word", lowercase: true }` of a text index. */
  readonly params?: Readonly<Record<string, JsonValue>>;
}
/**
 * A mounted collection: what it should hold is declared here. As an argument of a memoized function it counts by its path.
 */
export declare class CollectionTarget<in out R extends AnyRecord = AnyRecord> {
  #private;
  /** The collection's name. */
  readonly name: string;
  /**
   * Declares that the collection should hold a point with this row. It replaces one with the same primary key, as a whole,
   * and is deleted when no component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareRow(row: RowInput<R>): void;
  /**
   * Declares an index of a field of the payload, which makes filters on it fast. It is made after the points of a run, and
   * anew when its options change.
   * @throws QdrantError for an unknown column, or one that cannot have such an index.
   */
  declarePayloadIndex(options: PayloadIndexOptions<keyof R["columns"] & string>): void;
}
/** Points as the client gives them: `scroll`, `retrieve`, `query`. */
interface FoundPoint {
  readonly payload?: unknown;
  readonly vector?: unknown;
  readonly score?: number;
}
/**
 * Makes a collection part of what the app looks after, on the server that `db` stands for, and resolves when it exists.
 * The name of the context key and the collection's name are its identity across runs: a renamed one is another one.
 *
 * Columns of vectors become vectors, named after them; all others stand in the payload. Options of indexes and vectors
 * that come or go are changed in place; another primary key, a vector without a name that changes, or another number of
 * shards make the collection anew.
 *
 * @throws QdrantError for names and options that Qdrant does not take, or a collection that is not this app's.
 */
export declare function mountCollection<C extends QdrantLike, R extends AnyRecord>(db: ContextKey<C>, name: string, schema: R, options?: CollectionOptions<VectorColumnsOf<R>>): Promise<CollectionTarget<R>>;
/** What Qdrant takes: an unsigned integer, or a UUID as text. */
type PointId = bigint | number | string;
/**
 * The id of the point that holds the row of a key. An integer that is not negative and a `Uuid` are ids as they are; of
 * any other key, also one of several columns, a UUID is made that is the same on every machine.
 */
export declare function pointId(key: StableKey): PointId;
/** Qdrant refused something, or was asked for something that it cannot hold. */
export declare class QdrantError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: too many requests, a server that is starting, a connection that was lost. */
  readonly isRetryable: boolean;
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | undefined;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
    readonly status?: number | undefined;
  });
}
/** A row that a query found. Columns that the answer does not hold are absent: vectors come with `with_vector: true`. */
type FoundRow<R extends AnyRecord> = Partial<Row<R>> & {
  /** Of a search: how near it is. */
  readonly _score?: number;
};
/** What the client's `query`, `scroll` and `retrieve` give. */
type Answer = {
  readonly points: readonly FoundPoint[];
} | readonly FoundPoint[];
/**
 * Turns what the client answers into rows of a record, with the values that `declareRow` took.
 *
 * @param answer - or the promise of it.
 * @param vectorNames - of columns whose vectors have another name than theirs, as in the option `vectors`.
 * @throws QdrantError where the promise fails, which says more than the client's own error, its `cause`.
 */
export declare function toRows<R extends AnyRecord>(answer: Answer | PromiseLike<Answer>, schema: R, vectorNames?: Readonly<Record<string, string>>): Promise<FoundRow<R>[]>;
export type { Answer, CollectionOptions, ConnectOptions, Connection, FoundPoint, FoundRow, OnExisting, PayloadIndexOptions, PayloadIndexType, PointId, QdrantLike, QdrantSchemas, VectorColumnsOf, VectorDistance, VectorOptions };
