// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { CocoError, CocoErrorOptions } from "@coco/connectorkit";
import { FtsIndexOptions, GraphError, GraphReader, KeyInput, NodeReference, NodeTarget, OnExisting, PropertyGraph, ReadRelation, RelationOptions, RelationShape, RelationTarget, StoreOptions, TableOptions, VectorIndexOptions, VectorMetric } from "@coco/property-graph";
/** A record of an answer: the part of the driver's that this package reads. */
interface Neo4jRecord {
  get(key: string): unknown;
}
/** The answer to a statement: to be awaited whole, or read record by record. */
interface Neo4jResult extends PromiseLike<{
  readonly records: readonly Neo4jRecord[];
}>, AsyncIterable<Neo4jRecord> {}
/** What runs statements: a session, or a transaction of one. */
interface Neo4jRunner {
  run(statement: string, parameters?: Record<string, unknown>): Neo4jResult;
}
/** A session: what this package needs of it. */
interface Neo4jSession extends Neo4jRunner {
  executeWrite<T>(work: (transaction: Neo4jRunner) => Promise<T>, config?: {
    metadata?: object;
  }): Promise<T>;
  close(): Promise<void>;
}
/** What this package needs of a driver: that of `neo4j-driver` fits as it is. */
interface Neo4jDriver {
  session(config?: Record<string, unknown>): Neo4jSession;
  close(): Promise<void>;
}
/** What a context key of a graph stands for: what `connect` gives, or a driver of your own: `{ driver, database: "docs" }`. */
interface Neo4jConnection {
  readonly driver: Neo4jDriver;
  /** Default: the user's home database. */
  readonly database?: string;
}
/** How connections are made; whatever else the driver's configuration knows can be given too. */
interface ConnectOptions {
  /** Default: the user in the address, else "neo4j". */
  readonly user?: string;
  /** Default: the password in the address; without one no log-in is tried. */
  readonly password?: string;
  /** Which database of the server. Default: the user's home database, "neo4j" as a rule. */
  readonly database?: string;
  /** How long the driver itself tries a transaction again that failed for a moment, in milliseconds. Default 10,000. */
  readonly maxTransactionRetryTime?: number;
  readonly [option: string]: unknown;
}
/** A connection that {@link connect} made. */
interface Connection extends Neo4jConnection {
  readonly driver: Neo4jDriver;
  /** Ends all connections. Call it in `env.defer()`, which runs after all updates have ended. */
  close(): Promise<void>;
}
/**
 * Makes a driver for a server; no connection is made before it is needed.
 *
 * @param address - `neo4j://host:7687`, `bolt://…`, `neo4j+s://…` as the driver takes it; it may hold `user:password@`.
 * @throws Neo4jError (`NEO4J_NOT_INSTALLED`, `NEO4J_ADDRESS`); it never shows the address, which may hold a password.
 */
export declare function connect(address: string, options?: ConnectOptions): Promise<Connection>;
/**
 * Makes the nodes of a label part of what the app looks after, in the graph that `db` stands for, and resolves when the graph is ready for them.
 * The name of the context key and the label are their identity across runs; a constraint keeps their keys unique.
 *
 * @throws Neo4jError or GraphError for names, columns and options that it does not take, or nodes that are not this app's.
 */
export declare const mountNodes: PropertyGraph<Neo4jConnection>["mountNodes"];
/**
 * Makes the relations of a type part of what the app looks after. The name of the context key and the type are their identity across runs.
 *
 * @throws Neo4jError or GraphError for names, columns and options that it does not take, or relations that are not this app's.
 */
export declare const mountRelations: PropertyGraph<Neo4jConnection>["mountRelations"];
/** All declared nodes of a label, in no order; none when there is no such label. For anything more, ask in Cypher. */
export declare const readNodes: GraphReader<Neo4jConnection>["readNodes"];
/** All relations of a type between the given labels, in no order. */
export declare const readRelations: GraphReader<Neo4jConnection>["readRelations"];
/** Neo4j refused something, did not answer, or was asked for something that it cannot hold. */
export declare class Neo4jError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: the connection was lost, another transaction was faster. */
  readonly isRetryable: boolean;
  /** The code that the server gave: "Neo.ClientError.Schema.ConstraintValidationFailed". */
  readonly serverCode?: string;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
    readonly serverCode?: string | undefined;
  });
}
export { type ConnectOptions, type Connection, type FtsIndexOptions, GraphError, type KeyInput, type Neo4jConnection, type Neo4jDriver, type Neo4jRecord, type Neo4jResult, type Neo4jRunner, type Neo4jSession, NodeReference, NodeTarget, type OnExisting, type ReadRelation, type RelationOptions, type RelationShape, RelationTarget, type StoreOptions, type TableOptions, type VectorIndexOptions, type VectorMetric };
