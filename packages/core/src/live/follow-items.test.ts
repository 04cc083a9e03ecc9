import { describe, expect } from "vitest";
import { fn, LiveMap, mount, mountEach, subpath } from "../index.ts";
import type { MemoryTable } from "../testing/memory-target.ts";
import { it } from "../testing/engine-test.ts";
import { LiveUpdate } from "./testing/live-update.ts";
import { Told } from "./testing/told-source.ts";

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
      "test.memory.db/docs/a updated by @item/one: its value changed",
    ]);
    await (await source.set("three", "c1")).ready();
    await (await source.delete("two")).ready();
    expect(database.rows("docs")).toEqual({ a: "a2", c: "c1" });
    const report = await update.stop();
    expect(report.status).toBe("stopped");
    expect(report.failures).toEqual([]);
  });

  it("ends by itself where nothing is to be followed", async ({ app, database }) => {
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach([["one", "a1"]], declareItem, table);
    });
    expect(await update.outcome).toMatchObject({ status: "done" });
    expect(database.rows("docs")).toEqual({ a: "a1" });
  });

  it("is a catch-up run without `live`, for the same program", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["one", "a1"]]);
    const main = async (): Promise<void> => {
      await mountEach(source, declareItem, await database.mountTable("docs"));
    };
    await app.succeed(main);
    expect(database.rows("docs")).toEqual({ a: "a1" });
    await source.delete("one");
    await app.succeed(main);
    expect(database.rows("docs")).toEqual({});
  });

  it("leaves alone what is as it was, also when it looks through a source again", async ({ app, database }) => {
    const memoized = fn({ memo: true, deps: {}, name: "item" }, declareItem);
    let scans = 0;
    const watched = new Told<string>([
      ["one", "a1"],
      ["two", "b1"],
    ]);
    watched.onScan = () => void (scans += 1);
    const update = new LiveUpdate(app, async () => {
      await mountEach(watched, memoized, await database.mountTable("docs"));
    });
    await update.ready;
    update.takeLog();
    watched.entries.set("two", "b2"); // an event that got lost
    await watched.subscriber.updateAll();
    expect(scans).toBe(2);
    expect(database.rows("docs")).toEqual({ a: "a1", b: "b2" });
    expect(update.takeLog()).toEqual([
      "@item/one is unchanged",
      "@item/two ran: its item changed",
      "test.memory.db/docs/b updated by @item/two: its item changed",
    ]);
    watched.entries.delete("one");
    await watched.subscriber.updateAll();
    expect(database.rows("docs")).toEqual({ b: "b2" });
    await update.stop();
  });

  it("looks through a source again by itself, as often as `rescan` says", async ({ app, database }) => {
    const watched = new Told<string>([["one", "a1"]]);
    const update = new LiveUpdate(
      app,
      async () => {
        await mountEach(watched, declareItem, await database.mountTable("docs"));
      },
      { rescan: { every: 5 } },
    );
    await update.ready;
    watched.entries.set("two", "b1");
    await update.until(() => "b" in database.rows("docs"));
    await update.stop();
  });

  it("takes what moves in one burst over, whatever the order of its halves", async ({ app, database }) => {
    const here = new LiveMap<string>("here", [["x", "a1"]]);
    const there = new LiveMap<string>("there");
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(subpath("here"), here, declareItem, table);
      await mountEach(subpath("there"), there, declareItem, table);
    });
    await update.ready;
    database.takeLog();
    update.takeLog();
    const moved = [await here.delete("x"), await there.set("y", "a2")];
    await Promise.all(moved.map((one) => one.ready()));
    expect(database.takeLog()).toEqual(["update docs/a"]);
    const back = [await here.set("x", "a3"), await there.delete("y")];
    await Promise.all(back.map((one) => one.ready()));
    expect(database.takeLog()).toEqual(["update docs/a"]);
    expect(update.takeLog().filter((line) => line.includes("goes from"))).toEqual([
      "test.memory.db/docs/a goes from here/x to there/y",
      "test.memory.db/docs/a goes from there/y to here/x",
    ]);
    expect((await update.stop()).failures).toEqual([]);
  });

  it("waits with a state that another component has: a move whose halves come in the wrong order is no failure", async ({
    app,
    database,
  }) => {
    const here = new LiveMap<string>("here", [["x", "a1"]]);
    const there = new LiveMap<string>("there");
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(subpath("here"), here, declareItem, table);
      await mountEach(subpath("there"), there, declareItem, table);
    });
    await update.ready;
    database.takeLog();
    const second = await there.set("y", "a2");
    await update.until(() => update.events.some((event) => event.kind === "componentFailed"));
    const first = await here.delete("x");
    await Promise.all([first.ready(), second.ready()]);
    expect(database.rows("docs")).toEqual({ a: "a2" });
    const report = await update.stop();
    expect(report.failures).toEqual([]);
  });

  it("has a state declared by two fail, when that does not pass", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["x", "a1"]]);
    const update = new LiveUpdate(app, async () => {
      await mountEach(source, declareItem, await database.mountTable("docs"));
    });
    await update.ready;
    await (await source.set("y", "a2")).ready();
    expect(database.rows("docs")).toEqual({ a: "a1" });
    const { failures } = await update.stop();
    expect(failures).toMatchObject([{ path: "@item/y", error: { code: "DECLARED_BY_TWO" } }]);
  });

  it("has it fail too where a component in between could not be deleted, which did not mount the other one", async ({
    app,
    database,
  }) => {
    const source = new LiveMap<string>("texts");
    const main = (between: boolean) => async () => {
      const table = await database.mountTable("docs");
      if (between) await mount(subpath("m"), () => table.declare("b", "m"));
      await mount(subpath("m", "c"), () => table.declare("a", "c"));
      await mountEach(subpath("z"), source, declareItem, table);
    };
    await app.succeed(main(true));
    database.fault = (action) => (action === "delete docs/b" ? new Error("not now") : undefined);
    const update = new LiveUpdate(app, main(false), { retry: { first: { hours: 1 } } });
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "c", b: "m" });
    await (await source.set("y", "a2")).ready();
    expect(database.rows("docs")).toEqual({ a: "c", b: "m" });
    const { failures } = await update.stop();
    expect(failures.map(({ path }) => path)).toContain("z/y");
  });

  it("does only the newest of what waits for one item", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["x", "a0"]]);
    const ran: string[] = [];
    const gate = Promise.withResolvers<void>();
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      const item = async function item(text: string): Promise<void> {
        ran.push(text);
        if (text === "a1") await gate.promise;
        table.declare("a", text);
      };
      await mountEach(source, item);
    });
    await update.ready;
    const first = await source.set("x", "a1");
    await update.until(() => ran.includes("a1"));
    const rest = [];
    for (let version = 2; version <= 9; version++) rest.push(await source.set("x", `a${version}`));
    gate.resolve();
    await Promise.all([first, ...rest].map((one) => one.ready()));
    expect(ran).toEqual(["a0", "a1", "a9"]);
    expect(database.rows("docs")).toEqual({ a: "a9" });
    await update.stop();
  });

  it("does not hold up others for a slow item", async ({ app, database }) => {
    const source = new LiveMap<string>("texts");
    const gate = Promise.withResolvers<void>();
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(source, async function item(text: string): Promise<void> {
        if (text.startsWith("s")) await gate.promise;
        table.declare(text.slice(0, 1), text);
      });
    });
    await update.ready;
    const slow = await source.set("slow", "s1");
    await update.until(() =>
      update.events.some((event) => event.kind === "componentRan" && event.component.endsWith("slow")),
    );
    await (await source.set("quick", "q1")).ready();
    await (await source.set("quick", "q2")).ready();
    await (await source.delete("quick")).ready();
    await (await source.set("other", "o1")).ready();
    expect(database.rows("docs")).toEqual({ o: "o1" });
    gate.resolve();
    await slow.ready();
    expect(database.rows("docs")).toEqual({ o: "o1", s: "s1" });
    await update.stop();
  });

  it("forgets no result that a function above would replay: a component above a live source runs each time", async ({
    app,
    database,
  }) => {
    const source = new LiveMap<string>("texts", [["one", "a1"]]);
    const all = fn({ memo: true, deps: {}, name: "all" }, async function all() {
      await mountEach(source, declareItem, await database.mountTable("docs"));
    });
    await app.succeed(() => mount(all));
    await source.set("one", "a2");
    await app.succeed(() => mount(all));
    expect(database.rows("docs")).toEqual({ a: "a2" });
  });
});
