import { describe, expect } from "vitest";
import { LiveMap, mountEach } from "../index.ts";
import type { MemoryTable } from "../testing/memory-target.ts";
import { it } from "../testing/engine-test.ts";
import { LiveUpdate } from "./testing/live-update.ts";

describe("a live update (R3)", () => {
  const declareItem = function item(text: string, table: MemoryTable) {
    table.declare(text.slice(0, 1), text);
  };

  it("looks through its source, is ready, and then carries changes through", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [
      ["one", "a1"],
      ["two", "b1"],
    ]);
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(source, declareItem, table);
    });
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "a1", b: "b1" });
    update.takeLog();
    await (await source.set("one", "a2")).ready();
    expect(database.rows("docs")).toEqual({ a: "a2", b: "b1" });
    expect(update.takeLog()).toEqual([
      "@item/one ran: runs every time (not memoized)",
      "test.memory.db/docs/a updated by @item/one: runs every time (not memoized)",
    ]);
    await (await source.set("three", "c1")).ready();
    await (await source.delete("two")).ready();
    expect(database.rows("docs")).toEqual({ a: "a2", c: "c1" });
    const report = await update.stop();
    expect(report.status).toBe("stopped");
    expect(report.failures).toEqual([]);
  });
});
