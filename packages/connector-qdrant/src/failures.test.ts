import { record, t } from "@coco/connectorkit";
import { type StandIn, startQdrant } from "@coco/stand-ins";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect, type Connection, type QdrantLike } from "./connection.ts";
import { mountCollection } from "./mount-collection.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { toRows } from "./to-rows.ts";

const Note = record({ id: t.int(), text: t.string(), place: t.vector(2) }, { primaryKey: ["id"] });

interface Content {
  readonly id: number;
  readonly text: string;
}

const contents = (count: number, text = "text"): Content[] =>
  Array.from({ length: count }, (_, id) => ({ id, text: `${text} ${id}` }));

/** A collection of these rows, each of a component of its own. */
const notes = (rows: readonly Content[]) => async () => {
  const collection = await mountCollection(DB, "notes", Note, { vectors: { place: { distance: "euclid" } } });
  const items = rows.map((row) => [String(row.id), row] as const);
  await eachOf(items, ({ id, text }) => collection.declareRow({ id, text, place: [id, 1] }));
};

async function newServer(
  options: Parameters<typeof startQdrant>[0] = {},
): Promise<{ readonly server: StandIn; readonly client: Connection; readonly app: TestApp }> {
  const server = await startQdrant(options);
  onTestFinished(() => server.stop());
  const client = await connect(server.url, { timeout: 10_000 });
  return { server, client, app: new TestApp(client) };
}

/** The client, with something done while the given upsert is under way. */
function watched(client: Connection, which: number, during: () => Promise<unknown>): QdrantLike {
  let count = 0;
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const call = (member as (...args: unknown[]) => unknown).bind(target);
      if (name !== "upsert") return call;
      return async (...args: unknown[]) => {
        const sent = call(...args);
        count += 1;
        if (count === which) await Promise.allSettled([sent, during()]);
        return sent;
      };
    },
  });
}

async function found(client: Connection): Promise<Content[]> {
  const page = await client.scroll("notes", { limit: 10_000, with_vector: true });
  return (await toRows(page, Note)).map(({ id = -1, place, text = "" }) => {
    expect(place).toEqual(new Float32Array([id, 1]));
    return { id, text };
  });
}

describe("a server that is killed in the middle of a batch", () => {
  it("and comes back at once costs waiting only", async () => {
    const { app, client, server } = await newServer();
    app.provided = watched(client, 2, async () => {
      await server.kill();
      await server.restart(); // however long that takes on a busy machine: the next attempt finds it
    });
    await app.succeed(notes(contents(600)));
    expect(await found(client)).toEqual(contents(600));
    expect(await app.changes(notes(contents(600)))).toEqual({});
  });

  it("and comes back later leaves what the next run makes right", async () => {
    const { app, client, server } = await newServer();
    await app.succeed(notes(contents(400, "old")));
    app.provided = watched(client, 1, () => server.kill());
    const failures = await app.failures(notes(contents(350, "new")));
    expect(failures.length).toBeGreaterThan(0);
    expect(failures[0]).toMatchObject({ code: "QDRANT_UNAVAILABLE", isRetryable: true });
    await server.restart();
    app.provided = client;
    await app.succeed(notes(contents(350, "new")));
    expect(await found(client)).toEqual(contents(350, "new"));
    expect(await app.changes(notes(contents(350, "new")))).toEqual({});
  });
});

describe("a server that refuses", () => {
  it("the key says so once, and what was refused is written with the right one", async () => {
    const { app, server } = await newServer({ apiKey: "right" });
    const withKey = (apiKey: string) => connect(server.url, { headers: { "api-key": apiKey } });
    app.provided = await withKey("wrong");
    expect(await app.failures(notes(contents(3)))).toMatchObject([
      { code: "QDRANT_REFUSED", isRetryable: false, status: 403, hint: expect.stringContaining("API key") },
    ]);
    const client = await withKey("right");
    app.provided = client;
    await app.succeed(notes(contents(3)));
    expect(await found(client)).toEqual(contents(3));
  });

  it("further requests is asked again after as long as it says, and by the next run if that was not enough", async () => {
    const { app, client, server } = await newServer();
    await app.succeed(notes([]));
    await server.fail({ kind: "status", status: 429, retryAfter: 0, times: 4 });
    await app.succeed(notes(contents(3)));
    const mend = await server.fail({ kind: "status", status: 429 });
    const [error] = await app.failures(notes(contents(3, "new")));
    expect(error).toMatchObject({ code: "QDRANT_TOO_MANY_REQUESTS", isRetryable: true, status: 429 });
    await mend();
    await app.succeed(notes(contents(3, "new")));
    expect(await found(client)).toEqual(contents(3, "new"));
  });

  it("with an error of its own is asked again, and by the next run if it stays", async () => {
    const { app, client, server } = await newServer();
    await app.succeed(notes([]));
    for (const status of [500, 502, 503]) {
      await server.fail({ kind: "status", status, times: 1 });
      await app.succeed(notes(contents(3, String(status))));
    }
    const mend = await server.fail({ kind: "status", status: 503 });
    const [error] = await app.failures(notes(contents(2, "new")));
    expect(error).toMatchObject({ code: "QDRANT_UNAVAILABLE", isRetryable: true, status: 503 });
    await mend();
    await app.succeed(notes(contents(2, "new")));
    expect(await found(client)).toEqual(contents(2, "new"));
  });

  it("a point that is too large fails its component alone", async () => {
    const { app, client } = await newServer({ maxRequestBytes: 20_000 });
    const large = { id: 1000, text: "x".repeat(30_000) };
    expect(await app.failures(notes([...contents(10), large]))).toMatchObject([
      { code: "QDRANT_TOO_LARGE", status: 413 },
    ]);
    expect(await found(client)).toEqual(contents(10));
  });
});

describe("a server that is slow", () => {
  it("is given up when the time of a write is over, and what it did is made right by the next run", async () => {
    const { app, client, server } = await newServer();
    await app.succeed(notes(contents(3)));
    const mend = await server.fail({ kind: "slow", milliseconds: 1500 });
    const failures = await app.failures(notes(contents(2, "new")), { sinkTimeout: 300 });
    expect(failures.length).toBeGreaterThan(0);
    for (const error of failures) expect(error).toMatchObject({ code: "SINK_TIMEOUT" });
    await mend();
    // The write that was given up may still be under way: until it ends nothing else is written.
    const later = () => app.failures(notes(contents(2, "newest")), { sinkTimeout: 30_000 });
    await expect.poll(later, { timeout: 60_000 }).toEqual([]);
    expect(await found(client)).toEqual(contents(2, "newest"));
  });
});

describe("a batch that is half done", () => {
  it("when the connection is cut is made again in the same run", async () => {
    const { app, client, server } = await newServer();
    await app.succeed(notes(contents(100, "old")));
    await server.fail({ kind: "cut", done: "half", times: 2 });
    await app.succeed(notes(contents(90, "new")));
    expect(await found(client)).toEqual(contents(90, "new"));
  });

  it("in any history of faults ends as a run from scratch does", async () => {
    const { app, client, server } = await newServer();
    const faults = [
      { kind: "cut", done: "half" },
      { kind: "cut", done: "all" },
      { kind: "cut", done: "nothing" },
      { kind: "status", status: 400 },
      { kind: "refuse", field: "text", value: "round 3 1" },
    ] as const;
    for (const [round, fault] of faults.entries()) {
      const mend = await server.fail(fault);
      await app.run(notes(contents(5 + ((round * 7) % 11), `round ${round}`)));
      await mend();
      if (round % 2 === 0) continue;
      const oracle = contents(3 + round, `after ${round}`);
      await app.succeed(notes(oracle));
      expect(await found(client)).toEqual(oracle);
      expect(await app.changes(notes(oracle))).toEqual({});
    }
  });
});
