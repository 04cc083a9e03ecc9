import { record, t } from "@coco/connectorkit";
import { type StandIn, startTurbopuffer } from "@coco/stand-ins";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Connection, NamespaceLike, TurbopufferLike } from "./connection.ts";
import { mountNamespace } from "./mount-namespace.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { connectTo } from "./testing/test-service.ts";
import { toRows } from "./to-rows.ts";

const Note = record({ id: t.int(), text: t.string(), place: t.vector(2) }, { primaryKey: ["id"] });

interface Content {
  readonly id: number;
  readonly text: string;
}

const contents = (count: number, text = "text"): Content[] =>
  Array.from({ length: count }, (_, id) => ({ id, text: `${text} ${id}` }));

/** A namespace of these rows, each of a component of its own. */
const notes = (rows: readonly Content[]) => async () => {
  const namespace = await mountNamespace(DB, "notes", Note);
  const items = rows.map((row) => [String(row.id), row] as const);
  await eachOf(items, ({ id, text }) => namespace.declareRow({ id, text, place: [id, 1] }));
};

async function newServer(
  options: Parameters<typeof startTurbopuffer>[0] = {},
): Promise<{ readonly server: StandIn; readonly client: Connection; readonly app: TestApp }> {
  const server = await startTurbopuffer(options);
  onTestFinished(() => server.stop());
  const client = await connectTo(server.url, options.apiKey);
  return { server, client, app: new TestApp(client) };
}

/** The client, with something done while the given write of rows is under way. */
function watched(client: Connection, which: number, during: () => Promise<unknown>): TurbopufferLike {
  let count = 0;
  return {
    namespace(name) {
      const namespace = client.namespace(name);
      const write: NamespaceLike["write"] = async (params, options) => {
        const sent = namespace.write(params, options);
        // The first document of a namespace has no text.
        if (params?.upsert_rows?.[0]?.["text"] !== undefined) count += 1;
        if (count === which) await Promise.allSettled([sent, during()]);
        return sent;
      };
      return {
        write,
        deleteAll: namespace.deleteAll.bind(namespace),
        query: namespace.query.bind(namespace),
        schema: namespace.schema.bind(namespace),
        updateSchema: namespace.updateSchema.bind(namespace),
      };
    },
  };
}

async function found(client: Connection): Promise<Content[]> {
  const answer = client.namespace("notes").query({ rank_by: ["id", "asc"], limit: 10_000, include_attributes: true });
  return (await toRows(answer as never, Note)).map(({ id = -1, place, text = "" }) => {
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
    expect(failures[0]).toMatchObject({ code: "TURBOPUFFER_UNAVAILABLE", isRetryable: true });
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
    const withKey = (apiKey: string) => connectTo(server.url, apiKey);
    app.provided = await withKey("wrong");
    expect(await app.failures(notes(contents(3)))).toMatchObject([
      { code: "TURBOPUFFER_REFUSED", isRetryable: false, status: 401, hint: expect.stringContaining("API key") },
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
    expect(error).toMatchObject({ code: "TURBOPUFFER_TOO_MANY_REQUESTS", isRetryable: true, status: 429 });
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
    expect(error).toMatchObject({ code: "TURBOPUFFER_UNAVAILABLE", isRetryable: true, status: 503 });
    await mend();
    await app.succeed(notes(contents(2, "new")));
    expect(await found(client)).toEqual(contents(2, "new"));
  });

  it("a row that is too large fails its component alone", async () => {
    const { app, client } = await newServer({ maxRequestBytes: 20_000 });
    const large = { id: 1000, text: "x".repeat(30_000) };
    expect(await app.failures(notes([...contents(10), large]))).toMatchObject([
      { code: "TURBOPUFFER_TOO_LARGE", status: 413 },
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

describe("a batch of which nobody knows whether it was done", () => {
  it("is made again in the same run", async () => {
    const { app, client, server } = await newServer();
    await app.succeed(notes(contents(100, "old")));
    await server.fail({ kind: "cut", done: "all", times: 2 });
    await app.succeed(notes(contents(90, "new")));
    expect(await found(client)).toEqual(contents(90, "new"));
  });

  it("in any history of faults ends as a run from scratch does", async () => {
    const { app, client, server } = await newServer();
    const faults = [
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
