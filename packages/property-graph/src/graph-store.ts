import type { CocoError } from "@coco/connectorkit";
import type { GraphChanges, Values } from "./graph-changes.ts";
import type { GraphTable, NodeLayout, RelationLayout } from "./graph-layout.ts";
import type { IndexSpec } from "./index-spec.ts";
import type { TableChange } from "./table-change.ts";

/** What a store works with when it is called. */
export interface GraphWork<Connection> {
  /** The value that the environment provides for the context key of the graph. */
  readonly connection: Connection;
  /** The name of that context key. */
  readonly database: string;
  /** Aborted when the call has taken too long: hand it on to the client. */
  readonly signal: AbortSignal;
}

/** A label of nodes, or a type of relations. */
export type TableName = Pick<GraphTable, "kind" | "name">;

/** What stands in a graph under the name of a label or type. */
export interface FoundOwner {
  /** The mark that it carries: that of a `TableChange`. Absent: none. */
  readonly mark?: string;
  /** Whether there is anything of it at all, marked or not. */
  readonly isThere: boolean;
}

/** An index as the store is asked for it. */
export interface IndexChange {
  readonly table: TableName;
  /** The index's name in the graph. */
  readonly name: string;
  /** Absent: the index is to go. */
  readonly spec?: IndexSpec;
}

/** The key of a node at an end of a relation. */
export interface FoundEnd {
  readonly label: string;
  /** By column of that label's key. */
  readonly key: Values;
}

/** A relation as it is read back. */
export interface FoundRelation {
  readonly from: FoundEnd;
  readonly to: FoundEnd;
  readonly values: Values;
}

/**
 * What a property graph has to offer to be a target: each method can be called again with the same end, and fails with whatever its client throws.
 *
 * The ends of a relation may be written after it, be deleted before it, or never be declared. So a graph holds, at every moment: each node that was
 * written and not deleted; each relation that was written and not deleted, whatever became of its ends; and where an end is not among the nodes, what
 * the store needs in its place, which `readNodes` never gives and which goes with the last relation to it.
 */
export interface GraphStore<Connection> {
  /** In lower case: `neo4j`. Sinks are named after it. */
  readonly name: string;
  /** @throws for names of labels, types and properties, and for kinds of columns, that it cannot hold. */
  checkTable(table: GraphTable): void;
  /** @throws for an index that it cannot make, with the ways to do without. */
  checkIndex(table: GraphTable, name: string, spec: IndexSpec): void;
  /** Makes, changes, checks or drops the nodes of a label, or the relations of a type. */
  changeTable(work: GraphWork<Connection>, change: TableChange): Promise<void>;
  /** Whose they are, in the order in which they are asked for: before a run's first write into them. */
  findOwners(work: GraphWork<Connection>, tables: readonly TableName[]): Promise<readonly FoundOwner[]>;
  /** Writes and deletes nodes and relations, all of them or none, in the order in which {@link GraphChanges} lists them. */
  write(work: GraphWork<Connection>, changes: GraphChanges): Promise<void>;
  /** Makes, changes and removes indexes of one database. One that is as wanted stays. */
  changeIndexes(work: GraphWork<Connection>, changes: readonly IndexChange[]): Promise<void>;
  /** Called when a run has settled that changed something: what is better done once, such as waiting for indexes. */
  settle?(work: GraphWork<Connection>): Promise<void>;
  /** All declared nodes of a label, with the given columns; none when there is no such label. */
  readNodes(work: GraphWork<Connection>, label: string, layout: NodeLayout): AsyncIterable<Values>;
  /** All relations of a type; none when there is no such type. */
  readRelations(work: GraphWork<Connection>, type: string, layout: RelationLayout): AsyncIterable<FoundRelation>;
  /** Turns what its client threw while doing `what` into an error that says so, and whether it may pass. */
  errorOf(error: unknown, what: string): CocoError;
}
