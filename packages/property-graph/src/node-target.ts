import {
  type AnyRecord,
  checkRow,
  declareTargetState,
  memoKey,
  memoState,
  type MemoStateOutcome,
  type ResolvedRecord,
  type RowInput,
  type TargetProvider,
} from "@coco/connectorkit";
import { nodeKey } from "./entry-key.ts";
import type { Values } from "./graph-changes.ts";
import { type GraphTable, keyColumns, type NodeLayout } from "./graph-layout.ts";
import type { FtsIndexOptions, VectorIndexOptions } from "./index-spec.ts";
import { IndexDeclarer } from "./index-declarer.ts";
import { type ColumnsOf, type KeyInput, NodeReference } from "./node-reference.ts";
import type { GraphStore } from "./graph-store.ts";

/** Enough to tell two generations of the same nodes apart; it is stored with each memoized call that is given them. */
const STATE_LENGTH = 8;

/** @internal What mounted nodes are made of. */
export interface MountedNodes<R extends AnyRecord> {
  readonly store: Pick<GraphStore<never>, "checkIndex">;
  readonly database: string;
  readonly table: Extract<GraphTable, { kind: "nodes" }>;
  readonly provider: TargetProvider<Values>;
  readonly record: ResolvedRecord<R>;
  readonly generation: string | undefined;
}

/** The mounted nodes of one label: which there should be is declared here. As an argument of a memoized function it counts by its path and key, until the nodes are made anew. */
export class NodeTarget<in out R extends AnyRecord = AnyRecord> {
  static {
    // The key too: relations that were mounted with these nodes as their ends must be mounted again when it changes.
    Object.defineProperty(NodeTarget.prototype, memoKey, {
      value(this: NodeTarget): unknown {
        return [this.#mounted.provider.path, keyColumns(this.layout)];
      },
    });
    // And when the nodes were made anew by a run that did not come to those relations. No part of the key: a call with other arguments is
    // another call, whose identifiers begin anew.
    Object.defineProperty(NodeTarget.prototype, memoState, {
      value(this: NodeTarget, previous: string | null | undefined): MemoStateOutcome<string | null> {
        const state = this.generation?.slice(0, STATE_LENGTH) ?? null;
        return { state, valid: state === previous };
      },
    });
  }

  readonly label: string;
  /** The name of the graph's context key. */
  readonly database: string;
  /** The columns, and which of them are the key. */
  readonly layout: NodeLayout;
  /** @internal Another one once the nodes may have been made anew: relations to them are written again. */
  readonly generation: string | undefined;
  readonly #mounted: MountedNodes<R>;
  readonly #keyRecord: ResolvedRecord;
  readonly #indexes: IndexDeclarer;

  /** @internal Made by `mountNodes`. */
  constructor(mounted: MountedNodes<R>) {
    const { database, record, table } = mounted;
    this.label = table.name;
    this.database = database;
    this.layout = table.layout;
    this.generation = mounted.generation;
    this.#mounted = mounted;
    const columns = record.primaryKey.map((name) => record.columns.find((column) => column.name === name));
    this.#keyRecord = { ...record, columns: columns as ResolvedRecord["columns"] };
    this.#indexes = new IndexDeclarer(mounted.store, table, mounted.provider);
  }

  /**
   * Declares that the graph should hold this node, and gives what a relation needs to refer to it. It replaces a node with the same key, and is
   * deleted when no component declares it any more. Every value is checked at once.
   * @throws RowError that names key, column, what was given and what is wanted.
   */
  declareNode(row: RowInput<R>): NodeReference<R> {
    const { provider, record } = this.#mounted;
    const values = checkRow(record, row, `Node ${this.label}`) as Values;
    const reference = this.#reference(values);
    declareTargetState(provider.state(reference.key, values));
    return reference;
  }

  /**
   * The node with this key, for a relation: any component may declare it, before or after the relation. A relation to a node that nobody declares
   * is there all the same.
   * @throws RowError when the key does not fit.
   */
  node(key: KeyInput<R>): NodeReference<R> {
    return this.#reference(checkRow(this.#keyRecord, key as never, `Key of node ${this.label}`) as Values);
  }

  /**
   * Declares an index of vectors, which is built anew only when its options change.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<R, Float32Array>>): void {
    this.#indexes.declareVectorIndex(options);
  }

  /**
   * Declares a full-text index.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<R, string>>): void {
    this.#indexes.declareFtsIndex(options);
  }

  #reference(values: Values): NodeReference<R> {
    return new NodeReference<R>(this.database, this.label, nodeKey(keyColumns(this.layout), values));
  }
}
