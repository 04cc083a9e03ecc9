import { encodeKey, record, type ListContext, type StableKey, t, Uuid } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { listRows } from "./list-rows.ts";
import { mountTable } from "./mount-table.ts";
import type { StoredColumn } from "./stored-column.ts";
import { DB, TestApp } from "./testing/test-app.ts";
import { testDatabase } from "./testing/test-database.ts";

const columns = {
  text: t.string(),
  int: t.int(),
  big: t.bigint(),
  flag: t.boolean(),
  bytes: t.bytes(),
  day: t.date(),
  uuid: t.uuid(),
} as const;
const types: Readonly<Record<keyof typeof columns, readonly [type: string, kind: string]>> = {
  text: ["text", "string"],
  int: ["bigint", "int"],
  big: ["bigint", "bigint"],
  flag: ["boolean", "boolean"],
  bytes: ["bytea", "bytes"],
  day: ["date", "date"],
  uuid: ["uuid", "uuid"],
};
const row = {
  text: "a'\"b",
  int: -7,
  big: 2n ** 63n - 1n,
  flag: true,
  bytes: Uint8Array.of(0, 92, 255),
  day: "0044-03-15",
  uuid: Uuid.parse("0b0e7d1c-6f5f-4b44-9a5f-0123456789ab"),
};

async function listed(context: ListContext, table: string, primaryKey: readonly (keyof typeof columns)[]) {
  const layout = {
    columns: primaryKey.map(
      (name): StoredColumn => ({ name, type: types[name][0], kind: types[name][1], nullable: false }),
    ),
    primaryKey,
  };
  const keys: StableKey[] = [];
  const place = { database: DB.name, schema: "public", table };
  for await (const { key } of listRows(context, place, layout)) keys.push(key);
  return keys;
}

describe("the keys of a table's rows", () => {
  it("are listed as they were declared, of every kind, alone and together", async () => {
    const { pool } = await testDatabase();
    const app = new TestApp(pool);
    const context: ListContext = { context: <T>() => pool as T, signal: new AbortController().signal };
    const names = Object.keys(columns) as (keyof typeof columns)[];
    for (const primaryKey of [...names.map((name) => [name]), names]) {
      const table = `by_${primaryKey.join("_")}`;
      await app.succeed(async () => {
        (await mountTable(DB, table, record(columns, { primaryKey }))).declareRow(row);
      });
      const parts = primaryKey.map((name): StableKey => row[name]);
      const key = parts.length === 1 ? (parts[0] as StableKey) : parts;
      expect((await listed(context, table, primaryKey)).map(encodeKey)).toEqual([encodeKey(key)]);
    }
    expect(await listed(context, "none", ["int"])).toEqual([]);
  });

  it("are listed page by page", async () => {
    const { pool, rows } = await testDatabase();
    await rows('CREATE TABLE many AS SELECT i AS "int" FROM generate_series(1, 12001) AS i');
    const context: ListContext = { context: <T>() => pool as T, signal: new AbortController().signal };
    const keys = await listed(context, "many", ["int"]);
    expect(keys).toHaveLength(12_001);
    expect(new Set(keys).size).toBe(12_001);
  });
});
