import * as engine from "@coco/core";
import { testGraph } from "@coco/property-graph/testing";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "./connect.ts";
import { mountNodes, mountRelations } from "./mount.ts";
import { graphHarness } from "./testing/graph-harness.ts";
import { type ServerFault, serveDatabase } from "./testing/serve-database.ts";
import { DB, testApp } from "./testing/test-app.ts";
import { onServer } from "./testing/test-database.ts";

// Over HTTP, through the client's remote engine, to SurrealDB in this process.
const folder = mkdtempSync(path.join(tmpdir(), "coco-surrealdb-server-"));
const served = await serveDatabase(path.join(folder, "graph"));
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

testGraph(
  graphHarness("SurrealDB as a server", () => onServer(served.url)),
  { engine, runner: { describe, it, beforeAll, afterAll } },
);

const { record, t } = engine;
const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

/** Notes, each of a component of its own and linked to the one before. */
const notes = (count: number, text: string) => async (): Promise<void> => {
  const target = await mountNodes(DB, "note", Note);
  const follows = await mountRelations(DB, "follows", { from: target, to: target, properties: { text: t.string() } });
  const items = Array.from({ length: count }, (_, id) => [id, id] as const);
  await engine.mountEach(items, function declareNote(id) {
    const note = target.declareNode({ id, text });
    if (id > 0) follows.declareRelation(note, target.node({ id: id - 1 }), { text });
  });
};

describe("a server", () => {
  it.each<ServerFault>(["before", "after"])(
    "whose connection is lost %s a batch was done is asked again, and holds what was declared",
    async (moment) => {
      const { ask, succeed } = await testApp(await onServer(served.url));
      const found = (): Promise<unknown> => ask("SELECT VALUE [text, count(<-follows), count(->follows)] FROM note");
      await succeed(notes(30, "old"));
      let cuts = 2;
      served.fault = () => (cuts-- > 0 ? moment : undefined);
      await succeed(notes(20, "new"));
      served.fault = undefined;
      expect(cuts).toBeLessThanOrEqual(0);
      const wanted = Array.from({ length: 20 }, (_, id) => ["new", id < 19 ? 1 : 0, id > 0 ? 1 : 0]);
      expect(await found()).toEqual(wanted);
    },
  );

  it("lets in the user of the address, and nobody with another password", async () => {
    const { close, ask } = await onServer(served.url);
    await ask("DEFINE USER OVERWRITE coco ON ROOT PASSWORD 's3@cret' ROLES OWNER");
    const address = (password: string): string => served.url.replace("//", `//coco:${password}@`);
    const connection = await connect(address("s3%40cret"));
    expect(await connection.query("RETURN 1").collect()).toEqual([1]);
    await connection.close();
    await expect(connect(address("wrong"))).rejects.toMatchObject({ code: "SURREALDB_DENIED" });
    await close();
  });

  it("that stays away fails the run, and the next one makes it right", async () => {
    const { ask, run, succeed } = await testApp(await onServer(served.url));
    await succeed(notes(5, "old"));
    served.fault = () => "after";
    const { failures } = await run(notes(3, "new"));
    served.fault = undefined;
    expect(failures.map(({ error }) => error)).toContainEqual(
      expect.objectContaining({ code: "SURREALDB_UNAVAILABLE", isRetryable: true }),
    );
    await succeed(notes(3, "new"));
    expect(await ask("SELECT VALUE text FROM note")).toEqual(["new", "new", "new"]);
    expect(await ask("SELECT VALUE text FROM follows")).toEqual(["new", "new"]);
  });
});
