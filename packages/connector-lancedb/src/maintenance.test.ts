import { readdir } from "node:fs/promises";
import type { StableKey } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "./database.fixture.ts";
import type { RowValues } from "./encode-rows.ts";
import { defaultMaintenanceLimits, fragmentLimit, maintainTable } from "./maintenance.ts";
import type { TableLayout } from "./stored-type.ts";
import { TableHandler } from "./table-handler.ts";
import { TrackedTarget } from "./tracked-target.fixture.ts";

const layout: TableLayout = {
  columns: [
    { name: "id", type: "int64", nullable: false },
    { name: "text", type: "text", nullable: false },
  ],
  primaryKey: ["id"],
};

function rowsOf(count: number, text = "a"): Map<StableKey, RowValues> {
  return new Map(Array.from({ length: count }, (_, id) => [id, { id, text }]));
}

async function fragments(database: TestDatabase): Promise<number> {
  return (await (await database.connection.openTable("notes")).stats()).fragmentStats.numFragments;
}

describe("a table", () => {
  it("is compacted at the end of the run that leaves it in too many fragments, and not before", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    const limit = fragmentLimit(22);
    for (let count = 1; count < limit; count++) await target.run({ layout, rows: rowsOf(count) });
    expect(await fragments(database)).toBe(limit - 1);
    await target.run({ layout, rows: rowsOf(limit) });
    expect(await fragments(database)).toBe(1);
    expect(await (await database.connection.openTable("notes")).countRows()).toBe(limit);
    await target.run({ layout, rows: rowsOf(limit + 1) });
    expect(await fragments(database)).toBe(2);
  });

  it("is compacted in the middle of a run that writes many small batches", async () => {
    const database = await testDatabase();
    await new TrackedTarget(database, "notes").run({ layout });
    const rows = new TableHandler().child(["docs_db", "notes"], { tracked: { version: 1, ...layout } });
    for (let id = 0; id < 100; id++) {
      const answer = rows.reconcile(id, { id, text: "a" }, { possible: [], mayBeMissing: false });
      await answer?.action?.sink.apply([answer.action.payload], database.context);
    }
    expect(await fragments(database)).toBeLessThan(fragmentLimit(100) + 16);
    expect(await (await database.connection.openTable("notes")).countRows()).toBe(100);
  });

  it("loses its old versions and their files once they are old enough, and keeps young ones", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    for (let count = 1; count <= 12; count++) await target.run({ layout, rows: rowsOf(3, `text ${count}`) });
    const table = await database.connection.openTable("notes");
    const files = async () => (await readdir(database.folder, { recursive: true })).length;
    const before = await files();
    const limits = { ...defaultMaintenanceLimits, prunableVersions: 10, smallFragments: 1_000, countEvery: 1 };
    expect(await maintainTable(database.connection, table, limits)).toBe(false);
    expect(await files()).toBe(before);
    // Another connection has looked at nothing yet.
    expect(await maintainTable({}, table, { ...limits, retentionMs: -1_000 })).toBe(true);
    expect(await files()).toBeLessThan(before / 2);
    expect((await table.listVersions()).length).toBeLessThan(4);
  });

  it("is rewritten when many of its fragments carry deletions", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    for (const count of [10, 20, 30]) await target.run({ layout, rows: rowsOf(count) });
    const kept = new Map([...rowsOf(30)].filter(([id]) => Number(id) % 2 === 0));
    await target.run({ layout, rows: kept });
    const table = await database.connection.openTable("notes");
    expect(await maintainTable({}, table, { ...defaultMaintenanceLimits, deletionFiles: 3, countEvery: 1 })).toBe(true);
    expect((await table.listVersions()).at(-1)?.metadata["total_deletion_files"]).toBe("0");
    expect(await table.countRows()).toBe(15);
  });

  it("that cannot be put in order is left as it is, without an error", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, rows: rowsOf(1) });
    const table = await database.connection.openTable("notes");
    await database.connection.dropTable("notes");
    expect(await maintainTable({}, table, { ...defaultMaintenanceLimits, smallFragments: 0 })).toBe(false);
  });

  it("keeps all rows when a run and someone else's compaction meet", async () => {
    const database = await testDatabase();
    const target = new TrackedTarget(database, "notes");
    await target.run({ layout, rows: rowsOf(100) });
    const table = await database.connection.openTable("notes");
    let done = false;
    const other = (async () => {
      while (!done) await table.optimize().catch(() => undefined);
    })();
    for (let round = 0; round < 10; round++) {
      const rows = rowsOf(100 + round, `round ${round}`);
      for (;;) {
        try {
          await target.run({ layout, rows });
          break;
        } catch (error) {
          // The engine tries such a batch again.
          expect(error).toMatchObject({ code: "LANCEDB_CONFLICT", isRetryable: true });
        }
      }
    }
    done = true;
    await other;
    expect(await table.countRows()).toBe(109);
    expect(await table.countRows("text = 'round 9'")).toBe(109);
  });
});
