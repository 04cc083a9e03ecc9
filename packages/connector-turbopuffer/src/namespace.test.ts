import { type AnyRecord, record, t } from "@coco/connectorkit";
import { startTurbopuffer } from "@coco/stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection, NamespaceLike } from "./connection.ts";
import { markOf } from "./mark.ts";
import { mountNamespace } from "./mount-namespace.ts";
import type { NamespaceOptions } from "./namespace-options.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { connectTo } from "./testing/test-service.ts";
import { toRows } from "./to-rows.ts";

let client: Connection;
let stop: () => Promise<void>;

beforeAll(async () => {
  const service = await startTurbopuffer({ durable: false });
  client = await connectTo(service.url);
  stop = service.stop;
});
afterAll(() => stop());

const Note = record({ id: t.int(), text: t.string(), place: t.vector(2) }, { primaryKey: ["id"] });
const rows = [1, 2].map((id) => ({ id, text: `text ${id}`, place: [id, 1] }));

const main =
  <R extends AnyRecord>(name: string, schema: R, options: NamespaceOptions, declared: readonly object[]) =>
  async () => {
    const namespace = await mountNamespace(DB, name, schema as AnyRecord, options);
    for (const row of declared) namespace.declareRow(row as never);
  };

const schemaOf = (name: string) => client.namespace(name).schema();

describe("options that change", () => {
  it("such as what can be filtered by change in place, and leave the full-text index as it is", async () => {
    const app = new TestApp(client);
    const declare = (filterable: boolean) => async () => {
      const namespace = await mountNamespace(DB, "filtered", Note, { filterable: { text: filterable } });
      namespace.declareFtsIndex({ column: "text", stemming: true });
      for (const row of rows) namespace.declareRow(row);
    };
    await app.succeed(declare(false));
    expect((await schemaOf("filtered"))["text"]).toMatchObject({
      filterable: false,
      full_text_search: { stemming: true },
    });
    expect(await app.changes(declare(true))).toEqual({
      "turbopuffer namespaces of docs_db": { written: 1, deleted: 0 },
    });
    expect((await schemaOf("filtered"))["text"]).toMatchObject({
      filterable: true,
      full_text_search: { stemming: true },
    });
  });

  it("such as the distance make the namespace anew", async () => {
    const app = new TestApp(client);
    await app.succeed(main("measured", Note, {}, rows));
    const euclid = main("measured", Note, { distance: { place: "euclidean" } }, rows);
    expect((await app.changes(euclid))["turbopuffer rows of docs_db/measured"]).toEqual({ written: 2, deleted: 0 });
    const answer = client.namespace("measured").query({ rank_by: ["place", "ANN", [3, 1]], limit: 2 });
    expect((await toRows(answer as never, Note)).map(({ _dist }) => _dist)).toEqual([1, 4]);
    expect(await app.changes(euclid)).toEqual({});
  });
});

describe("a record that changes", () => {
  it("has a column of a type that was there before as another one make the namespace anew", async () => {
    const app = new TestApp(client);
    const With = (column: AnyRecord["columns"][string]) =>
      record({ ...Note.columns, extra: column }, { primaryKey: ["id"] });
    await app.succeed(main("typed", With(t.int().nullable()), {}, rows));
    await app.succeed(main("typed", Note, {}, rows));
    expect((await schemaOf("typed"))["extra"]).toMatchObject({ type: "int" });
    await app.succeed(main("typed", With(t.float().nullable()), {}, rows));
    expect((await schemaOf("typed"))["extra"]).toMatchObject({ type: "float" });
    expect(await app.changes(main("typed", With(t.float().nullable()), {}, rows))).toEqual({});
  });
});

describe("what a run costs", () => {
  it("stands in its report, and many rows of one component are one request", async () => {
    const app = new TestApp(client);
    const many = Array.from({ length: 3000 }, (_, id) => ({ id, text: `text ${id}`, place: [id, 1] }));
    const { counters } = (await app.succeed(main("counted", Note, {}, many))).stats;
    expect(counters["turbopuffer requests of docs_db/counted"]).toBe(1);
    expect(counters["turbopuffer bytes sent to docs_db/counted"]).toBeGreaterThan(3000 * 20);
    const billed = many.reduce((sum, { text }) => sum + text.length + 8 + 8, 0);
    expect(counters["turbopuffer bytes billed of docs_db/counted"]).toBe(billed);
    const next = await app.succeed(main("counted", Note, {}, many));
    expect(Object.keys(next.stats.counters).filter((name) => name.startsWith("turbopuffer"))).toEqual([]);
  });
});

describe("a namespace that was being made when the run broke off", () => {
  it.each(["write", "delete"])(
    "at the %s of its first document is made by the next one, without that document",
    async (at) => {
      const name = `begun-${at}`;
      const app = new TestApp({
        namespace(given) {
          const namespace = client.namespace(given);
          const write: NamespaceLike["write"] = async (params, options) => {
            if (at === "delete" && params?.deletes !== undefined) throw new Error("broken off");
            const answer = await namespace.write(params, options);
            if (at === "write") throw new Error("broken off");
            return answer;
          };
          return {
            write,
            deleteAll: namespace.deleteAll.bind(namespace),
            query: namespace.query.bind(namespace),
            schema: namespace.schema.bind(namespace),
            updateSchema: namespace.updateSchema.bind(namespace),
          };
        },
      });
      expect(await app.failures(main(name, Note, {}, rows))).toMatchObject([{ code: "TURBOPUFFER_FAILED" }]);
      const all = () => client.namespace(name).query({ rank_by: ["id", "asc"], limit: 9 });
      expect((await all()).rows).toHaveLength(1);
      app.provided = client;
      await app.succeed(main(name, Note, {}, rows));
      expect((await all()).rows?.map(({ id }) => id)).toEqual([1, 2]);
    },
  );
});

describe("a namespace that is gone", () => {
  it("is not made anew by a write, without its other rows", async () => {
    const app = new TestApp(client);
    const each = (ids: readonly number[]) => async () => {
      const namespace = await mountNamespace(DB, "gone", Note);
      await eachOf(
        ids.map((id) => [String(id), id]),
        (id) => namespace.declareRow({ id, text: "text", place: [id, 1] }),
      );
    };
    await app.succeed(each([1, 2]));
    await client.namespace("gone").deleteAll();
    expect(await app.failures(each([1, 2, 3]))).toMatchObject([
      { code: "TURBOPUFFER_NAMESPACE_MISSING", hint: expect.stringContaining("fullReprocess") },
    ]);
    expect(await client.namespace("gone").exists()).toBe(false);
    await app.succeed(each([1, 2, 3]), { fullReprocess: true });
    expect((await client.namespace("gone").query({ rank_by: ["id", "asc"], limit: 9 })).rows).toHaveLength(3);
  });
});

describe("a namespace that another app adopts", () => {
  it("is that app's from then on, and the first one leaves it alone", async () => {
    const [first, second] = [new TestApp(client), new TestApp(client)];
    await first.succeed(main("shared", Note, {}, rows));
    const before = markOf(await schemaOf("shared"));
    await second.succeed(main("shared", Note, { onExisting: "adopt" }, rows));
    expect(markOf(await schemaOf("shared"))).not.toBe(before);
    await first.succeed(() => undefined);
    expect(await client.namespace("shared").exists()).toBe(true);
    await second.succeed(() => undefined);
    expect(await client.namespace("shared").exists()).toBe(false);
  });
});

describe("what cannot be is refused", () => {
  it.each<[string, AnyRecord, NamespaceOptions, string, RegExp]>([
    ["an unknown option", Note, { colour: 1 } as never, "TURBOPUFFER_OPTIONS", /the option colour: 1 is not known/],
    [
      "an unknown distance",
      Note,
      { distance: { place: "near" as "cosine" } },
      "TURBOPUFFER_OPTIONS",
      /distance.place: "near"/,
    ],
    [
      "a filter of no column",
      Note,
      { filterable: { plase: true } },
      "TURBOPUFFER_OPTIONS",
      /plase: .* among id, text, place/,
    ],
    ["filters by vectors", Note, { filterable: { place: true } }, "TURBOPUFFER_OPTIONS", /filterable.place/],
    [
      "three vectors",
      record({ id: t.int(), a: t.vector(2), b: t.vector(2), c: t.vector(2) }, { primaryKey: ["id"] }),
      {},
      "TURBOPUFFER_VECTORS",
      /a, b, c are more than 2/,
    ],
    [
      "a name of Turbopuffer's",
      record({ id: t.int(), $dist: t.float() }, { primaryKey: ["id"] }),
      {},
      "TURBOPUFFER_COLUMN_NAME",
      /\$dist/,
    ],
    [
      "sparse vectors",
      record({ id: t.int(), words: t.sparseVector() }, { primaryKey: ["id"] }),
      {},
      "RECORD_COLUMN_KIND",
      /words/,
    ],
  ])("when it is mounted: %s", async (_, schema, options, code, message) => {
    const app = new TestApp(client);
    expect(await app.failures(main("refused", schema, options, []))).toMatchObject([
      { code, message: expect.stringMatching(message) },
    ]);
  });

  it("when it is declared: a negative id, with the way to have one", async () => {
    const app = new TestApp(client);
    const negative = [{ id: -1, text: "below", place: [0, 1] }];
    expect(await app.failures(main("negative", Note, {}, negative))).toMatchObject([
      { code: "ROW_INVALID", hint: expect.stringContaining('ids: "string"') },
    ]);
    await app.succeed(main("negative", Note, { ids: "string" }, negative));
    const answer = client
      .namespace("negative")
      .query({ rank_by: ["id", "asc"], limit: 1, include_attributes: ["text"] });
    expect(await toRows(answer as never, Note)).toEqual([{ id: -1, text: "below" }]);
  });
});
