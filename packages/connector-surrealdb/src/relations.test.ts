import { record, t } from "@coco/core";
import { describe, expect, it } from "vitest";
import { mountNodes, mountRelations } from "./mount.ts";
import { DB, testApp } from "./testing/test-app.ts";

const Person = record({ name: t.string(), born: t.date().nullable() }, { primaryKey: ["name"] });
const Meeting = record({ id: t.int(), room: t.string() }, { primaryKey: ["id"] });

interface Program {
  readonly people?: readonly string[];
  readonly meetings?: readonly number[];
  readonly attended?: readonly (readonly [string, number, string?])[];
  /** Another type of the column `role`. */
  readonly ranks?: boolean;
}

function declare({ attended = [], meetings = [], people = [], ranks = false }: Program) {
  return async (): Promise<void> => {
    const persons = await mountNodes(DB, "person", Person);
    const held = await mountNodes(DB, "meeting", Meeting);
    const role = (ranks ? t.int() : t.string()).nullable();
    const relations = await mountRelations(DB, "attended", { from: persons, to: held, properties: { role } });
    for (const [name, id, as = null] of attended) {
      relations.declareRelation(persons.node({ name }), held.node({ id }), { role: ranks ? 1 : as });
    }
    for (const name of people) persons.declareNode({ name });
    for (const id of meetings) held.declareNode({ id, room: `r${id}` });
  };
}

describe("relations of SurrealDB", () => {
  it("are found along the graph from either end, whatever came first", async () => {
    const { ask, succeed } = await testApp();
    await succeed(
      declare({
        attended: [
          ["ann", 1, "host"],
          ["bob", 1],
        ],
      }),
    );
    expect(await ask("SELECT in, role FROM attended ORDER BY in")).toMatchObject([{ role: "host" }, {}]);
    await succeed(
      declare({
        people: ["ann"],
        meetings: [1],
        attended: [
          ["ann", 1, "host"],
          ["bob", 1],
        ],
      }),
    );
    expect(await ask("SELECT VALUE ->attended->meeting.room FROM person")).toEqual([["r1"]]);
    expect(await ask("SELECT VALUE <-attended<-person.name FROM meeting")).toEqual([["ann", undefined]]);
  });

  it("outlive their nodes, and are found again when these come back", async () => {
    const { ask, succeed } = await testApp();
    const attended = [
      ["ann", 1, "host"],
      ["bob", 2],
    ] as const;
    const all = { people: ["ann", "bob"], meetings: [1, 2], attended };
    const paths = (): Promise<unknown> =>
      ask("SELECT name, ->attended->meeting.room AS rooms, ->attended.role AS roles FROM person ORDER BY name");
    await succeed(declare(all));
    const before = await paths();
    for (const gone of [{ people: [] }, { meetings: [] }, { people: [], meetings: [] }]) {
      await succeed(declare({ ...all, ...gone }));
      expect(await ask("SELECT count() FROM attended GROUP ALL")).toEqual([{ count: 2 }]);
      await succeed(declare(all));
      expect(await paths()).toEqual(before);
    }
    await succeed(declare({ ...all, attended: [] }));
    expect(await ask("SELECT VALUE ->attended FROM person")).toEqual([[], []]);
  });

  it("outlive their nodes in the run that changes a column of theirs", async () => {
    const { ask, succeed } = await testApp();
    const attended = [["ann", 1, "host"]] as const;
    await succeed(declare({ people: ["ann"], meetings: [1], attended }));
    await succeed(declare({ people: [], meetings: [1], attended, ranks: true }));
    expect(await ask("SELECT VALUE role FROM attended")).toEqual([1]);
  });

  it("leave nothing in the nodes at their ends when their table goes", async () => {
    const { ask, succeed } = await testApp();
    await succeed(declare({ people: ["ann"], meetings: [1], attended: [["ann", 1]] }));
    await succeed(async () => {
      const persons = await mountNodes(DB, "person", Person);
      persons.declareNode({ name: "ann" });
    });
    expect(await ask("SELECT VALUE ->? FROM person")).toEqual([[]]);
  });
});
