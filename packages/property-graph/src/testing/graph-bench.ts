import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Column, fn, record, type RecordSchema, t } from "@coco/connectorkit";
import { type ContractEngine, ObservedRoots } from "@coco/connectorkit/testing";
import type { NodeTarget } from "../node-target.ts";
import type { GraphHarness, GraphSystem, SeenNode, SeenRelation } from "./graph-harness.ts";

type Thing = RecordSchema<
  { readonly id: Column<string>; readonly text: Column<string | null, string | null, true> },
  readonly ["id"]
>;

const Thing: Thing = record({ id: t.string(), text: t.string().nullable() }, { primaryKey: ["id"] });
/** What takes the place of `Thing` where its key is to be another one. */
const Keyed = record({ id: t.string(), kind: t.string(), text: t.string().nullable() }, { primaryKey: ["id", "kind"] });
const KIND = { kind: "thing" };

/** A relation that is to be there. */
export interface WantedRelation {
  /** `Label/id`; a label that is mounted. */
  readonly from: string;
  readonly to: string;
  readonly role?: string | null;
}

/** What a part of the program declares, in a component of its own. */
export interface GraphPart {
  /** Texts by `Label/id`. */
  readonly nodes?: Readonly<Record<string, string | null>>;
  /** By type. */
  readonly relations?: Readonly<Record<string, readonly WantedRelation[]>>;
}

/** What a run declares. */
export interface GraphProgram {
  readonly labels: readonly string[];
  /** Whether the nodes have one more column in their key. Default false. */
  readonly isKeyedByKind?: boolean;
  /** Whether the program fails when its nodes are mounted, and comes to nothing else. Default false. */
  readonly failsAfterNodes?: boolean;
  /** Whether the relations are mounted by the components that declare them, which are memoized by the nodes. Default false: by the app. */
  readonly mountsInParts?: boolean;
  /** The labels that each type joins, and whether `role` is its own key. */
  readonly types: Readonly<Record<string, GraphType>>;
  /** Parts in the order in which they are mounted, each awaited before the next. */
  readonly parts: readonly GraphPart[];
}

interface GraphType {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly hasKey?: boolean;
  /** Whether there is a `role` at all. Default true. */
  readonly hasRole?: boolean;
}

type Nodes = Map<string, NodeTarget<Thing>>;
type RoleColumn = { readonly role: Column<string> };

/** One scenario's app over the system of the suite. */
export class GraphBench<Connection> {
  readonly harness: GraphHarness<Connection>;
  readonly system: GraphSystem;
  readonly observed: ObservedRoots;
  readonly #engine: ContractEngine;
  readonly #folder: string = mkdtempSync(path.join(tmpdir(), "coco-graph-"));
  readonly #scope: string;

  constructor(engine: ContractEngine, harness: GraphHarness<Connection>, system: GraphSystem, scope: string) {
    this.harness = harness;
    this.system = system;
    this.#engine = engine;
    this.#scope = scope;
    this.observed = new ObservedRoots(harness.roots);
  }

  close(): void {
    this.observed.restore();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs a program; the failures that it had. */
  async run(program: GraphProgram): Promise<readonly unknown[]> {
    this.observed.clear();
    const { failures } = await this.#app(() => this.#declare(program)).update({ failures: "report" });
    return failures.map(({ error }) => error);
  }

  /** Runs a program in which nothing may fail, and compares the graph with what it declares; then nothing is left to be written. */
  async settlesAs(program: GraphProgram): Promise<void> {
    for (const again of [false, true]) {
      const [error] = await this.run(program);
      if (error !== undefined) throw error;
      await this.expectGraph(program);
      if (again) assert.deepEqual(this.observed.calls, [], "nothing was to be written");
    }
  }

  async drop(): Promise<void> {
    const { failures } = await this.#app(() => undefined).drop();
    if (failures.length > 0) throw failures[0]?.error;
  }

  /** Compares the graph with the oracle: the sets of what is declared. */
  async expectGraph({ labels, parts, types }: GraphProgram): Promise<void> {
    for (const label of labels) {
      const wanted = new Map<string, string | null>();
      for (const { nodes = {} } of parts) {
        for (const [name, text] of Object.entries(nodes)) {
          const { id, label: its } = parse(name);
          if (its === label) wanted.set(id, text);
        }
      }
      const found = await this.system.nodes(this.#scope + label);
      assert.deepEqual(
        found.map(nodeText).sort(),
        [...wanted].map(([id, text]) => nodeText({ id, text })).sort(),
        label,
      );
    }
    for (const type of Object.keys(types)) {
      const wanted = parts
        .flatMap(({ relations = {} }) => relations[type] ?? [])
        .map((one) => ({
          from: parse(one.from).id,
          to: parse(one.to).id,
          role: one.role ?? null,
        }));
      const found = await this.system.relations(this.#scope + type);
      assert.deepEqual(found.map(relationText).sort(), wanted.map(relationText).sort(), type);
    }
  }

  async #declare({
    failsAfterNodes = false,
    isKeyedByKind = false,
    labels,
    mountsInParts = false,
    parts,
    types,
  }: GraphProgram): Promise<void> {
    const { mount, subpath } = this.#engine;
    const { database, graph } = this.harness;
    const schema = (isKeyedByKind ? Keyed : Thing) as Thing;
    const kind = isKeyedByKind ? KIND : {};
    const nodes: Nodes = new Map<string, NodeTarget<Thing>>();
    for (const label of labels) nodes.set(label, await graph.mountNodes(database, this.#scope + label, schema));
    if (failsAfterNodes) throw new Error("after the nodes");
    const relationsOf = async (given: Nodes, type: string, { from, hasKey = false, hasRole = true, to }: GraphType) => {
      const ends = (names: readonly string[]) => names.map((name) => given.get(name) as NodeTarget<Thing>);
      const target = await graph.mountRelations(database, this.#scope + type, {
        from: ends(from),
        to: ends(to),
        properties: (hasRole ? { role: hasKey ? t.string() : t.string().nullable() } : {}) as RoleColumn,
        key: hasKey ? ["role"] : [],
      });
      const end = (name: string) => {
        const { id, label } = parse(name);
        return (given.get(label) as NodeTarget<Thing>).node({ id, ...kind });
      };
      return (one: WantedRelation) =>
        target.declareRelation(end(one.from), end(one.to), (hasRole ? { role: one.role ?? null } : {}) as never);
    };
    const relations = new Map<string, (one: WantedRelation) => void>();
    if (!mountsInParts) {
      for (const [type, options] of Object.entries(types)) relations.set(type, await relationsOf(nodes, type, options));
    }
    const declareNodes = (part: GraphPart): void => {
      for (const [name, text] of Object.entries(part.nodes ?? {})) {
        const { id, label } = parse(name);
        nodes.get(label)?.declareNode({ id, text, ...kind });
      }
    };
    const mountAndDeclare = fn(
      { memo: true, name: "mountAndDeclare", deps: {} },
      async (part: GraphPart, given: Nodes, its: GraphProgram["types"]) => {
        for (const [type, wanted] of Object.entries(part.relations ?? {})) {
          wanted.forEach(await relationsOf(given, type, its[type] as GraphType));
        }
      },
    );
    for (const [index, part] of parts.entries()) {
      const place = subpath("part", String(index));
      const handle = mountsInParts
        ? await mount(place, part.nodes === undefined ? mountAndDeclare : () => declareNodes(part), part, nodes, types)
        : await mount(place, () => {
            for (const [type, wanted] of Object.entries(part.relations ?? {}))
              wanted.forEach((one) => relations.get(type)?.(one));
            declareNodes(part);
          });
      await handle.ready();
    }
  }

  #app(main: () => unknown) {
    const environment = this.#engine.environment(
      { name: "graph", storePath: path.join(this.#folder, "store.db"), log: () => undefined, maxInFlight: 64 },
      (builder) => this.system.provide(builder),
    );
    return this.#engine.app({ name: "Graph", environment: environment as never }, main);
  }
}

function parse(name: string): { readonly label: string; readonly id: string } {
  const slash = name.lastIndexOf("/");
  return { label: name.slice(0, slash), id: name.slice(slash + 1) };
}

function nodeText({ id, text }: SeenNode): string {
  return JSON.stringify([id, text]);
}

function relationText({ from, role, to }: SeenRelation): string {
  return JSON.stringify([from, to, role]);
}
