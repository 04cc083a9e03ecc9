import { encodeKey, record, type ListContext, type StableKey, t, Uuid } from "@coco/connectorkit";
import { startTurbopuffer } from "@coco/stand-ins";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "./connection.ts";
import { listRows } from "./list-rows.ts";
import { mountNamespace } from "./mount-namespace.ts";
import { rowId } from "./row-id.ts";
import type { NamespaceLayout } from "./stored-type.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { connectTo } from "./testing/test-service.ts";

let client: Connection;
let stop: () => Promise<void>;

beforeAll(async () => {
  const service = await startTurbopuffer({ durable: false });
  client = await connectTo(service.url);
  stop = service.stop;
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
  text: "a'\"b".padEnd(100, "x"),
  int: 7,
  big: -(2n ** 63n),
  flag: false,
  bytes: Uint8Array.of(0, 92, 255),
  day: "0044-03-15",
  uuid: Uuid.parse("0b0e7d1c-6f5f-4b44-9a5f-0123456789ab"),
};
const kinds = { text: "string", int: "int", big: "bigint", flag: "boolean", bytes: "bytes", day: "date", uuid: "uuid" };

async function listed(namespace: string, primaryKey: readonly (keyof typeof columns)[]): Promise<StableKey[]> {
  const layout = {
    columns: primaryKey.map((name) => ({ name, type: { kind: kinds[name] }, nullable: false })),
    primaryKey,
  } as unknown as NamespaceLayout;
  const context: ListContext = { context: <T>() => client as T, signal: new AbortController().signal };
  const keys: StableKey[] = [];
  for await (const { key } of listRows(context, DB.name, namespace, layout)) keys.push(key);
  return keys;
}

describe("the keys of rows", () => {
  it("are listed as they were declared, of every kind, alone and together", async () => {
    const app = new TestApp(client);
    const names = Object.keys(columns) as (keyof typeof columns)[];
    for (const primaryKey of [...names.map((name) => [name]), names]) {
      const name = `by_${primaryKey.join("_")}`;
      await app.succeed(async () => {
        (await mountNamespace(DB, name, record(columns, { primaryKey }))).declareRow(row);
      });
      const parts = primaryKey.map((one): StableKey => row[one]);
      const key = parts.length === 1 ? (parts[0] as StableKey) : parts;
      expect((await listed(name, primaryKey)).map(encodeKey)).toEqual([encodeKey(key)]);
    }
    expect(await listed("none", ["int"])).toEqual([]);
  });

  it("are listed page by page", async () => {
    await client.namespace("many").write({ upsert_rows: Array.from({ length: 2500 }, (_, id) => ({ id })) });
    expect(new Set(await listed("many", ["int"])).size).toBe(2500);
  });

  it("have ids that are the same on every machine and for ever", () => {
    expect(rowId("uint", 7)).toBe(7);
    expect(rowId("uuid", row.uuid)).toBe("0b0e7d1c-6f5f-4b44-9a5f-0123456789ab");
    expect(rowId("string", "a")).toBe("a");
    expect(rowId("string", -(2n ** 63n))).toBe("-9223372036854775808");
    expect(rowId("string", "é".repeat(32))).toBe("é".repeat(32));
    for (const text of ["", "#a", "a\0", "x".repeat(65)]) {
      expect(rowId("string", text)).toMatch(/^#[\w-]{43}$/);
    }
    expect(rowId("string", "x".repeat(65))).toBe("#PhipPPIDvsXkzNijVhaqvSRyJ4JwxgRmhuTLIljeQ6s");
    expect(rowId("derived", ["a", 1])).toBe("bb1da245-0cf8-88db-a97d-ed559c9a59c3");
  });
});
