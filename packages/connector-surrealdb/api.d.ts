// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { CocoError, CocoErrorOptions } from "@coco/connectorkit";
import { FtsIndexOptions, GraphError, GraphReader, KeyInput, NodeReference, NodeTarget, OnExisting, PropertyGraph, ReadRelation, RelationOptions, RelationShape, RelationTarget, StoreOptions, TableOptions, VectorIndexOptions, VectorMetric } from "@coco/property-graph";
import { AuthProvider, SurrealSession } from "surrealdb";
/** What the connector needs of a client: any session of the official one has it, with namespace and database chosen. */
interface SurrealClient {
  query(text: string, bindings?: Record<string, unknown>): {
    responses(): Promise<readonly unknown[]>;
  };
}
/** A session of the official client, with its namespace and database chosen. */
interface Connection {
  /** For queries of your own: all that the client can do. */
  readonly session: SurrealSession;
  /** Runs statements; what sinks use. */
  query: SurrealSession["query"];
  /** Ends the session; the last one of an embedded database closes it. */
  close(): Promise<void>;
}
interface ConnectOptions {
  /** Default "main". */
  readonly namespace?: string;
  /** Default "main". */
  readonly database?: string;
  /**
   * As the client takes it: `{ username, password }`, a token, or a function that gives one. Default: the user in the address. Embedded databases need
   * none.
   */
  readonly authentication?: AuthProvider;
  /** How long to wait for the database, in milliseconds: an embedded one may be in use by another process. Default 10,000. */
  readonly timeout?: number;
}
/**
 * Connects to a server (`wss://host`, `https://host`, with `user:password@` before the host if you like), or opens a database in a folder:
 * `surrealkv://./graph`. A connection to a server that is lost comes back by itself, however long the server was away. A folder can be open in one
 * process at a time; within it each call gives another session of the one that is open.
 *
 * @throws SurrealdbError (`SURREALDB_UNAVAILABLE`, `SURREALDB_IN_USE`, `SURREALDB_DENIED`, `SURREALDB_ADDRESS`, `SURREALDB_NOT_INSTALLED`); it never shows the
 * address of a server, which may hold a password.
 */
export declare function connect(url: string, options?: ConnectOptions): Promise<Connection>;
/**
 * Makes a table of records part of what the app looks after, and resolves when the database is ready for them. The name of the context key and of the
 * table are its identity across runs.
 *
 * @throws SurrealdbError or GraphError for names, columns and options that it does not take, or a table that is not this app's.
 */
export declare const mountNodes: PropertyGraph<SurrealClient>["mountNodes"];
/**
 * Makes a table of relations part of what the app looks after. The name of the context key and of the table are its identity across runs.
 *
 * @throws as `mountNodes` does.
 */
export declare const mountRelations: PropertyGraph<SurrealClient>["mountRelations"];
/** All records of a table that are nodes, in no order; none when there is no such table. For anything more, ask in SurrealQL. */
export declare const readNodes: GraphReader<SurrealClient>["readNodes"];
/** All relations of a type between the given tables, in no order. */
export declare const readRelations: GraphReader<SurrealClient>["readRelations"];
/** SurrealDB refused something, cannot be reached, or was asked for something that it cannot hold. */
export declare class SurrealdbError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: the connection is lost, or another transaction was in the way. */
  readonly isRetryable: boolean;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
  });
}
export { type ConnectOptions, type Connection, type FtsIndexOptions, GraphError, type KeyInput, NodeReference, NodeTarget, type OnExisting, type ReadRelation, type RelationOptions, type RelationShape, RelationTarget, type StoreOptions, type SurrealClient, type TableOptions, type VectorIndexOptions, type VectorMetric };
