import { encodeKey, record, type ListContext, type StableKey, t, Uuid } from "@coco/connectorkit";
import { startQdrant } from "@coco/stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Connection } from "./connection.ts";
import { listPoints } from "./list-points.ts";
import { mountCollection } from "./mount-collection.ts";
import { withPatience } from "./patience.ts";
import { pointId } from "./point-id.ts";
import type { CollectionLayout } from "./stored-type.ts";
import { DB, TestApp } from "./testing/test-app.ts";

let client: Connection;
let stop: () => Promise<void>;

beforeAll(async () => {
  const server = await startQdrant({ durable: false });
  client = await connect(server.url);
  stop = server.stop;
});
afterAll(() => stop());

const columns = {
  text: t.string(),
  int: t.int(),
  big: t.bigint(),
  flag: t.boolean(),
  bytes: t.bytes(),
  day: t.date(),
  uuid: t.uuid(),
} as const;
const row = {
  text: "a'\"b",
  int: -7,
  big: 2n ** 63n - 1n,
  flag: true,
  bytes: Uint8Array.of(0, 92, 255),
  day: "0044-03-15",
  uuid: Uuid.parse("0b0e7d1c-6f5f-4b44-9a5f-0123456789ab"),
};
const kinds = { text: "string", int: "int", big: "bigint", flag: "boolean", bytes: "bytes", day: "date", uuid: "uuid" };

async function listed(collection: string, primaryKey: readonly (keyof typeof columns)[]): Promise<StableKey[]> {
  const layout = {
    columns: primaryKey.map((name) => ({ name, type: { kind: kinds[name] }, nullable: false })),
    primaryKey,
  } as unknown as CollectionLayout;
  const context: ListContext = { context: <T>() => client as T, signal: new AbortController().signal };
  const keys: StableKey[] = [];
  for await (const { key } of listPoints(context, DB.name, collection, layout)) keys.push(key);
  return keys;
}

describe("the keys of points", () => {
  it("are listed as they were declared, of every kind, alone and together", async () => {
    const app = new TestApp(client);
    const names = Object.keys(columns) as (keyof typeof columns)[];
    for (const primaryKey of [...names.map((name) => [name]), names]) {
      const name = `by_${primaryKey.join("_")}`;
      await app.succeed(async () => {
        (await mountCollection(DB, name, record(columns, { primaryKey }))).declareRow(row);
      });
      const parts = primaryKey.map((one): StableKey => row[one]);
      const key = parts.length === 1 ? (parts[0] as StableKey) : parts;
      expect((await listed(name, primaryKey)).map(encodeKey)).toEqual([encodeKey(key)]);
    }
    expect(await listed("none", ["int"])).toEqual([]);
  });

  it("are listed page by page", async () => {
    await client.createCollection("many", {});
    const points = Array.from({ length: 2500 }, (_, id) => ({ id, vector: {}, payload: { int: id } }));
    await client.upsert("many", { points });
    expect(new Set(await listed("many", ["int"])).size).toBe(2500);
  });

  it("have ids that are the same on every machine and for ever", () => {
    expect(pointId(7)).toBe(7);
    expect(pointId(2n ** 63n - 1n)).toBe(2n ** 63n - 1n);
    expect(pointId(7n)).toBe(7);
    expect(pointId(row.uuid)).toBe("0b0e7d1c-6f5f-4b44-9a5f-0123456789ab");
    expect(pointId("a")).toBe("64c599c3-4484-8a2e-89fe-dc71e83d6364");
    expect(pointId(-1)).not.toBe(pointId("-1"));
    expect(pointId(["a", 1])).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("payload indexes", () => {
  it("are made by the kind of their column, inside of JSON too, and removed", async () => {
    const Doc = record(
      { id: t.int(), "file.name": t.string(), at: t.timestamp(), tags: t.list(t.int()), more: t.json() },
      { primaryKey: ["id"] },
    );
    const app = new TestApp(client);
    const declare = (isIndexed: boolean) => async () => {
      const docs = await mountCollection(DB, "docs", Doc);
      docs.declareRow({ id: 1, "file.name": "a.md", at: new Date(0), tags: [1, 2], more: { author: { name: "Ada" } } });
      if (!isIndexed) return;
      docs.declarePayloadIndex({ column: "file.name" });
      docs.declarePayloadIndex({ column: "at" });
      docs.declarePayloadIndex({ column: "tags" });
      docs.declarePayloadIndex({ column: "more", path: "author.name", type: "text", params: { lowercase: true } });
    };
    await app.succeed(declare(true));
    const { payload_schema } = await client.getCollection("docs");
    const found = Object.entries(payload_schema).map(([field, index]) => [field, index?.data_type, index?.points]);
    expect(new Set(found)).toEqual(
      new Set([
        ['"file.name"', "keyword", 1],
        ["at", "datetime", 1],
        ["more.author.name", "text", 1],
        ["tags", "integer", 1],
      ]),
    );
    const filter = { must: [{ key: '"file.name"', match: { value: "a.md" } }] };
    expect((await client.count("docs", { filter })).count).toBe(1);
    await app.succeed(declare(false));
    expect((await client.getCollection("docs")).payload_schema).toEqual({});
  });

  it("that cannot be are refused", async () => {
    const Doc = record({ id: t.int(), place: t.vector(2), more: t.json() }, { primaryKey: ["id"] });
    const app = new TestApp(client);
    for (const [options, message] of [
      [{ column: "place" }, "place holds vectors"],
      [{ column: "more" }, "say the type of its index"],
      [{ column: "id", path: "x" }, "id is not JSON"],
      [{ column: "none" as "id" }, "does not exist"],
      [{ column: "id", tokenizer: "word" } as { column: "id" }, "the option tokenizer is not known"],
    ] as const) {
      const failures = await app.failures(async () => {
        (await mountCollection(DB, "unindexed", Doc)).declarePayloadIndex(options);
      });
      expect(failures).toMatchObject([{ code: "QDRANT_INDEX", message: expect.stringContaining(message) }]);
    }
  });
});

describe("a server that asks for time", () => {
  const throttled = Object.assign(new Error("too many"), { retry_after: 3600 });

  it("gets it, unless the write is given up", async () => {
    const controller = new AbortController();
    const work = withPatience(controller.signal, async () => {
      setImmediate(() => controller.abort());
      throw throttled;
    });
    await expect(work).rejects.toBe(throttled);
  });
});
