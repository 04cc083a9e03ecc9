import { encodeKey, record, type StableKey, t, Uuid } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { DB, testDatabase } from "./database.fixture.ts";
import { listRows } from "./list-rows.ts";
import { mountTable } from "./mount-table.ts";
import type { StoredType, TableLayout } from "./table-layout.ts";

const layoutOf = (types: Readonly<Record<string, StoredType>>): TableLayout => ({
  columns: Object.entries(types).map(([name, type]) => ({ name, type, nullable: false })),
  primaryKey: Object.keys(types),
  strict: false,
  unique: [],
  foreignKeys: [],
});

describe("the keys of a table's rows", () => {
  it("are listed as they were declared", async () => {
    const database = await testDatabase();
    const schema = record(
      { n: t.int(), id: t.uuid(), on: t.boolean(), raw: t.bytes() },
      { primaryKey: ["n", "id", "on", "raw"] },
    );
    const row = { n: 7, id: Uuid.parse("0b0e7d1c-6f5f-4b44-9a5f-0123456789ab"), on: true, raw: Uint8Array.of(0, 255) };
    await database.succeed(async () => (await mountTable(DB, "listed", schema)).declareRow(row));
    const context = { context: <T>() => database.connection as T, signal: new AbortController().signal };
    const layout = layoutOf({ n: "int", id: "uuid", on: "boolean", raw: "bytes" });
    const keys: StableKey[] = [];
    for await (const { key } of listRows(context, "test_db", "listed", layout)) keys.push(key);
    expect(keys.map(encodeKey)).toEqual([encodeKey([row.n, row.id, row.on, row.raw])]);
    for await (const _ of listRows(context, "test_db", "none", layout)) expect.unreachable();
  });

  it("come page by page, each once", async () => {
    const database = await testDatabase();
    database.connection.exec("CREATE TABLE many (n INTEGER, m INTEGER, PRIMARY KEY (n, m))");
    database.connection.exec(
      "WITH RECURSIVE one(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM one WHERE i < 25000) INSERT INTO many SELECT i / 3, i % 3 FROM one",
    );
    const context = { context: <T>() => database.connection as T, signal: new AbortController().signal };
    const seen = new Set<string>();
    let count = 0;
    for await (const { key } of listRows(context, "test_db", "many", layoutOf({ n: "int", m: "int" }))) {
      seen.add(String(key));
      count += 1;
    }
    expect([seen.size, count]).toEqual([25_001, 25_001]);
  });
});
