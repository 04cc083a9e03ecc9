// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { A as VectorMetric, B as TableOptions, C as GraphWork, D as IndexSpec, E as FtsIndexOptions, F as RelationDeletions, G as VerifyTable, H as EnsureTable, I as RelationPlace, J as NodeLayout, K as EndLayout, L as RelationRow, M as GraphChanges, N as NodeDeletions, O as StoreOptions, P as NodeWrites, R as RelationWrites, S as GraphStore, T as TableName, U as OnExisting, V as DropTable, W as TableChange, X as keyColumns, Y as RelationLayout, Z as tableText, _ as KeyInput, a as graphHandlers, b as FoundOwner, c as TableTracking, d as EndNodes, f as EndReference, g as ColumnsOf, h as NodeTarget, i as RelationOptions, j as GraphError, k as VectorIndexOptions, l as TableValue, m as RelationTarget, n as GraphRoots, o as propertyGraph, p as PropertiesArgument, q as GraphTable, r as PropertyGraph, s as TableHandler, t as GraphHandlers, u as AnyNodeTarget, v as NodeReference, w as IndexChange, x as FoundRelation, y as FoundEnd, z as Values } from "./property-graph.mjs";
import { AnyRecord, Columns, RecordSchema, Row } from "@coco/connectorkit";
/** Which relations are to be read: the records at both ends by their labels, and what the relations hold. */
interface RelationShape<P extends Columns> {
  readonly from: Readonly<Record<string, AnyRecord>>;
  readonly to: Readonly<Record<string, AnyRecord>>;
  readonly properties?: P;
}
/** A relation as it is read back. */
interface ReadRelation<P extends Columns> {
  readonly from: ReadEnd;
  readonly to: ReadEnd;
  readonly properties: Row<RecordSchema<P>>;
}
/** A node at an end of a relation: its label, and the values of its key by column. */
interface ReadEnd {
  readonly label: string;
  readonly key: Values;
}
/** Reads a graph as it was declared, in the same words whatever the store; for anything more there is the store's own language. */
interface GraphReader<Connection> {
  /** All declared nodes of a label, in no order; none when there is no such label. */
  readNodes<R extends AnyRecord>(connection: Connection, label: string, schema: R): Promise<Row<R>[]>;
  /** All relations of a type between the given labels, in no order. */
  readRelations<const P extends Columns = {}>(connection: Connection, type: string, shape: RelationShape<P>): Promise<ReadRelation<P>[]>;
}
/** Makes the two functions by which a connector's graphs are read. */
export declare function graphReader<Connection>(store: GraphStore<Connection>): GraphReader<Connection>;
export { type AnyNodeTarget, type ColumnsOf, type DropTable, type EndLayout, type EndNodes, type EndReference, type EnsureTable, type FoundEnd, type FoundOwner, type FoundRelation, type FtsIndexOptions, type GraphChanges, GraphError, type GraphHandlers, type GraphReader, type GraphRoots, type GraphStore, type GraphTable, type GraphWork, type IndexChange, type IndexSpec, type KeyInput, type NodeDeletions, type NodeLayout, NodeReference, NodeTarget, type NodeWrites, type OnExisting, type PropertiesArgument, type PropertyGraph, type ReadEnd, type ReadRelation, type RelationDeletions, type RelationLayout, type RelationOptions, type RelationPlace, type RelationRow, type RelationShape, RelationTarget, type RelationWrites, type StoreOptions, type TableChange, TableHandler, type TableName, type TableOptions, type TableTracking, type TableValue, type Values, type VectorIndexOptions, type VectorMetric, type VerifyTable, graphHandlers, keyColumns, propertyGraph, tableText };

// property-graph.d.mts

import { Absent, AnyRecord, AnyTargetHandler, CocoError, Column, ColumnDescription, Columns, ContainerState, ContextKey, JsonValue, PreviousStates, Reconciliation, RecordSchema, RowInput, Sink, StableKey, StoredSchema, TargetHandler, TargetProvider } from "@coco/connectorkit";
/** The nodes of one label: their properties, and which of them are the key. Plain JSON, as it is tracked. */
interface NodeLayout extends StoredSchema {
  readonly columns: readonly ColumnDescription[];
  readonly primaryKey: readonly string[];
}
/** The label of the nodes at an end of relations, and the columns of their key in its order. */
interface EndLayout {
  readonly label: string;
  readonly key: readonly ColumnDescription[];
  /** Another text whenever the nodes may have been made anew, by which all relations to them went. Absent where the user manages them. */
  readonly generation?: string;
}
/** The relations of one type. Their key is that of both ends, and beside it the columns of `primaryKey`, of which there may be none. */
interface RelationLayout extends NodeLayout {
  /** The labels that a relation may come from. */
  readonly from: readonly EndLayout[];
  /** The labels that a relation may lead to. */
  readonly to: readonly EndLayout[];
}
/** What a graph holds many of: the nodes of a label, or the relations of a type. */
type GraphTable = {
  readonly kind: "nodes";
  readonly name: string;
  readonly layout: NodeLayout;
} | {
  readonly kind: "relations";
  readonly name: string;
  readonly layout: RelationLayout;
};
/** The columns of a layout's key, in its order. */
declare function keyColumns({ columns, primaryKey }: NodeLayout): readonly ColumnDescription[];
/** For messages: `nodes Person`, `relations ATTENDED`. */
declare function tableText({ kind, name }: Pick<GraphTable, "kind" | "name">): string;
/** What to do with nodes of a label, or relations of a type, that exist and that this app did not make. */
type OnExisting = "adopt" | "error" | "replace";
/** What a store is asked to do with a whole label or type. Each can be done again with the same end. */
type TableChange = EnsureTable | VerifyTable | DropTable;
/** It exists afterwards, is marked as this app's, and fits its layout. */
interface EnsureTable {
  readonly change: "ensure";
  readonly table: GraphTable;
  /** The mark that it is to carry: where it is kept is the store's affair, so long as it goes when all else of the table goes. */
  readonly mark: string;
  /** Marks under which what is there is ours. */
  readonly knownMarks: readonly string[];
  readonly onExisting: OnExisting;
  /** What is there of ours is removed first: the key changed. */
  readonly anew: boolean;
  /** Columns that were ours and are not wanted any more; others that are there stay. */
  readonly dropColumns: readonly string[];
  /** It was complete when the last run ended, so that its absence means that all was lost. */
  readonly mustExist: boolean;
}
/** It is the user's: it must be there. */
interface VerifyTable {
  readonly change: "verify";
  readonly table: GraphTable;
}
/** It goes, with everything in it, if it carries one of the marks. */
interface DropTable {
  readonly change: "drop";
  readonly table: GraphTable;
  readonly knownMarks: readonly string[];
}
interface TableOptions {
  /**
   * `"system"` (default): the app makes, changes and drops the label or type, with its index of keys. `"user"`: it is there already and stays; the app
   * writes and deletes its own nodes or relations.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a label or type that is there and that this app did not make: `"error"` (default), `"adopt"` it with what is in it, or `"replace"` that by
   * nothing.
   */
  readonly onExisting?: OnExisting;
}
/** Values by column, as `checkRow` gives them: `Date`, `Uuid`, `Float32Array`, `bigint`; null where there is none. */
type Values = Readonly<Record<string, unknown>>;
/** Nodes of one label to be written: each exists afterwards with these values; properties that are not of the layout stay. */
interface NodeWrites {
  readonly label: string;
  readonly layout: NodeLayout;
  readonly rows: readonly Values[];
}
/** Nodes of one label that are to go, by the values of their key. */
interface NodeDeletions {
  readonly label: string;
  readonly layout: NodeLayout;
  readonly keys: readonly Values[];
}
/** Relations of one type between two labels. */
interface RelationPlace {
  readonly type: string;
  readonly layout: RelationLayout;
  readonly from: EndLayout;
  readonly to: EndLayout;
}
/** One relation: its ends by the values of their keys, and its own values. */
interface RelationRow {
  readonly from: Values;
  readonly to: Values;
  readonly values: Values;
}
interface RelationWrites extends RelationPlace {
  readonly rows: readonly RelationRow[];
}
/** Relations that are to go; `values` hold the columns of their own key alone. */
interface RelationDeletions extends RelationPlace {
  readonly rows: readonly RelationRow[];
}
/** What one batch does to a graph. No node and no relation stands in it twice. */
interface GraphChanges {
  readonly nodes: readonly NodeWrites[];
  readonly relations: readonly RelationWrites[];
  readonly deletedRelations: readonly RelationDeletions[];
  readonly deletedNodes: readonly NodeDeletions[];
}
/** A graph was declared in a way that no store can hold; `hint` says what to write instead. */
declare class GraphError extends CocoError {
  static override readonly errorName: string;
}
/** How vectors are compared. */
type VectorMetric = "cosine" | "euclidean";
/** Options of the store's own, under its own names: what the model does not know of. */
type StoreOptions = Readonly<Record<string, JsonValue>>;
interface VectorIndexOptions<Column extends string = string> {
  readonly column: Column;
  /** Its name in the graph. Default: label, `__vector__` and the column. */
  readonly name?: string;
  /** Default "cosine". */
  readonly metric?: VectorMetric;
  /** HNSW: the most neighbours of a vector. Default: the store's. */
  readonly m?: number;
  /** HNSW: how many candidates are looked at while it is built. Default: the store's. */
  readonly efConstruction?: number;
  readonly storeOptions?: StoreOptions;
}
interface FtsIndexOptions<Column extends string = string> {
  /** One column of texts, or several. */
  readonly column: Column | readonly Column[];
  /** Its name in the graph. Default: label, `__fts__` and the columns. */
  readonly name?: string;
  /** The language that decides what a word is, in English and lower case: "english", "german". Default "english". */
  readonly language?: string;
  readonly storeOptions?: StoreOptions;
}
/** An index as it is declared and tracked. Plain JSON. */
type IndexSpec = {
  readonly kind: "vector";
  readonly column: string;
  readonly dims: number;
  readonly metric: VectorMetric;
  readonly m?: number;
  readonly efConstruction?: number;
  readonly storeOptions?: StoreOptions;
} | {
  readonly kind: "fts";
  readonly columns: readonly string[];
  readonly language: string;
  readonly storeOptions?: StoreOptions;
};
/** What a store works with when it is called. */
interface GraphWork<Connection> {
  /** The value that the environment provides for the context key of the graph. */
  readonly connection: Connection;
  /** The name of that context key. */
  readonly database: string;
  /** Aborted when the call has taken too long: hand it on to the client. */
  readonly signal: AbortSignal;
}
/** A label of nodes, or a type of relations. */
type TableName = Pick<GraphTable, "kind" | "name">;
/** What stands in a graph under the name of a label or type. */
interface FoundOwner {
  /** The mark that it carries: that of a `TableChange`. Absent: none. */
  readonly mark?: string;
  /** Whether there is anything of it at all, marked or not. */
  readonly isThere: boolean;
}
/** An index as the store is asked for it. */
interface IndexChange {
  readonly table: TableName;
  /** The index's name in the graph. */
  readonly name: string;
  /** Absent: the index is to go. */
  readonly spec?: IndexSpec;
}
/** The key of a node at an end of a relation. */
interface FoundEnd {
  readonly label: string;
  /** By column of that label's key. */
  readonly key: Values;
}
/** A relation as it is read back. */
interface FoundRelation {
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
interface GraphStore<Connection> {
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
type KeyNames<R extends AnyRecord> = R["primaryKey"][number] & keyof RowInput<R>;
/** The columns of a node's key, as they are declared. */
type KeyInput<R extends AnyRecord> = { readonly [K in KeyNames<R>]: RowInput<R>[K]; };
/** Names of the columns of a record that hold values of a type, or null. */
type ColumnsOf<R extends AnyRecord, Value> = { [K in keyof R["columns"] & string]: R["columns"][K] extends Column<infer Out, infer _In, boolean> ? [NonNullable<Out>] extends [Value] ? K : never : never; }[keyof R["columns"] & string];
/**
 * A node, whether it is declared or not: what a relation has at its ends. A `NodeTarget` makes it. As an argument of a memoized function it counts by
 * its label and key.
 */
declare class NodeReference<in out R extends AnyRecord = AnyRecord> {
  /** Only in the type: nodes of another record are no ends for the same relations. */
  readonly record?: (record: R) => R;
  /** The name of the graph's context key. */
  readonly database: string;
  readonly label: string;
  readonly key: StableKey;
}
/** The mounted nodes of one label: which there should be is declared here. As an argument of a memoized function it counts by its path and key, until the nodes are made anew. */
declare class NodeTarget<in out R extends AnyRecord = AnyRecord> {
  #private;
  readonly label: string;
  /** The name of the graph's context key. */
  readonly database: string;
  /** The columns, and which of them are the key. */
  readonly layout: NodeLayout;
  /**
   * Declares that the graph should hold this node, and gives what a relation needs to refer to it. It replaces a node with the same key, and is
   * deleted when no component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareNode(row: RowInput<R>): NodeReference<R>;
  /**
   * The node with this key, for a relation: any component may declare it, before or after the relation. A relation to a node that nobody declares
   * is there all the same.
   * @throws RowError when the key does not fit.
   */
  node(key: KeyInput<R>): NodeReference<R>;
  /**
   * Declares an index of vectors, which is built anew only when its options change.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array>>): void;
  /**
   * Declares a full-text index.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void;
}
type AnyNodeTarget = NodeTarget<any>;
/** The nodes that relations may have at one end: those of one label, or of several. */
type EndNodes = AnyNodeTarget | readonly AnyNodeTarget[];
/** A reference to one of the nodes that an end takes. */
type EndReference<Nodes extends EndNodes> = Nodes extends readonly (infer One extends AnyNodeTarget)[] ? EndReference<One> : Nodes extends NodeTarget<infer R> ? NodeReference<R> : never;
/** The properties of a relation, as an argument: it may be left out when none of them has to be given. */
type PropertiesArgument<P extends Columns> = Record<string, never> extends RowInput<RecordSchema<P>> ? readonly [properties?: RowInput<RecordSchema<P>>] : readonly [properties: RowInput<RecordSchema<P>>];
/** The mounted relations of one type: which there should be is declared here. As an argument of a memoized function it counts by its path. */
declare class RelationTarget<in out From extends EndNodes = EndNodes, in out To extends EndNodes = EndNodes, in out P extends Columns = Columns> {
  #private;
  readonly type: string;
  /** Only in the type. */
  readonly ends?: (from: From, to: To) => readonly [From, To];
  /**
   * Declares that the graph should hold this relation. It replaces the one between the same nodes, with the same values of its own key if it has one;
   * it is deleted when no component declares it any more. The nodes may be declared before it, after it, or never.
   * @throws RowError for properties that do not fit; GraphError (`GRAPH_END`) for a node of a label that it does not join, (`GRAPH_RELATION_TWICE`) where
   * the component has declared it already.
   */
  declareRelation(from: EndReference<From>, to: EndReference<To>, ...rest: PropertiesArgument<P>): void;
  /**
   * Declares an index of vectors among the properties; not every store has such.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<RecordSchema<P>, Float32Array>>): void;
  /**
   * Declares a full-text index of properties; not every store has such.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<RecordSchema<P>, string>>): void;
}
/** Whose the nodes of a label are, or the relations of a type, that something is written into. */
type TableOwner = "user" | {
  readonly mark: string | undefined;
};
interface EntryAction {
  /** One object for equal tables. */
  readonly table: GraphTable;
  /** Whose the table must be. */
  readonly owner: TableOwner;
  readonly key: StableKey;
  /** Absent: the node or relation is to go. */
  readonly values?: Values;
}
/** A change of an index, and whose its table must be. */
interface IndexAction extends IndexChange {
  readonly owner: TableOwner;
}
/** The sinks of one kind of store. Each is one object per graph that is written: the engine batches by it. */
declare class StoreSinks<Connection> {
  #private;
  readonly store: GraphStore<Connection>;
  constructor(store: GraphStore<Connection>);
  tables(database: string): Sink<TableChange>;
  entries(database: string): Sink<EntryAction>;
  indexes(database: string): Sink<IndexAction>;
}
/** A label or type as it is declared. */
interface TableValue {
  readonly layout: NodeLayout | RelationLayout;
  readonly managedBy: "system" | "user";
  readonly onExisting: OnExisting;
}
/** What is remembered of a label or type. */
interface TableTracking {
  /** Raised when this record changes its form; older forms are read for ever. */
  readonly version: 1;
  readonly layout: NodeLayout | RelationLayout;
  /** The mark on what is ours; absent where the user manages it. */
  readonly mark?: string;
  /** Another text whenever what there was may have been made anew; absent where the user manages it. */
  readonly generation?: string;
}
type Answer = Reconciliation<TableChange, TableTracking>;
/** The labels of nodes, or the types of relations, by the name of the graph's context key and their own. */
declare class TableHandler<Connection> implements TargetHandler<TableValue, TableTracking, TableChange> {
  #private;
  constructor(sinks: StoreSinks<Connection>, kind: GraphTable["kind"]);
  reconcile(key: StableKey, desired: TableValue | Absent, previous: PreviousStates<TableTracking>): Answer | undefined;
  child(key: StableKey, state: ContainerState<TableValue, TableTracking>): AnyTargetHandler;
}
/** What relations of a type join, and what else they hold. */
interface RelationOptions<From extends EndNodes, To extends EndNodes, P extends Columns = Columns> extends TableOptions {
  /** The nodes that they come from: of one label, or of several. */
  readonly from: From;
  /** The nodes that they lead to. */
  readonly to: To;
  /** Columns of the relations themselves. Default: none. */
  readonly properties?: P;
  /**
   * Names of the properties that tell apart several relations between the same two nodes. Default: none, so there is one at most. The nodes are
   * always part of what identifies a relation.
   */
  readonly key?: readonly (keyof P & string)[];
}
/** Mounts nodes and relations of one kind of store: the same for all of them. */
interface PropertyGraph<Connection> {
  /**
   * Makes the nodes of a label part of what the app looks after, in the graph that `db` stands for, and resolves when the graph is ready for them.
   * The name of the context key and the label are their identity across runs.
   *
   * @throws GraphError or the store's own error for names, columns and options that it does not take, or nodes that are not this app's.
   */
  mountNodes<C extends Connection, R extends AnyRecord>(db: ContextKey<C>, label: string, schema: R, options?: TableOptions): Promise<NodeTarget<R>>;
  /**
   * Makes the relations of a type part of what the app looks after. The name of the context key and the type are their identity across runs.
   *
   * @throws as `mountNodes` does.
   */
  mountRelations<C extends Connection, const From extends EndNodes, const To extends EndNodes, const P extends Columns = {}>(db: ContextKey<C>, type: string, options: RelationOptions<From, To, P>): Promise<RelationTarget<From, To, P>>;
}
/** The handlers of a store's nodes and relations, to be registered as root targets by its connector. */
interface GraphHandlers<Connection> {
  readonly nodes: TableHandler<Connection>;
  readonly relations: TableHandler<Connection>;
}
/** The handlers that a connector registers: `registerRootTargets("coco.NAME.nodes", handlers.nodes)`, and the same for relations. */
declare function graphHandlers<Connection>(store: GraphStore<Connection>): GraphHandlers<Connection>;
/** What a connector's handlers were registered as. */
interface GraphRoots {
  readonly nodes: TargetProvider<TableValue>;
  readonly relations: TargetProvider<TableValue>;
}
/** Makes the two functions by which a connector is used. */
declare function propertyGraph<Connection>(store: GraphStore<Connection>, roots: GraphRoots): PropertyGraph<Connection>;
export { VectorMetric as A, TableOptions as B, GraphWork as C, IndexSpec as D, FtsIndexOptions as E, RelationDeletions as F, VerifyTable as G, EnsureTable as H, RelationPlace as I, NodeLayout as J, EndLayout as K, RelationRow as L, GraphChanges as M, NodeDeletions as N, StoreOptions as O, NodeWrites as P, RelationWrites as R, GraphStore as S, TableName as T, OnExisting as U, DropTable as V, TableChange as W, keyColumns as X, RelationLayout as Y, tableText as Z, KeyInput as _, graphHandlers as a, FoundOwner as b, TableTracking as c, EndNodes as d, EndReference as f, ColumnsOf as g, NodeTarget as h, RelationOptions as i, GraphError as j, VectorIndexOptions as k, TableValue as l, RelationTarget as m, GraphRoots as n, propertyGraph as o, PropertiesArgument as p, GraphTable as q, PropertyGraph as r, TableHandler as s, GraphHandlers as t, AnyNodeTarget as u, NodeReference as v, IndexChange as w, FoundRelation as x, FoundEnd as y, Values as z };

// testing/index.d.mts

import { r as PropertyGraph } from "../property-graph.mjs";
import { ContextKey } from "@coco/connectorkit";
import { ContractEnvironment, ContractTools } from "@coco/connectorkit/testing";
/** A node of the suite: every label has the key `id` and the property `text`. */
interface SeenNode {
  readonly id: string;
  readonly text: string | null;
}
/** A relation of the suite, by the keys of its ends. `role` is its own key where it has one, and a property where it has not. */
interface SeenRelation {
  readonly from: string;
  readonly to: string;
  readonly role: string | null;
}
/** A running system, and how to look at it past the connector. */
interface GraphSystem {
  /** Provides what the connector needs; called at the beginning of each run. */
  provide(environment: ContractEnvironment): unknown;
  /** All nodes of a label that count as declared. */
  nodes(label: string): Promise<readonly SeenNode[]>;
  /** All relations of a type, whatever is at their ends. */
  relations(type: string): Promise<readonly SeenRelation[]>;
  /** How many nodes and relations the graph holds in all, whatever they are for. */
  count(): Promise<number>;
  stop(): Promise<void>;
}
/** A connector of a property graph, as the suite sees it. */
interface GraphHarness<Connection> {
  /** For titles: "Neo4j". */
  readonly name: string;
  /** The names with which the connector calls `registerRootTargets`. */
  readonly roots: readonly string[];
  readonly graph: PropertyGraph<Connection>;
  /** The key under which `provide` gives the connection. */
  readonly database: ContextKey<Connection>;
  /** Which of the suite's unusual names a label and a type can have; the others must be refused. Default: all. */
  takesName?(name: string): boolean;
  /** Starts a system with an empty graph. */
  start(): Promise<GraphSystem>;
}
/**
 * Registers a test for everything that a property graph has to keep besides the contract of targets, on a real system that the harness starts. Call
 * it in a test file of the connector, beside `testTarget` for its nodes and its relations.
 */
export declare function testGraph<Connection>(harness: GraphHarness<Connection>, { engine, runner }: ContractTools): void;
export type { GraphHarness, GraphSystem, SeenNode, SeenRelation };
