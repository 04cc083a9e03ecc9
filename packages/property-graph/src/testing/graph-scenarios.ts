import assert from "node:assert/strict";
import { CocoError } from "@coco/connectorkit";
import { AWKWARD_NAMES } from "@coco/connectorkit/testing";
import type { GraphBench, GraphPart, GraphProgram, WantedRelation } from "./graph-bench.ts";

export interface GraphScenario {
  readonly name: string;
  readonly timeout?: number;
  run(bench: GraphBench<unknown>): Promise<void>;
}

const people = { labels: ["Person"], types: { KNOWS: { from: ["Person"], to: ["Person"] } } } as const;
const [ann, bob, cid] = ["Person/ann", "Person/bob", "Person/cid"];
const knows = (from: string, to: string, role?: string): WantedRelation => ({
  from,
  to,
  ...(role === undefined ? {} : { role }),
});

/** What a graph has to keep besides the contract of targets. */
export const graphScenarios: readonly GraphScenario[] = [
  {
    name: "relations come before their nodes, after them, or beside them: the graph is the same",
    async run(bench) {
      const nodes: GraphPart = { nodes: { [ann]: "Ann", [bob]: "Bob" } };
      const relations: GraphPart = { relations: { KNOWS: [knows(ann, bob, "friend"), knows(bob, bob)] } };
      for (const parts of [[relations, nodes], [], [nodes, relations], [], [{ ...nodes, ...relations }]]) {
        await bench.settlesAs({ ...people, parts });
      }
    },
  },
  {
    name: "a node that goes while relations to it stay comes back with them",
    async run(bench) {
      const relations: GraphPart = {
        relations: { KNOWS: [knows(ann, bob), knows(bob, ann, "friend"), knows(ann, ann)] },
      };
      const both: GraphPart = { nodes: { [ann]: "Ann", [bob]: "Bob" } };
      const one: GraphPart = { nodes: { [bob]: "Bob" } };
      for (const nodes of [both, one, {}, one, both]) await bench.settlesAs({ ...people, parts: [nodes, relations] });
      await bench.settlesAs({ ...people, parts: [both] });
    },
  },
  {
    name: "nodes that nobody declares leave nothing behind when the relations to them go",
    async run(bench) {
      const before = await bench.system.count();
      await bench.settlesAs({
        ...people,
        parts: [{ relations: { KNOWS: [knows(ann, bob), knows(ann, cid), knows(cid, cid)] } }],
      });
      await bench.settlesAs({ ...people, parts: [{ relations: { KNOWS: [knows(ann, cid)] } }] });
      await bench.settlesAs({ ...people, parts: [{}] });
      assert.equal(await bench.system.count(), before);
      await bench.settlesAs({ ...people, parts: [{ relations: { KNOWS: [knows(ann, cid)] } }] });
      // The type goes, the label stays.
      await bench.settlesAs({ labels: ["Person"], types: {}, parts: [{ nodes: { [bob]: "Bob" } }] });
      assert.equal(await bench.system.count(), before + 1);
      await bench.settlesAs({ labels: [], types: {}, parts: [] });
      assert.equal(await bench.system.count(), before);
    },
  },
  {
    name: "relations that went with nodes which a run made anew come back, also where that run did not come to them",
    async run(bench) {
      const parts: GraphPart[] = [
        { nodes: { [ann]: "Ann", [bob]: "Bob" } },
        { relations: { KNOWS: [knows(ann, bob, "friend"), knows(bob, cid)] } },
      ];
      for (const mountsInParts of [false, true]) {
        const program: GraphProgram = { ...people, parts, mountsInParts };
        await bench.settlesAs(program);
        for (const isKeyedByKind of [true, false]) {
          await bench.run({ ...program, isKeyedByKind, failsAfterNodes: true });
          await bench.settlesAs({ ...program, isKeyedByKind: !isKeyedByKind });
          await bench.settlesAs({ ...program, isKeyedByKind });
        }
      }
    },
  },
  {
    name: "nodes and relations go in one run, whichever is deleted first",
    async run(bench) {
      const before = await bench.system.count();
      await bench.settlesAs({
        ...people,
        parts: [
          { nodes: { [ann]: "Ann", [bob]: "Bob" } },
          { relations: { KNOWS: [knows(ann, bob), knows(bob, ann)] } },
        ],
      });
      await bench.settlesAs({ ...people, parts: [{ nodes: { [ann]: "Ann" } }, {}] });
      await bench.settlesAs({ ...people, parts: [{}, {}] });
      assert.equal(await bench.system.count(), before);
    },
  },
  {
    name: "a relation whose end changes is another one, and the former goes",
    async run(bench) {
      const nodes = { [ann]: "Ann", [bob]: "Bob", [cid]: "Cid" };
      for (const to of [bob, cid, ann]) {
        await bench.settlesAs({ ...people, parts: [{ nodes, relations: { KNOWS: [knows(ann, to, "friend")] } }] });
      }
    },
  },
  {
    name: "several relations between the same nodes are told apart by their own key",
    async run(bench) {
      const types = { KNOWS: { from: ["Person"], to: ["Person"], hasKey: true } };
      const program = (...roles: string[]): GraphProgram => ({
        labels: ["Person"],
        types,
        parts: [{ nodes: { [ann]: "Ann" } }, { relations: { KNOWS: roles.map((role) => knows(ann, bob, role)) } }],
      });
      await bench.settlesAs(program("friend", "neighbour", ""));
      await bench.settlesAs(program("neighbour", "boss"));
      const [same] = await bench.run(program("friend", "friend"));
      assert.match(hintOf(same, "GRAPH_RELATION_TWICE"), /differ in role/);
      await bench.settlesAs(program());
      const twice: GraphPart[] = [{ relations: { KNOWS: [knows(ann, ann, "friend"), knows(ann, ann, "boss")] } }];
      const [another] = await bench.run({ ...people, parts: twice });
      assert.match(hintOf(another, "GRAPH_RELATION_TWICE"), /give mountRelations a key/);
    },
  },
  {
    name: "relations may join several labels, with the same keys, and later more or fewer",
    async run(bench) {
      const labels = ["Person", "Team", "Task"];
      const nodes: GraphPart = { nodes: { "Person/a": "A", "Team/a": "B", "Task/a": "C" } };
      const owns = (from: readonly string[]): GraphProgram => ({
        labels,
        types: { OWNS: { from, to: ["Task"] } },
        parts: [nodes, { relations: { OWNS: from.map((label) => knows(`${label}/a`, "Task/a", label)) } }],
      });
      for (const from of [["Person"], ["Person", "Team"], ["Team"], ["Team", "Person", "Task"]])
        await bench.settlesAs(owns(from));
    },
  },
  {
    name: "relations get and lose a property, and a key of their own",
    async run(bench) {
      const nodes: GraphPart = { nodes: { [ann]: "Ann" } };
      const step = (
        type: { readonly hasKey?: boolean; readonly hasRole?: boolean },
        ...roles: (string | undefined)[]
      ) =>
        bench.settlesAs({
          labels: ["Person"],
          types: { KNOWS: { from: ["Person"], to: ["Person"], ...type } },
          parts: [nodes, { relations: { KNOWS: roles.map((role) => knows(ann, bob, role)) } }],
        });
      await step({ hasRole: false }, undefined);
      await step({}, "friend");
      await step({ hasRole: false }, undefined);
      await step({}, undefined);
      await step({ hasKey: true }, "friend", "boss");
      await step({}, "boss");
    },
  },
  {
    name: "labels and types may have any name that is not refused with an error",
    timeout: 180_000,
    async run(bench) {
      const isTaken = (name: string): boolean => bench.harness.takesName?.(name) ?? true;
      // Other ones than the labels': some stores have one list of names for both.
      const typeOf = (name: string): string => `${name} ${name}`;
      const named = (names: readonly string[]): GraphProgram => ({
        labels: names,
        types: Object.fromEntries(names.map((name) => [typeOf(name), { from: [name], to: [name] }])),
        parts: names.map((name) => ({
          nodes: { [`${name}/a`]: "A" },
          relations: { [typeOf(name)]: [knows(`${name}/a`, `${name}/b`)] },
        })),
      });
      for (const name of AWKWARD_NAMES.filter((one) => !isTaken(one))) {
        const [error] = await bench.run(named([name]));
        assert.ok(CocoError.isInstance(error), `${name}: ${String(error)}`);
      }
      await bench.settlesAs(named(AWKWARD_NAMES.filter(isTaken)));
      await bench.settlesAs({ labels: [], types: {}, parts: [] });
    },
  },
  {
    name: "after any history of runs, of which many died, the graph is what the last one declared",
    timeout: 300_000,
    async run(bench) {
      for (const seed of [1, 2]) await liveOn(bench, numbersFrom(seed));
      await bench.drop();
      await bench.expectGraph({ labels: ["Person", "Task"], types: { KNOWS: people.types.KNOWS }, parts: [] });
    },
  },
];

async function liveOn(bench: GraphBench<unknown>, random: (below: number) => number): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const last = random(5);
    const moment = random(2) === 0 ? "before" : "after";
    let calls = 0;
    bench.observed.fault = () => (++calls > last ? moment : undefined);
    await bench.run(randomProgram(random));
    bench.observed.fault = undefined;
    await bench.settlesAs(randomProgram(random));
  }
}

function randomProgram(random: (below: number) => number): GraphProgram {
  const all = ["Person/a", "Person/b", "Person/c", "Task/a", "Task/b"];
  const taken = new Set<string>();
  const parts = Array.from({ length: 3 }, (): GraphPart => {
    const once = (name: string): boolean => !taken.has(name) && taken.add(name) !== undefined;
    const chosen = all.filter((name) => random(3) === 0 && once(name));
    const related = all.flatMap((from) =>
      all.filter((to) => random(7) === 0 && once(`${from} ${to}`)).map((to) => knows(from, to, String(random(2)))),
    );
    return {
      nodes: Object.fromEntries(chosen.map((name) => [name, random(3) === 0 ? null : String(random(3))])),
      relations: { KNOWS: related },
    };
  });
  return {
    labels: ["Person", "Task"],
    types: { KNOWS: { from: ["Person", "Task"], to: ["Person", "Task"] } },
    parts,
  };
}

/** Numbers that are the same at each run: a linear congruence (Numerical Recipes' constants). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The hint of an error that has to have this code. */
function hintOf(error: unknown, code: string): string {
  assert.ok(CocoError.isInstance(error), String(error));
  assert.equal(error.code, code);
  return error.hint ?? "";
}
