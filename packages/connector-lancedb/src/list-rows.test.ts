import { encodeKey, type StableKey, Uuid } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { DATABASE, testDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import { listRows } from "./list-rows.ts";
import type { StoredType, TableLayout } from "./stored-type.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";

const layoutOf = (columns: Record<string, StoredType>, primaryKey: readonly string[]): TableLayout => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: !primaryKey.includes(name) })),
  primaryKey,
});

describe("the keys of a table's rows", () => {
  it.each<[Record<string, StoredType>, Record<string, StableKey>]>([
    [{ a: "int64" }, { a: 7 }],
    [
      { a: "text", b: "uuid" },
      { a: "x", b: Uuid.parse("0b0e7d1c-6f5f-4b44-9a5f-0123456789ab") },
    ],
    [
      { a: "bytes", b: "date", c: "bool" },
      { a: Uint8Array.of(1, 0, 255), b: "2026-01-31", c: true },
    ],
  ])("are listed as they were declared: %j", async (types, values) => {
    const database = await testDatabase();
    const names = Object.keys(types);
    const layout = layoutOf({ ...types, text: "text" }, names);
    const parts = names.map((name) => values[name] as StableKey);
    const key: StableKey = parts.length === 1 ? (parts[0] as StableKey) : parts;
    const target = new TrackedTarget(database, "listed");
    await target.run({ layout, rows: new Map([[key, { ...values, text: "t" } as RowValues]]) });
    const listed: StableKey[] = [];
    const context = { context: <T>() => database.connection as T, signal: new AbortController().signal };
    for await (const one of listRows(context, DATABASE, "listed", layout)) listed.push(one.key);
    expect(listed.map(encodeKey)).toEqual([encodeKey(key)]);
    for await (const _ of listRows(context, DATABASE, "none", layout)) expect.unreachable();
  });
});
