import { contextKey, record, t } from "@coco/connectorkit";
import { describe, expectTypeOf, it } from "vitest";
import type { NodeReference, NodeTarget, PropertyGraph } from "./index.ts";

declare const graph: PropertyGraph<{ readonly client: string }>;
const DB = contextKey<{ readonly client: string }>("graph");
const Person = record({ name: t.string(), born: t.date().nullable() }, { primaryKey: ["name"] });
const Team = record({ id: t.int() }, { primaryKey: ["id"] });
const Task = record({ list: t.string(), number: t.int(), vector: t.vector(3) }, { primaryKey: ["list", "number"] });

describe("the types of a graph", () => {
  it("know the records at both ends of a relation", async () => {
    const people = await graph.mountNodes(DB, "Person", Person);
    const teams = await graph.mountNodes(DB, "Team", Team);
    const tasks = await graph.mountNodes(DB, "Task", Task);
    expectTypeOf(people).toEqualTypeOf<NodeTarget<typeof Person>>();
    const ann = people.declareNode({ name: "Ann" });
    expectTypeOf(ann).toEqualTypeOf<NodeReference<typeof Person>>();
    const task = tasks.node({ list: "home", number: 1 });
    // @ts-expect-error -- half a key
    tasks.node({ list: "home" });
    // @ts-expect-error -- a key of another type
    tasks.node({ list: "home", number: "1" });
    const assigned = await graph.mountRelations(DB, "ASSIGNED", { from: people, to: tasks });
    assigned.declareRelation(ann, task);
    // @ts-expect-error -- the wrong way round
    assigned.declareRelation(task, ann);
    // @ts-expect-error -- not among its ends
    assigned.declareRelation(teams.node({ id: 1 }), task);
    const owned = await graph.mountRelations(DB, "OWNED", { from: [people, teams], to: tasks });
    owned.declareRelation(ann, task);
    owned.declareRelation(teams.node({ id: 1 }), task);
    // @ts-expect-error -- not among its ends
    owned.declareRelation(task, task);
  });

  it("ask for properties where one has to be given, and for columns that fit an index", async () => {
    const people = await graph.mountNodes(DB, "Person", Person);
    const tasks = await graph.mountNodes(DB, "Task", Task);
    tasks.declareVectorIndex({ column: "vector" });
    // @ts-expect-error -- no vectors
    tasks.declareVectorIndex({ column: "list" });
    // @ts-expect-error -- no text
    tasks.declareFtsIndex({ column: "number" });
    const knows = await graph.mountRelations(DB, "KNOWS", {
      from: people,
      to: people,
      properties: { since: t.date(), note: t.string().nullable() },
      key: ["since"],
    });
    const [ann, bob] = [people.node({ name: "Ann" }), people.node({ name: "Bob" })];
    knows.declareRelation(ann, bob, { since: "2026-01-01" });
    // @ts-expect-error -- since is missing
    knows.declareRelation(ann, bob);
    const likes = await graph.mountRelations(DB, "LIKES", {
      from: people,
      to: people,
      properties: { note: t.string().nullable() },
    });
    likes.declareRelation(ann, bob);
    likes.declareRelation(ann, bob, { note: "much" });
    // @ts-expect-error -- no such property
    likes.declareRelation(ann, bob, { other: "much" });
    const [wrong] = [{ from: people, to: people, properties: { note: t.string() }, key: ["missing"] }] as const;
    // @ts-expect-error -- no such column
    await graph.mountRelations(DB, "WRONG", wrong);
  });
});
