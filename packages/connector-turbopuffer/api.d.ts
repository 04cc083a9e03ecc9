// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { AnyRecord, CocoError, CocoErrorOptions, ContextKey, Row, RowInput } from "@coco/connectorkit";
import { ClientOptions, Turbopuffer } from "@turbopuffer/turbopuffer";
import { Language, Tokenizer } from "@turbopuffer/turbopuffer/resources/namespaces";
/** A client of `@turbopuffer/turbopuffer`, as it is. */
type Connection = Turbopuffer;
type Namespace = ReturnType<Turbopuffer["namespace"]>;
/** A namespace of the client's, as far as the connector needs it. */
type NamespaceLike = { readonly [Method in "deleteAll" | "query" | "schema" | "updateSchema" | "write"]: (...args: Parameters<Namespace[Method]>) => Promise<Awaited<ReturnType<Namespace[Method]>>>; };
/** What the connector needs of a client. Any `Turbopuffer` fits, also one made without `connect`. */
interface TurbopufferLike {
  namespace(name: string): NamespaceLike;
}
/** The client's own options: `apiKey`, `region`, `baseURL`, `timeout` in milliseconds, … */
type ConnectOptions = ClientOptions;
/**
 * Makes a client. Nothing is asked of the service yet.
 *
 * @param options - defaults: the environment variables `TURBOPUFFER_API_KEY`, `TURBOPUFFER_REGION` and
 * `TURBOPUFFER_BASE_URL`.
 * @throws TurbopufferError when the client is not installed, or key or region are missing.
 */
export declare function connect(options?: ConnectOptions): Promise<Connection>;
/** A row as the client gives it. */
interface FoundDocument {
  readonly id: number | string;
  readonly $dist?: number;
  readonly [attribute: string]: unknown;
}
/** A full-text index. What is left out is Turbopuffer's choice. */
interface FtsIndexOptions<Column extends string = string> {
  /** A column of text, or of lists of texts. */
  readonly column: Column;
  /** Default `"english"`. */
  readonly language?: Language;
  readonly tokenizer?: Tokenizer;
  /** Words by their stems. Default false. */
  readonly stemming?: boolean;
  /** Default true. */
  readonly removeStopWords?: boolean;
  /** Default false. */
  readonly caseSensitive?: boolean;
  /** `à` as `a`. Default false. */
  readonly asciiFolding?: boolean;
  /** Longer words are left out: bytes, from 1 to 254. */
  readonly maxTokenLength?: number;
  /** BM25's parameters. Default 1.2 and 0.75. */
  readonly k1?: number;
  readonly b?: number;
}
/** What to do with a namespace that exists and that this app did not make. */
type OnExisting = "adopt" | "error" | "replace";
type VectorDistance = "cosine" | "euclidean";
interface NamespaceOptions<Columns extends string = string> {
  /**
   * `"system"` (default): the app makes, changes and deletes the namespace. `"user"`: the namespace is there and stays; the
   * app writes and deletes its own rows, and checks that the attributes fit.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a namespace of that name that this app did not make: `"error"` (default), `"adopt"` it with its rows, or
   * `"replace"` it by an empty one.
   */
  readonly onExisting?: OnExisting;
  /** By column of vectors: how they are compared. Default `"cosine"`. */
  readonly distance?: Readonly<Partial<Record<Columns, VectorDistance>>>;
  /**
   * By column: whether queries may filter by it. Default: true, but not for text, JSON and bytes, whose values may then be
   * larger than 4 KiB and cost half.
   */
  readonly filterable?: Readonly<Partial<Record<Columns, boolean>>>;
  /**
   * What ids are, where the primary key is one `int` column: `"uint"` (default), 8 bytes each and never negative, or
   * `"string"`.
   */
  readonly ids?: "string" | "uint";
}
/**
 * A mounted namespace: what it should hold is declared here. As an argument of a memoized function it counts by its path.
 */
export declare class NamespaceTarget<in out R extends AnyRecord = AnyRecord> {
  #private;
  /** The namespace's name. */
  readonly name: string;
  /**
   * Declares that the namespace should hold this row. It replaces one with the same primary key, as a whole, and is deleted
   * when no component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareRow(row: RowInput<R>): void;
  /**
   * Declares a full-text index, for `rank_by: [column, "BM25", words]`. It is made after the rows of a run, and changed when its
   * options change.
   * @throws TurbopufferError for an unknown column, one that holds no text, or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<keyof R["columns"] & string>): void;
}
/**
 * Makes a namespace part of what the app looks after, in the account that `db` stands for, and resolves when it exists.
 * The name of the context key and the namespace's name are its identity across runs: a renamed one is another one.
 *
 * Attributes are added in place and change whether they are filterable in place; another primary key, another type of a
 * column, and vectors that come or change make the namespace anew.
 *
 * @throws TurbopufferError for names and options that Turbopuffer does not take, or a namespace that is not this app's.
 */
export declare function mountNamespace<C extends TurbopufferLike, R extends AnyRecord>(db: ContextKey<C>, name: string, schema: R, options?: NamespaceOptions<keyof R["columns"] & string>): Promise<NamespaceTarget<R>>;
/** A row that a query found. Columns that the query did not include are absent, or null where they take null. */
type FoundRow<R extends AnyRecord> = Partial<Row<R>> & {
  /** Of a search by vectors: the distance; smaller is nearer. By words: the score; larger is better. */
  readonly _dist?: number;
};
/** What the client's `query` gives. */
interface Answer {
  readonly rows?: readonly FoundDocument[];
}
/** Turns what the client answers into rows of a record, with the values that `declareRow` took. */
export declare function toRows<R extends AnyRecord>(answer: Answer | PromiseLike<Answer>, schema: R): Promise<FoundRow<R>[]>;
/** Turbopuffer refused something, or was asked for something that it cannot hold. */
export declare class TurbopufferError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: too many requests, a service that is busy, a connection that was lost. */
  readonly isRetryable: boolean;
  /** The HTTP status of the answer, if there was one. */
  readonly status: number | undefined;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
    readonly status?: number | undefined;
  });
}
export type { Answer, ConnectOptions, Connection, FoundDocument, FoundRow, FtsIndexOptions, NamespaceLike, NamespaceOptions, OnExisting, TurbopufferLike, VectorDistance };
