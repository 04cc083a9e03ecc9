import { record, t } from "@coco/connectorkit";
import { mount, subpath } from "@coco/core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connect } from "./connect.ts";
import { mountNodes, mountRelations } from "./graph.ts";
import { FaultyConnection } from "./testing/faulty-connection.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { ask, emptyGraph } from "./testing/ask.ts";
import { hasServer, testConnection, testServer } from "./testing/test-server.ts";

const Note = record({ id: t.string(), text: t.string() }, { primaryKey: ["id"] });

/** So many notes, each of a component of its own, and each linked to the one before. */
const notes =
  (count: number, text = "text", more: readonly string[] = []) =>
  async (): Promise<void> => {
    const target = await mountNodes(DB, "Note", Note);
    const follows = await mountRelations(DB, "FOLLOWS", { from: target, to: target, properties: { text: t.string() } });
    const items = Array.from({ length: count }, (_, id) => [String(id), id] as const);
    for (const id of more)
      await mount(subpath("more", id.slice(0, 10)), () => target.declareNode({ id, text: id.slice(0, 10) }));
    await eachOf(items, (id) => {
      const note = target.declareNode({ id: `${id}`, text: `${text} ${id}` });
      if (id > 0) follows.declareRelation(note, target.node({ id: `${id - 1}` }), { text: `${text} ${id}` });
    });
  };

/** What the graph should hold then, and what it holds. */
const expected = (count: number, text = "text"): string[] =>
  Array.from({ length: count }, (_, id) => [
    `${id} ${text} ${id}`,
    ...(id === 0 ? [] : [`${id}-${id - 1} ${text} ${id}`]),
  ])
    .flat()
    .sort();

async function found(): Promise<string[]> {
  await using held = await opened();
  const nodes = await ask(held.connection, "MATCH (n) RETURN n.id + ' ' + coalesce(n.text, '?') AS line");
  const relations = await ask(held.connection, "MATCH (a)-[r]->(b) RETURN a.id + '-' + b.id + ' ' + r.text AS line");
  return [...nodes, ...relations].map((one) => String(one.get("line"))).sort();
}

async function opened() {
  const connection = await testConnection();
  return { connection, [Symbol.asyncDispose]: () => connection.close() };
}

async function faulty(options: Record<string, unknown> = {}): Promise<FaultyConnection> {
  const connection = await FaultyConnection.open(options);
  onTestFinished(() => connection.close());
  return connection;
}

// Not in a hook, whose time is short for a server that starts on a busy machine.
if (hasServer) await testServer();

// skipped: there is no Neo4j server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("a failure that stays", () => {
  beforeEach(async () => {
    await using held = await opened();
    await emptyGraph(held.connection);
  });

  it("of one component, such as a key that is too long for its index, leaves the others alone", async () => {
    const app = new TestApp(await faulty());
    const failures = await app.failures(notes(20, "text", ["x".repeat(40_000)]));
    expect(failures).toMatchObject([
      { code: "NEO4J_VALUE", isRetryable: false, hint: expect.stringContaining("8,000 bytes") },
    ]);
    expect(await found()).toEqual(expected(20));
  });

  it("such as a log-in that is refused says what to do, is not tried again, and never shows the password", async () => {
    const { url } = await testServer();
    const connection = await connect(url.replace("coco-tests", "s3cret"));
    onTestFinished(() => connection.close());
    const app = new TestApp(connection);
    const [error] = await app.failures(notes(1));
    expect(error).toMatchObject({
      code: "NEO4J_DENIED",
      isRetryable: false,
      hint: expect.stringContaining("password"),
    });
    for (let each = error; each !== undefined; each = (each as Error).cause) {
      expect(JSON.stringify(each, Object.getOwnPropertyNames(each))).not.toContain("s3cret");
    }
    app.provided = await faulty();
    await app.succeed(notes(3));
    expect(await found()).toEqual(expected(3));
  });

  it("such as a database that does not exist", async () => {
    const connection = await connect((await testServer()).url, { database: "missing" });
    onTestFinished(() => connection.close());
    expect(await new TestApp(connection).failures(notes(1))).toMatchObject([
      { code: "NEO4J_DENIED", serverCode: "Neo.ClientError.Database.DatabaseNotFound" },
    ]);
  });

  it.each([
    ["neo4j", /neo4j:\/\/ goes on to the addresses that the server names/],
    ["bolt", /Check that it runs/],
  ])("such as an address of %s:// at which nobody answers says what to look at", async (scheme, hint) => {
    const connection = await connect(`${scheme}://neo4j:s3cret@127.0.0.1:1`);
    onTestFinished(() => connection.close());
    const [error] = await new TestApp(connection).failures(notes(1));
    expect(error).toMatchObject({ code: "NEO4J_UNAVAILABLE", isRetryable: true, hint: expect.stringMatching(hint) });
  });

  it("such as an address that is none", async () => {
    const wrong = await connect("neo4j//me:s3cret@127.0.0.1").catch((thrown: unknown) => thrown);
    expect(wrong).toMatchObject({ code: "NEO4J_ADDRESS" });
    expect(JSON.stringify(wrong, Object.getOwnPropertyNames(wrong))).not.toContain("s3cret");
  });
});

// skipped: there is no Neo4j server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)("a failure that passes", () => {
  beforeEach(async () => {
    await using held = await opened();
    await emptyGraph(held.connection);
  });

  it("such as a batch that is cut in its middle leaves no half of it", async () => {
    const connection = await faulty();
    const app = new TestApp(connection);
    await app.succeed(notes(50, "old"));
    let cuts = 2;
    connection.proxy.onRequest = (data) => {
      if (!data.includes("UNWIND") || cuts === 0) return;
      cuts -= 1;
      connection.proxy.cut();
    };
    await app.succeed(notes(40, "new"));
    expect(cuts).toBe(0);
    expect(await found()).toEqual(expected(40, "new"));
    expect(await app.changes(notes(40, "new"))).toEqual({});
  });

  it("such as answers that come too slowly: the batch is given up, and written by the next run", async () => {
    const connection = await faulty();
    const app = new TestApp(connection);
    await app.succeed(notes(3, "old"));
    connection.proxy.delayAnswers(700);
    expect(await app.failures(notes(5, "new"), { sinkTimeout: 500 })).toContainEqual(
      expect.objectContaining({ code: "SINK_TIMEOUT" }),
    );
    connection.proxy.delayAnswers(0);
    // The write that was given up may still be under way: until it ends nothing else is written.
    await expect.poll(() => app.failures(notes(5, "new")), { timeout: 60_000 }).toEqual([]);
    expect(await found()).toEqual(expected(5, "new"));
  });

  it("such as a lock that somebody holds: the transaction is ended on the server too, which would wait for it", async () => {
    const app = new TestApp(await faulty());
    await app.succeed(notes(2, "old"));
    await using held = await opened();
    const session = held.connection.driver.session() as unknown as {
      beginTransaction(): { run(text: string): Promise<unknown>; rollback(): Promise<void> };
      close(): Promise<void>;
    };
    const other = session.beginTransaction();
    await other.run("MATCH (n:Note {id: '0'}) SET n.text = 'locked'");
    expect(await app.failures(notes(2, "new"), { sinkTimeout: 500 })).toContainEqual(
      expect.objectContaining({ code: "SINK_TIMEOUT" }),
    );
    const waiting = async () =>
      (await ask(held.connection, "SHOW TRANSACTIONS YIELD metaData, status WHERE metaData.app = 'coco' RETURN status"))
        .length;
    await expect.poll(waiting, { timeout: 15_000 }).toBe(0);
    await other.rollback();
    await session.close();
    await app.succeed(notes(2, "new"));
    expect(await found()).toEqual(expected(2, "new"));
  });

  it("such as a server that is killed in mid run and comes back at once costs waiting only", {
    timeout: 240_000,
  }, async () => {
    const connection = await faulty({ maxTransactionRetryTime: 180_000 });
    const app = new TestApp(connection);
    const server = await testServer();
    let left = 3;
    connection.proxy.onRequest = (data) => {
      if (!data.includes("UNWIND") || --left !== 0) return;
      void server.kill().then(() => server.restart());
    };
    await app.succeed(notes(300));
    expect(left).toBeLessThanOrEqual(0);
    expect(await found()).toEqual(expected(300));
  });

  it("such as one that comes back later leaves what the next run makes right", { timeout: 240_000 }, async () => {
    const connection = await faulty();
    const app = new TestApp(connection);
    const server = await testServer();
    await app.succeed(notes(200, "old"));
    let killed: Promise<void> | undefined;
    connection.proxy.onRequest = (data) => {
      if (data.includes("UNWIND")) killed ??= server.kill();
    };
    expect(await app.failures(notes(150, "new"))).toContainEqual(
      expect.objectContaining({ code: "NEO4J_UNAVAILABLE", isRetryable: true }),
    );
    await killed;
    await server.restart();
    await app.succeed(notes(150, "new"));
    expect(await found()).toEqual(expected(150, "new"));
    expect(await app.changes(notes(150, "new"))).toEqual({});
  });
});

// skipped: there is no Neo4j server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)(
  "a graph that does not carry the app's marks, as where the key stands for another one now",
  () => {
    it("is left alone, with an error that says so; with fullReprocess it is taken over as onExisting says", {
      timeout: 240_000,
    }, async () => {
      await using held = await opened();
      await emptyGraph(held.connection);
      const app = new TestApp(await faulty());
      await app.succeed(notes(3));
      for (const kind of ["CONSTRAINT", "INDEX"]) {
        const marks = await ask(held.connection, `SHOW ${kind === "INDEX" ? "INDEXES" : "CONSTRAINTS"} YIELD name`);
        for (const mark of marks.map((one) => String(one.get("name"))).filter((name) => name.startsWith("coco owner ")))
          await ask(held.connection, `DROP ${kind} \`${mark}\``);
      }
      await ask(held.connection, "MATCH (n:Note) SET n.text = 'theirs'");
      const theirs = await found();
      for (const program of [notes(1), notes(5, "new"), notes(0)]) {
        const failures = await app.failures(program);
        expect(failures.length).toBeGreaterThan(0);
        for (const error of failures) {
          expect(error).toMatchObject({
            code: "GRAPH_TABLE_EXISTS",
            message: expect.stringMatching(
              /(?:nodes Note|relations FOLLOWS) of graph were not made by this app.*Nothing/,
            ),
            hint: expect.stringMatching(/Point.*fullReprocess.*adopt/s),
          });
        }
        expect(await found()).toEqual(theirs);
      }
      const adopted = async (): Promise<void> => {
        const target = await mountNodes(DB, "Note", Note, { onExisting: "adopt" });
        target.declareNode({ id: "0", text: "ours" });
      };
      await app.succeed(adopted, { fullReprocess: true });
      expect(await found()).toContain("0 ours");
    });
  },
);
