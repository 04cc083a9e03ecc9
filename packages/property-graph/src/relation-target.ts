import {
  type AnyRecord,
  checkRow,
  CocoError,
  type Columns,
  declareTargetState,
  formatKey,
  memoKey,
  type RecordSchema,
  type ResolvedRecord,
  type RowInput,
  type TargetProvider,
} from "@coco/connectorkit";
import { relationKey } from "./entry-key.ts";
import type { Values } from "./graph-changes.ts";
import { GraphError } from "./graph-error.ts";
import type { EndLayout, GraphTable } from "./graph-layout.ts";
import type { GraphStore } from "./graph-store.ts";
import { IndexDeclarer } from "./index-declarer.ts";
import type { FtsIndexOptions, VectorIndexOptions } from "./index-spec.ts";
import type { ColumnsOf, NodeReference } from "./node-reference.ts";
import type { NodeTarget } from "./node-target.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- nodes of any record: the type parameter is invariant.
export type AnyNodeTarget = NodeTarget<any>;

/** The nodes that relations may have at one end: those of one label, or of several. */
export type EndNodes = AnyNodeTarget | readonly AnyNodeTarget[];

/** A reference to one of the nodes that an end takes. */
export type EndReference<Nodes extends EndNodes> = Nodes extends readonly (infer One extends AnyNodeTarget)[]
  ? EndReference<One>
  : Nodes extends NodeTarget<infer R>
    ? NodeReference<R>
    : never;

/** The properties of a relation, as an argument: it may be left out when none of them has to be given. */
export type PropertiesArgument<P extends Columns> =
  Record<string, never> extends RowInput<RecordSchema<P>>
    ? readonly [properties?: RowInput<RecordSchema<P>>]
    : readonly [properties: RowInput<RecordSchema<P>>];

/** @internal What mounted relations are made of. */
export interface MountedRelations {
  readonly store: Pick<GraphStore<never>, "checkIndex">;
  readonly database: string;
  readonly table: Extract<GraphTable, { kind: "relations" }>;
  readonly provider: TargetProvider<Values>;
  readonly record: ResolvedRecord;
}

/** The mounted relations of one type: which there should be is declared here. As an argument of a memoized function it counts by its path. */
export class RelationTarget<
  in out From extends EndNodes = EndNodes,
  in out To extends EndNodes = EndNodes,
  in out P extends Columns = Columns,
> {
  static {
    Object.defineProperty(RelationTarget.prototype, memoKey, {
      value(this: RelationTarget): unknown {
        return this.#mounted.provider.path;
      },
    });
  }

  readonly type: string;
  readonly #mounted: MountedRelations;
  readonly #indexes: IndexDeclarer;
  /** Only in the type. */
  declare readonly ends?: (from: From, to: To) => readonly [From, To];

  /** @internal Made by `mountRelations`. */
  constructor(mounted: MountedRelations) {
    this.type = mounted.table.name;
    this.#mounted = mounted;
    this.#indexes = new IndexDeclarer(mounted.store, mounted.table, mounted.provider);
  }

  /**
   * Declares that the graph should hold this relation. It replaces the one between the same nodes, with the same values of its own key if it has one;
   * it is deleted when no component declares it any more. The nodes may be declared before it, after it, or never.
   * @throws RowError for properties that do not fit; GraphError (`GRAPH_END`) for a node of a label that it does not join, (`GRAPH_RELATION_TWICE`) where
   * the component has declared it already.
   */
  declareRelation(from: EndReference<From>, to: EndReference<To>, ...rest: PropertiesArgument<P>): void {
    const { provider, record, table } = this.#mounted;
    const [source, destination] = [this.#end("from", from), this.#end("to", to)];
    const what = `Relation ${this.type} (${formatKey(source.key)} to ${formatKey(destination.key)})`;
    const values = checkRow(record, (rest[0] ?? {}) as never, what) as Values;
    try {
      declareTargetState(provider.state(relationKey(source, destination, table.layout, values), values));
    } catch (error) {
      throw this.#isTwice(error) ? this.#twice(error) : error;
    }
  }

  /**
   * Declares an index of vectors among the properties; not every store has such.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareVectorIndex(options: VectorIndexOptions<ColumnsOf<RecordSchema<P>, Float32Array>>): void {
    this.#indexes.declareVectorIndex(options);
  }

  /**
   * Declares a full-text index of properties; not every store has such.
   * @throws GraphError, or the store's own error, for a column or options that do not fit.
   */
  declareFtsIndex(options: FtsIndexOptions<ColumnsOf<RecordSchema<P>, string>>): void {
    this.#indexes.declareFtsIndex(options);
  }

  #isTwice(error: unknown): error is CocoError {
    return CocoError.isInstance(error) && error.code === "DECLARED_TWICE";
  }

  /** The engine speaks of keys, and a relation has none that was given. */
  #twice(cause: CocoError): GraphError {
    const { primaryKey } = this.#mounted.table.layout;
    const toldApart =
      primaryKey.length === 0
        ? 'for several between the same two nodes give mountRelations a key, as in { key: ["role"] }'
        : `several between the same two nodes differ in ${primaryKey.join(", ")}, the key of mountRelations`;
    return new GraphError(cause.message, {
      code: "GRAPH_RELATION_TWICE",
      hint: `Declare it once; ${toldApart}.`,
      cause,
    });
  }

  #end(side: "from" | "to", given: unknown): NodeReference {
    const labels = this.#mounted.table.layout[side].map(({ label }: EndLayout) => label);
    const end = given as Partial<NodeReference<AnyRecord>> | null | undefined;
    // By what it holds: it may be of another copy of this package.
    const isReference = typeof end?.label === "string" && typeof end.database === "string" && end.key !== undefined;
    if (isReference && end.database === this.#mounted.database && labels.includes(end.label ?? "")) {
      return given as NodeReference;
    }
    const what = isReference ? `a node ${end.label} of ${end.database}` : "no node";
    throw new GraphError(`A relation ${this.type} was given ${what} at its end "${side}".`, {
      code: "GRAPH_END",
      hint: `It takes nodes ${labels.join(", ")} of ${this.#mounted.database}: what declareNode(row) or node(key) of the mounted nodes gave.`,
    });
  }
}
