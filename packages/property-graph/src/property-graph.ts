import {
  type AnyRecord,
  type Columns,
  type ContextKey,
  describeRecord,
  mountTarget,
  type RecordSchema,
  resolveRecord,
  type TargetProvider,
  useContext,
} from "@coco/connectorkit";
import { checkMount, type TableOptions } from "./check-mount.ts";
import type { Values } from "./graph-changes.ts";
import { type EndLayout, type GraphTable, keyColumns } from "./graph-layout.ts";
import type { GraphStore } from "./graph-store.ts";
import { NodeTarget } from "./node-target.ts";
import { checkedEnds, relationSchema } from "./relation-schema.ts";
import { type AnyNodeTarget, type EndNodes, RelationTarget } from "./relation-target.ts";
import { StoreSinks } from "./store-sinks.ts";
import { generationOf, TableHandler, type TableValue } from "./table-handler.ts";

/** What relations of a type join, and what else they hold. */
export interface RelationOptions<From extends EndNodes, To extends EndNodes, P extends Columns = Columns>
  extends TableOptions {
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
export interface PropertyGraph<Connection> {
  /**
   * Makes the nodes of a label part of what the app looks after, in the graph that `db` stands for, and resolves when the graph is ready for them.
   * The name of the context key and the label are their identity across runs.
   *
   * @throws GraphError or the store's own error for names, columns and options that it does not take, or nodes that are not this app's.
   */
  mountNodes<C extends Connection, R extends AnyRecord>(
    db: ContextKey<C>,
    label: string,
    schema: R,
    options?: TableOptions,
  ): Promise<NodeTarget<R>>;
  /**
   * Makes the relations of a type part of what the app looks after. The name of the context key and the type are their identity across runs.
   *
   * @throws as `mountNodes` does.
   */
  mountRelations<
    C extends Connection,
    const From extends EndNodes,
    const To extends EndNodes,
    // oxlint-disable-next-line typescript/no-empty-object-type -- no columns at all
    const P extends Columns = {},
  >(db: ContextKey<C>, type: string, options: RelationOptions<From, To, P>): Promise<RelationTarget<From, To, P>>;
}

/** The handlers of a store's nodes and relations, to be registered as root targets by its connector. */
export interface GraphHandlers<Connection> {
  readonly nodes: TableHandler<Connection>;
  readonly relations: TableHandler<Connection>;
}

/** The handlers that a connector registers: `registerRootTargets("coco.NAME.nodes", handlers.nodes)`, and the same for relations. */
export function graphHandlers<Connection>(store: GraphStore<Connection>): GraphHandlers<Connection> {
  const sinks = new StoreSinks(store);
  return { nodes: new TableHandler(sinks, "nodes"), relations: new TableHandler(sinks, "relations") };
}

/** What a connector's handlers were registered as. */
export interface GraphRoots {
  readonly nodes: TargetProvider<TableValue>;
  readonly relations: TargetProvider<TableValue>;
}

/** Makes the two functions by which a connector is used. */
export function propertyGraph<Connection>(store: GraphStore<Connection>, roots: GraphRoots): PropertyGraph<Connection> {
  return {
    async mountNodes(db, label, schema, options = {}) {
      checkMount("mountNodes", label, options, []);
      const record = await resolveRecord(schema, useContext);
      const table: GraphTable = { kind: "nodes", name: label, layout: describeRecord(record) };
      store.checkTable(table);
      const value = tableValue(table, options);
      const provider = await mountTarget<Values, TableValue>(roots.nodes.state([db.name, label], value));
      return new NodeTarget({ store, database: db.name, table, provider, record, generation: generationOf(value) });
    },
    async mountRelations(db, type, options) {
      checkMount("mountRelations", type, options, ["from", "to", "properties", "key"]);
      const schema: RecordSchema = relationSchema(type, options.properties ?? {}, options.key ?? []);
      const [from, to] = [ends(type, db.name, "from", options.from), ends(type, db.name, "to", options.to)];
      const record = await resolveRecord(schema, useContext);
      const table: GraphTable = { kind: "relations", name: type, layout: { ...describeRecord(record), from, to } };
      store.checkTable(table);
      const provider = await mountTarget<Values, TableValue>(
        roots.relations.state([db.name, type], tableValue(table, options)),
      );
      return new RelationTarget({ store, database: db.name, table, provider, record });
    },
  };
}

function tableValue({ layout }: GraphTable, { managedBy = "system", onExisting = "error" }: TableOptions): TableValue {
  return { layout, managedBy, onExisting };
}

function ends(type: string, database: string, side: "from" | "to", given: EndNodes): readonly EndLayout[] {
  const nodes = [given].flat() as readonly AnyNodeTarget[];
  return checkedEnds(type, database, side, nodes).map(({ generation, label, layout }) => ({
    label,
    key: keyColumns(layout),
    ...(generation === undefined ? {} : { generation }),
  }));
}
