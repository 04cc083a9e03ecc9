import { type AnyRecord, record, t } from "@coco/connectorkit";
import { startQdrant } from "@coco/stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CollectionOptions } from "./collection-options.ts";
import { connect, type Connection } from "./connection.ts";
import { mountCollection } from "./mount-collection.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { toRows } from "./to-rows.ts";

let client: Connection;
let stop: () => Promise<void>;

beforeAll(async () => {
  const server = await startQdrant({ durable: false });
  client = await connect(server.url);
  stop = server.stop;
});
afterAll(() => stop());

const Note = record({ id: t.int(), text: t.string(), place: t.vector(2) }, { primaryKey: ["id"] });
const rows = [1, 2].map((id) => ({ id, text: `text ${id}`, place: [id, 0] }));

const main =
  <R extends AnyRecord>(name: string, schema: R, options: CollectionOptions, declared: readonly object[]) =>
  async () => {
    const collection = await mountCollection(DB, name, schema as AnyRecord, options);
    for (const row of declared) collection.declareRow(row as never);
  };

const markOf = async (name: string) => (await client.getCollection(name)).config.metadata?.["coco:owner"];

describe("options that change", () => {
  it("are changed in place, and go back to their defaults when they are left out again", async () => {
    const app = new TestApp(client);
    const configOf = async () => (await client.getCollection("tuned")).config;
    await app.succeed(main("tuned", Note, {}, rows));
    const mark = await markOf("tuned");
    const options: CollectionOptions = {
      hnsw: { m: 32 },
      quantization: { scalar: { type: "int8" } },
      optimizers: { indexing_threshold: 5 },
      replicationFactor: 2,
      vectors: { place: { onDisk: true, hnsw: { ef_construct: 200 }, quantization: { binary: {} } } },
    };
    expect(await app.changes(main("tuned", Note, options, rows))).toEqual({
      "qdrant collections of docs_db": { written: 1, deleted: 0 },
    });
    expect(await configOf()).toMatchObject({
      hnsw_config: { m: 32, ef_construct: 100 },
      quantization_config: { scalar: { type: "int8" } },
      optimizer_config: { indexing_threshold: 5 },
      params: {
        replication_factor: 2,
        vectors: { place: { on_disk: true, hnsw_config: { ef_construct: 200 }, quantization_config: { binary: {} } } },
      },
    });
    await app.changes(main("tuned", Note, { hnsw: { m: 8 } }, rows));
    expect(await configOf()).toMatchObject({
      hnsw_config: { m: 8 },
      quantization_config: null,
      optimizer_config: { indexing_threshold: 10_000 },
      params: {
        replication_factor: 1,
        vectors: { place: { on_disk: false, hnsw_config: { ef_construct: 100 }, quantization_config: null } },
      },
    });
    expect(await markOf("tuned")).toBe(mark);
    expect(await app.changes(main("tuned", Note, { hnsw: { m: 8 } }, rows))).toEqual({});
  });

  it("such as another distance have their vector made anew, in place, and the points written again", async () => {
    const app = new TestApp(client);
    await app.succeed(main("measured", Note, {}, rows));
    const mark = await markOf("measured");
    const euclid = main("measured", Note, { vectors: { place: { distance: "euclid" } } }, rows);
    expect((await app.changes(euclid))["qdrant points of docs_db/measured"]).toEqual({ written: 2, deleted: 0 });
    const { points } = await client.query("measured", { query: [1.6, 0], using: "place" });
    expect(points.map(({ score }) => score)).toEqual([expect.closeTo(0.4), expect.closeTo(0.6)]);
    expect(await markOf("measured")).toBe(mark);
    expect(await app.changes(euclid)).toEqual({});
  });

  it("such as the size of a vector without a name make the collection anew, as another number of shards does", async () => {
    const app = new TestApp(client);
    const vectors = { place: { name: "" } };
    const Wide = record({ ...Note.columns, place: t.vector(3) }, { primaryKey: ["id"] });
    const wide = rows.map((row) => ({ ...row, place: [...row.place, 1] }));
    await app.succeed(main("bare", Note, { vectors }, rows));
    expect((await client.getCollection("bare")).config.params.vectors).toMatchObject({ size: 2 });
    const plan = await app.define(main("bare", Wide, { vectors }, wide)).preview();
    expect(plan.changes.map(({ change, details, loss }) => [change, loss, ...details].join()).sort()).toEqual([
      "create,none",
      "create,none",
      "update,destructive,column place: size 3, was 2",
    ]);
    await app.succeed(main("bare", Wide, { vectors }, wide));
    expect((await client.getCollection("bare")).config.params.vectors).toMatchObject({ size: 3 });
    const before = await markOf("bare");
    await app.succeed(main("bare", Wide, { vectors, shardNumber: 2 }, wide));
    const { config, points_count } = await client.getCollection("bare");
    expect([config.params.shard_number, points_count, config.metadata?.["coco:owner"]]).toEqual([2, 2, before]);
    const found = await client.query("bare", { query: [2, 0, 1], limit: 1, with_payload: true, with_vector: true });
    expect(await toRows(found, Wide, { place: "" })).toMatchObject([{ id: 2, text: "text 2" }]);
  });
});

describe("a record that changes", () => {
  it("gets and loses vectors in place", async () => {
    const app = new TestApp(client);
    await app.succeed(main("grown", Note, {}, rows));
    const Grown = record(
      { ...Note.columns, parts: t.multiVector(2).nullable(), words: t.sparseVector().nullable() },
      { primaryKey: ["id"] },
    );
    expect(await app.changes(main("grown", Grown, {}, rows))).toEqual({
      "qdrant collections of docs_db": { written: 1, deleted: 0 },
    });
    const more = {
      id: 3,
      text: "more",
      place: [3, 0],
      parts: [
        [1, 0],
        [0, 1],
      ],
      words: { indices: [5], values: [2] },
    };
    await app.succeed(main("grown", Grown, {}, [...rows, more]));
    const { points } = await client.query("grown", { query: { indices: [5], values: [1] }, using: "words" });
    expect(points).toMatchObject([{ id: 3, score: 2 }]);
    await app.succeed(main("grown", Note, {}, rows));
    const { params } = (await client.getCollection("grown")).config;
    expect([Object.keys(params.vectors ?? {}), Object.keys(params.sparse_vectors ?? {})]).toEqual([["place"], []]);
  });
});

describe("a write that is not waited for", () => {
  it("is found a little later, and everything is there in the end", async () => {
    const app = new TestApp(client);
    await app.succeed(main("eventual", Note, { wait: false }, rows));
    await expect.poll(async () => (await client.count("eventual")).count).toBe(2);
    await app.succeed(main("eventual", Note, { wait: false }, rows.slice(1)));
    await expect.poll(async () => (await client.count("eventual")).count).toBe(1);
  });
});

describe("a collection of somebody else's", () => {
  it("whose vectors do not fit is not adopted, and not written to", async () => {
    await client.createCollection("theirs", { vectors: { place: { size: 7, distance: "Cosine" } } });
    const app = new TestApp(client);
    for (const options of [{ onExisting: "adopt" }, { managedBy: "user" }] as const) {
      expect(await app.failures(main("theirs", Note, options, rows))).toMatchObject([
        {
          code: "QDRANT_VECTOR_MISMATCH",
          message: expect.stringContaining("7 float32, Cosine, not 2 float32, Cosine"),
        },
      ]);
    }
    expect((await client.getCollection("theirs")).config.params.vectors).toMatchObject({ place: { size: 7 } });
    await client.deleteCollection("theirs");
  });
});

describe("what cannot be is refused when it is mounted", () => {
  it.each<[string, CollectionOptions, RegExp]>([
    ["an unknown option", { colour: 1 } as never, /the option colour: 1 is not known/],
    ["an unknown distance", { vectors: { place: { distance: "near" as "dot" } } }, /distance: "near" is not known/],
    ["an option of a column without vectors", { vectors: { text: {} } }, /names text, which is no column of vectors/],
    ["an option of other vectors", { vectors: { place: { modifier: "idf" } } }, /modifier is no option of a vector/],
  ])("%s", async (_, options, message) => {
    const app = new TestApp(client);
    expect(await app.failures(main("refused", Note, options, []))).toMatchObject([
      { code: "QDRANT_OPTIONS", message: expect.stringMatching(message) },
    ]);
  });

  it("two vectors of one name, and one without a name beside another", async () => {
    const Two = record({ id: t.int(), a: t.vector(2), b: t.vector(2) }, { primaryKey: ["id"] });
    const app = new TestApp(client);
    for (const [vectors, message] of [
      [{ a: { name: "b" } }, /would share the vector name "b"/],
      [{ a: { name: "" } }, /the only one may have no name, and a is not/],
    ] as const) {
      expect(await app.failures(main("refused", Two, { vectors }, []))).toMatchObject([
        { code: "QDRANT_VECTOR_NAME", message: expect.stringMatching(message) },
      ]);
    }
  });
});
