import { describe, expect } from "vitest";
import { autoRefresh, LiveMap, type LiveComponentOperator, mount, mountEach, subpath, useMount } from "../index.ts";
import type { MemoryTable } from "../testing/memory-target.ts";
import { it } from "../testing/engine-test.ts";
import { LiveUpdate } from "./testing/live-update.ts";

/** A live component that does what a test tells it to. */
class Told {
  static operator: LiveComponentOperator | undefined;
  static entries: Record<string, string> = {};
  readonly #table: MemoryTable;

  constructor(table: MemoryTable) {
    this.#table = table;
  }

  async process(): Promise<void> {
    for (const [key, value] of Object.entries(Told.entries))
      await mount(subpath(key), declare, this.#table, key, value);
  }

  async processLive(operator: LiveComponentOperator): Promise<void> {
    Told.operator = operator;
    await operator.updateFull();
    await operator.markReady();
    await new Promise<void>((resolve) => operator.signal.addEventListener("abort", () => resolve()));
  }
}

function declare(table: MemoryTable, key: string, value: string): void {
  table.declare(key, value);
}

describe("a live component (R3)", () => {
  it("runs in full, then updates and deletes what its loop says", async ({ app, database }) => {
    Told.entries = { a: "1", b: "1" };
    let table: MemoryTable | undefined;
    const update = new LiveUpdate(app, async () => {
      table = await database.mountTable("docs");
      await mount(Told, table);
    });
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "1", b: "1" });
    const operator = Told.operator as LiveComponentOperator;
    await (await operator.update(subpath("c"), declare, table as unknown as MemoryTable, "c", "2")).ready();
    await (await operator.delete(subpath("a"))).ready();
    expect(database.rows("docs")).toEqual({ b: "1", c: "2" });
    Told.entries = { b: "3" };
    await operator.updateFull();
    expect(database.rows("docs")).toEqual({ b: "3" });
    expect((await update.stop()).failures).toEqual([]);
  });

  it("ends at markReady in a catch-up run", async ({ app, database, run }) => {
    Told.entries = { a: "1" };
    const { report } = await run(async () => {
      await mount(Told, await database.mountTable("docs"));
    });
    expect(report.failures).toEqual([]);
    expect(database.rows("docs")).toEqual({ a: "1" });
    Told.entries = {};
    await app.succeed(async () => {
      await mount(Told, await database.mountTable("docs"));
    });
    expect(database.rows("docs")).toEqual({});
  });

  it("goes when it is not mounted any more", async ({ app, database }) => {
    Told.entries = { a: "1" };
    await app.succeed(async () => {
      await mount(Told, await database.mountTable("docs"));
    });
    await app.succeed(() => database.mountTable("docs"));
    expect(database.rows("docs")).toEqual({});
  });

  it("can be mounted for each item, and is stopped with it", async ({ app, database }) => {
    Told.entries = { a: "1" };
    const items = new LiveMap<MemoryTable>("tables");
    const update = new LiveUpdate(app, async () => {
      await items.set("docs", await database.mountTable("docs"));
      await mountEach(items, Told);
    });
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "1" });
    const { signal } = Told.operator as LiveComponentOperator;
    await (await items.delete("docs")).ready();
    expect(signal.aborted).toBe(true);
    expect(database.rows("docs")).toEqual({});
    await update.stop();
  });

  it("is refused where a value is wanted", async ({ app }) => {
    const report = await app.run(() => useMount(Told as unknown as () => void));
    expect(report.failures[0]?.error).toMatchObject({ code: "LIVE_NEEDS_MOUNT" });
  });
});

describe("autoRefresh (R3)", () => {
  it("runs again after a pause, and deletes what is not declared any more", async ({ app, database }) => {
    let round = 0;
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      const refresh = function refresh(into: MemoryTable): void {
        round += 1;
        into.declare(round === 1 ? "first" : "later", 1);
      };
      await mount(autoRefresh(refresh, { every: 5 }), table);
    });
    await update.ready;
    await update.until(() => round >= 4);
    const { failures } = await update.stop();
    expect(failures).toEqual([]);
    expect(database.rows("docs")).toEqual({ later: 1 });
  });

  it("runs once in a catch-up run", async ({ app }) => {
    let rounds = 0;
    await app.succeed(() =>
      mount(
        autoRefresh(
          function refresh() {
            rounds += 1;
          },
          { every: 1 },
        ),
      ),
    );
    expect(rounds).toBe(1);
  });
});
