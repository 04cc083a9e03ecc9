import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { record, t } from "@coco/connectorkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { ask, type FalkordbGraph } from "./client.ts";
import { connect } from "./connect.ts";
import { mountNodes, mountRelations } from "./graph.ts";
import { FaultyGraph } from "./testing/faulty-graph.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { hasServer, testConnection, testServer } from "./testing/test-server.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

/** So many notes, each of a component of its own, and each linked to the one before. */
const notes = (count: number, text: string) => async (): Promise<void> => {
  const target = await mountNodes(DB, "Note", Note);
  const follows = await mountRelations(DB, "FOLLOWS", { from: target, to: target });
  const items = Array.from({ length: count }, (_, id) => [String(id), id] as const);
  await eachOf(items, (id) => {
    const note = target.declareNode({ id, text });
    if (id > 0) follows.declareRelation(note, target.node({ id: id - 1 }));
  });
};

if (hasServer) await testServer();

// skipped: there is no FalkorDB server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("a server", () => {
  it("that is killed in the middle of a batch and comes back has all of it in the same run", async () => {
    const server = await testServer();
    const connection = await testConnection();
    onTestFinished(() => connection.close());
    let kills = 0;
    const graph: FalkordbGraph = {
      async query<Row>(text: string) {
        if (!text.includes("UNWIND") || kills++ > 0) return connection.query<Row>(text);
        const answer = connection.query<Row>(text);
        answer.catch(() => undefined);
        await server.kill();
        await server.restart();
        return answer;
      },
    };
    await new TestApp(graph).succeed(notes(200, "text"));
    expect(kills).toBeGreaterThan(1);
    const count =
      "MATCH (n:Note) WITH count(n) AS nodes MATCH (:Note)-[r:FOLLOWS]->(:Note) RETURN nodes, count(r) AS relations";
    expect(await ask(connection, count)).toEqual([{ nodes: 200, relations: 199 }]);
  });

  it("that answers too slowly: the batch is given up with an error that names it, and the next run ends as one from scratch", async () => {
    const connection = await testConnection();
    const faulty = await FaultyGraph.open(connection.name);
    onTestFinished(async () => {
      await faulty.close();
      await connection.close();
    });
    const app = new TestApp(faulty);
    await app.succeed(notes(4, "old"));
    faulty.proxy.delayAnswers(1_500);
    expect(await app.failures(notes(3, "new"), { sinkTimeout: 500 })).toContainEqual(
      expect.objectContaining({
        code: "SINK_TIMEOUT",
        message: expect.stringContaining("falkordb nodes and relations of graph") as string,
      }),
    );
    faulty.proxy.delayAnswers(0);
    // The write that was given up may still be under way: until it ends nothing else is written.
    await expect.poll(() => app.failures(notes(3, "new")), { timeout: 60_000, interval: 200 }).toEqual([]);
    const all =
      "MATCH (n:Note) OPTIONAL MATCH (n)-[:FOLLOWS]->(m) RETURN n.id AS id, n.text AS text, m.id AS to ORDER BY id";
    expect(await ask(connection, all)).toEqual([
      { id: 0, text: "new", to: null },
      { id: 1, text: "new", to: 0 },
      { id: 2, text: "new", to: 1 },
    ]);
    expect(await app.changes(notes(3, "new"))).toEqual({});
  });

  it("that has no memory left fails the run with an error that says so, and the next one ends as one from scratch", async () => {
    const connection = await testConnection();
    onTestFinished(() => connection.close());
    const redis = await connection.falkor.connection;
    const allow = (bytes: string) => redis.sendCommand(["CONFIG", "SET", "maxmemory", bytes]);
    const app = new TestApp(connection);
    await app.succeed(notes(4, "old"));
    await allow("1mb");
    onTestFinished(async () => void (await allow("0")));
    expect(await app.failures(notes(3, "new"))).toContainEqual(
      expect.objectContaining({ code: "FALKORDB_FULL", hint: expect.stringContaining("maxmemory") as string }),
    );
    await allow("0");
    await app.succeed(notes(3, "new"));
    const all =
      "MATCH (n:Note) OPTIONAL MATCH (n)-[:FOLLOWS]->(m) RETURN n.id AS id, n.text AS text, m.id AS to ORDER BY id";
    expect(await ask(connection, all)).toEqual([
      { id: 0, text: "new", to: null },
      { id: 1, text: "new", to: 0 },
      { id: 2, text: "new", to: 1 },
    ]);
    expect(await app.changes(notes(3, "new"))).toEqual({});
  });

  it("that refuses the user is an error that says what to check, without the password", async () => {
    const address = new URL((await testServer()).url);
    address.password = "wrong-secret";
    const error: unknown = await connect(address.href).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "FALKORDB_DENIED", hint: expect.stringContaining("password") as string });
    expect((error as Error).message).not.toContain("wrong-secret");
  });
});

describe("an address", () => {
  it("at which no server is is an error that names it, and one that is none is refused", async () => {
    await expect(connect("falkor://127.0.0.1:1", { timeout: 300 })).rejects.toMatchObject({
      code: "FALKORDB_UNAVAILABLE",
      isRetryable: true,
      message: expect.stringContaining("127.0.0.1:1") as string,
    });
    await expect(connect("falkor://nobody.invalid", { timeout: 300 })).rejects.toMatchObject({
      code: "FALKORDB_UNAVAILABLE",
      message: expect.stringContaining("nobody.invalid") as string,
    });
    // It listens, and says nothing, as a server without TLS does to one that asks for it.
    const mute = createServer().listen(0, "127.0.0.1");
    await once(mute, "listening");
    onTestFinished(() => void mute.close());
    const { port } = mute.address() as AddressInfo;
    await expect(connect(`falkors://127.0.0.1:${port}`, { timeout: 300 })).rejects.toMatchObject({
      code: "FALKORDB_UNAVAILABLE",
      hint: expect.stringContaining("TLS") as string,
    });
    await expect(connect("localhost")).rejects.toMatchObject({ code: "FALKORDB_ADDRESS" });
  });
});
