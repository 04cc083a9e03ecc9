// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { CocoError, CocoErrorOptions } from "@coco/connectorkit";
import { FtsIndexOptions, GraphError, GraphReader, KeyInput, NodeReference, NodeTarget, OnExisting, PropertyGraph, ReadRelation, RelationOptions, RelationShape, RelationTarget, StoreOptions, TableOptions, VectorIndexOptions, VectorMetric } from "@coco/property-graph";
import { FalkorDB } from "falkordb";
/** What the connector needs of a client: a graph of the official one, `client.selectGraph("name")`, fits as it is. */
interface FalkordbGraph {
  query<Row>(text: string): Promise<{
    readonly data?: Row[] | undefined;
  }>;
}
/** One graph of a server. */
interface Connection extends FalkordbGraph {
  /** The official client's, for queries of your own. */
  readonly graph: ReturnType<FalkorDB["selectGraph"]>;
  /** The official client. */
  readonly falkor: FalkorDB;
  /** Ends the connection. Call it in `env.defer()`, which runs after all updates have ended. */
  close(): Promise<void>;
}
interface ConnectOptions {
  /** The graph's name on the server. Default "coco". */
  readonly graph?: string;
  /** Default: those in the address. */
  readonly username?: string;
  readonly password?: string;
  /** How long to wait for the first connection, in milliseconds. Default 10,000. */
  readonly timeout?: number;
}
/**
 * Connects to a graph of a server; the graph is made when something is written.
 *
 * @param address - `falkor://[[user]:password@]host[:6379]`, or the same with `redis://`, `rediss://`, `falkors://`.
 * @throws FalkordbError (`FALKORDB_UNAVAILABLE`, `FALKORDB_DENIED`, `FALKORDB_ADDRESS`, `FALKORDB_NOT_INSTALLED`); it never shows the address, which may
 * hold a password.
 */
export declare function connect(address: string, options?: ConnectOptions): Promise<Connection>;
/** FalkorDB refused something, cannot be reached, or was asked for something that it cannot hold. */
export declare class FalkordbError extends CocoError {
  static override readonly errorName: string;
  /** Whether the same call may succeed later: the connection is lost, or the server is busy. */
  readonly isRetryable: boolean;
  constructor(message: string, options: CocoErrorOptions & {
    readonly isRetryable?: boolean;
  });
}
/**
 * Makes the nodes of a label part of what the app looks after, in the graph that `db` stands for, and resolves when the graph is ready for them.
 * The name of the context key and the label are their identity across runs.
 *
 * @throws FalkordbError or GraphError for names, columns and options that it does not take, or nodes that are not this app's.
 */
export declare const mountNodes: PropertyGraph<FalkordbGraph>["mountNodes"];
/**
 * Makes the relations of a type part of what the app looks after. The name of the context key and the type are their identity across runs.
 *
 * @throws FalkordbError or GraphError for names, columns and options that it does not take, or relations that are not this app's.
 */
export declare const mountRelations: PropertyGraph<FalkordbGraph>["mountRelations"];
/** All declared nodes of a label, in no order; none when there is no such label. For anything more, ask in Cypher. */
export declare const readNodes: GraphReader<FalkordbGraph>["readNodes"];
/** All relations of a type between the given labels, in no order. */
export declare const readRelations: GraphReader<FalkordbGraph>["readRelations"];
export { type ConnectOptions, type Connection, type FalkordbGraph, type FtsIndexOptions, GraphError, type KeyInput, NodeReference, NodeTarget, type OnExisting, type ReadRelation, type RelationOptions, type RelationShape, RelationTarget, type StoreOptions, type TableOptions, type VectorIndexOptions, type VectorMetric };
