import { describe, expect } from "vitest";
import { mountEach } from "../index.ts";
import { it } from "../testing/engine-test.ts";
import type { MemoryTable } from "../testing/memory-target.ts";
import { LiveUpdate } from "./testing/live-update.ts";
import { Told } from "./testing/told-source.ts";

/** Holds up what runs until it is let go. */
function gate(): { readonly opened: Promise<void>; readonly reached: Promise<void>; reach(): void; open(): void } {
  const [opened, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return { opened: opened.promise, reached: reached.promise, reach: reached.resolve, open: opened.resolve };
}

describe("a source that is looked through again while items are being worked on (R3)", () => {
  it.for([
    { manner: "new", before: [] as [string, string][] },
    { manner: "changed", before: [["slow", "s1"]] as [string, string][] },
  ])("deletes an item that is gone by then: a $manner one", async ({ before }, { app, database }) => {
    const source = new Told<string>([["other", "o1"], ...before]);
    const slow = gate();
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(
        source,
        async function item(text: string, to: MemoryTable) {
          if (text === "s2") {
            slow.reach();
            await slow.opened;
          }
          to.declare(text.slice(0, 1), text);
        },
        table,
      );
    });
    await update.ready;
    const written = (await source.subscriber.update("slow", "s2")).ready();
    await slow.reached;
    source.entries.delete("slow");
    const scanned = source.subscriber.updateAll();
    await new Promise((resolve) => setTimeout(resolve, 50));
    slow.open();
    await written;
    await scanned;
    await update.until(() => database.rows("docs")["s"] === undefined);
    expect(database.rows("docs")).toEqual({ o: "o1" });
    expect((await update.stop()).failures).toEqual([]);
  });

  it("carries a change through that the scan alone came upon", async ({ app, database }) => {
    const source = new Told<string>([["slow", "s1"]]);
    const slow = gate();
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(
        source,
        async function item(text: string, to: MemoryTable) {
          if (text === "s2") {
            slow.reach();
            await slow.opened;
          }
          to.declare(text.slice(0, 1), text);
        },
        table,
      );
    });
    await update.ready;
    const written = (await source.subscriber.update("slow", "s2")).ready();
    await slow.reached;
    source.entries.set("slow", "s3");
    const scanned = source.subscriber.updateAll();
    await new Promise((resolve) => setTimeout(resolve, 50));
    slow.open();
    await written;
    await scanned;
    await update.until(() => database.rows("docs")["s"] === "s3");
    expect((await update.stop()).failures).toEqual([]);
  });

  it("does not run an item that was reported before, and is gone by then", async ({ app, database }) => {
    const source = new Told<string>([["other", "o1"]]);
    const ran: string[] = [];
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(
        source,
        function item(text: string, to: MemoryTable) {
          ran.push(text);
          to.declare(text.slice(0, 1), text);
        },
        table,
      );
    });
    await update.ready;
    const written = (await source.subscriber.update("gone", "g1")).ready();
    await source.subscriber.updateAll();
    await written;
    expect(ran.filter((text) => text !== "o1")).toEqual([]);
    expect(database.rows("docs")).toEqual({ o: "o1" });
    await update.stop();
  });
});
