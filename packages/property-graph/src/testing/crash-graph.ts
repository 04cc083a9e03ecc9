import { type ContextKey, record, registerMemoKey, registerRootTargets, t } from "@coco/connectorkit";
import type { CrashShelf, CrashTable, RowValue, TargetContent } from "../../../core/src/testing/crash/crash-target.ts";
import type { Instants } from "../../../core/src/testing/crash/instants.ts";
import type { GraphChanges, Values } from "../graph-changes.ts";
import type { GraphStore } from "../graph-store.ts";
import type { NodeTarget } from "../node-target.ts";
import { graphHandlers, type PropertyGraph, propertyGraph } from "../property-graph.ts";
import type { RelationTarget } from "../relation-target.ts";

const base = { text: t.string(), number: t.int() };
const [a, b] = [t.string().nullable(), t.string().nullable()];
/** A column less loses data; another key makes the nodes, and the relations that end in them, anew. */
const SCHEMAS = {
  "v1.ab": record({ key: t.string(), ...base, a, b }, { primaryKey: ["key"] }),
  "v1.a": record({ key: t.string(), ...base, a }, { primaryKey: ["key"] }),
  "v2.ab": record({ name: t.string(), ...base, a, b }, { primaryKey: ["name"] }),
} as const;

/** A table of the program that is killed: each row is a node, and a relation from it to another one that may or may not be declared. */
class GraphTable implements CrashTable {
  readonly nodes: NodeTarget;
  readonly relations: RelationTarget;
  readonly #schema: string;

  constructor(nodes: NodeTarget, relations: RelationTarget, schema: string) {
    this.nodes = nodes;
    this.relations = relations;
    this.#schema = schema;
  }

  declare(key: string, { number, text, uuid }: RowValue): void {
    const columns = this.#schema.endsWith("b") ? { a: null, b: null } : { a: null };
    const keyOf = (id: string): Values => (this.#schema.startsWith("v1") ? { key: id } : { name: id });
    const node = this.nodes.declareNode({ ...keyOf(key), text, number, ...columns });
    this.relations.declareRelation(node, this.nodes.node(keyOf(after(key))), { uuid });
  }

  declareIndex(): void {
    this.nodes.declareFtsIndex({ column: "text" as never });
  }
}
// Without the columns of the key, which are part of a target's own: numbers belong to calls, and a call with another key is another call.
registerMemoKey(GraphTable, ({ nodes, relations }) => [nodes.label, relations.type]);

/** k1 leads to k2, and so on: to one that is declared by the same component, by another, or by none. */
function after(key: string): string {
  return `k${Number(key.slice(1)) + 1}`;
}

/** The type of the relations that belong to a table. */
function typeOf(table: string): string {
  return `${table} leads to`;
}

/** A graph as a target of programs that are killed. */
export interface CrashGraph {
  mountShelf(name: string): Promise<CrashShelf>;
  /** Each call of a sink is noted, and is an instant before and after. */
  watch(instants: Instants, note: (line: string) => void): void;
}

export function crashGraph<Connection>(store: GraphStore<Connection>, database: ContextKey<Connection>): CrashGraph {
  let instants: Instants | undefined;
  let note: (line: string) => void = () => undefined;
  const watched = async <T>(call: string, work: () => Promise<T>): Promise<T> => {
    instants?.pass(`sink: before ${call}`);
    const result = await work();
    instants?.pass(`sink: after ${call}`);
    return result;
  };
  const handlers = graphHandlers<Connection>({
    ...store,
    changeTable(work, change) {
      note(`${change.change}Table ${change.table.name}`);
      return watched(`${change.change} ${change.table.kind}`, () => store.changeTable(work, change));
    },
    write(work, changes) {
      for (const line of linesOf(changes)) note(line);
      return watched("write", () => store.write(work, changes));
    },
    changeIndexes(work, changes) {
      note(`write ${changes.map(({ name }) => name).join(" ")}`);
      return watched("indexes", () => store.changeIndexes(work, changes));
    },
  });
  const graph: PropertyGraph<Connection> = propertyGraph(store, {
    nodes: registerRootTargets("crash.nodes", handlers.nodes),
    relations: registerRootTargets("crash.relations", handlers.relations),
  });
  return {
    watch: (...given) => void ([instants, note] = given),
    mountShelf: async (shelf) => ({
      async mountTable(name, schema) {
        const label = `${shelf}/${name}`;
        const nodes = (await graph.mountNodes(
          database,
          label,
          SCHEMAS[schema as keyof typeof SCHEMAS],
        )) as unknown as NodeTarget;
        const properties = { uuid: t.string() };
        const relations = await graph.mountRelations(database, typeOf(label), { from: nodes, to: nodes, properties });
        return new GraphTable(nodes, relations as unknown as RelationTarget, schema);
      },
    }),
  };
}

function linesOf({ deletedNodes, deletedRelations, nodes, relations }: GraphChanges): string[] {
  return [
    ...nodes.map(({ label }) => `write ${label}`),
    ...relations.map(({ type }) => `write ${type}`),
    ...deletedNodes.flatMap(({ keys, label }) => keys.map((key) => `delete ${label}/${Object.values(key).join()}`)),
    ...deletedRelations.flatMap(({ from, rows }) =>
      rows.map((row) => `delete ${from.label}/${Object.values(row.from).join()}`),
    ),
  ];
}

/** What a look at the graph found; tables are told by their marks. */
export interface FoundGraph {
  readonly labels: readonly string[];
  readonly types: readonly string[];
  /** The labels that have an index of words. */
  readonly indexed: readonly string[];
  /** Those that are declared: by label and key. */
  readonly nodes: readonly {
    readonly label: string;
    readonly key: string;
    readonly text: string;
    readonly number: number;
  }[];
  /** All there are: by type and the keys of their ends. */
  readonly relations: readonly {
    readonly type: string;
    readonly from: string;
    readonly to: string;
    readonly uuid: string;
  }[];
}

/** Puts rows together again; of one that is not whole it says so. */
export function contentOf({ indexed, labels, nodes, relations, types }: FoundGraph): TargetContent {
  const rows = new Map<string, RowValue>();
  for (const { key, label, number, text } of nodes) rows.set(`${label}/${key}`, { text, number, uuid: "no relation" });
  for (const { from, to, type, uuid } of relations) {
    const name = `${type.replace(typeOf(""), "")}/${from}`;
    const node = rows.get(name) ?? { text: "no node", number: 0 };
    rows.set(name, { ...node, uuid: to === after(from) ? uuid : `leads to ${to}` });
  }
  const tables = labels.filter((label) => types.includes(typeOf(label))).sort();
  const tracked = nodes.length + relations.length + labels.length + types.length + indexed.length;
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1));
  return { rows: Object.fromEntries(sorted), tables, indexed: [...indexed].sort(), tracked };
}
