import { describe, expect } from "vitest";
import { mount, mountEach, noteMissing } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { it } from "../testing/engine-test.ts";
import type { MemoryDatabase, MemoryTable } from "../testing/memory-target.ts";
import { wrap } from "../testing/wrap.ts";
import type { ComparedContainer } from "./compare-targets.ts";

/** An app all of whose components and calls are memoized. */
const main = (database: MemoryDatabase) => async (): Promise<void> => {
  const table = await database.mountTable("docs");
  const row = wrap("row", { memo: true }, (text: string, into: MemoryTable) => into.declare(text, text.toUpperCase()));
  const item = wrap("item", { memo: true }, (text: string, into: MemoryTable) => row(text, into));
  const all = wrap("all", { memo: true }, async (into: MemoryTable) => {
    await mountEach(Object.entries({ a: "a", b: "b", c: "c" }), item, into);
  });
  await mount(all, table);
};

const found = (missing: readonly string[]): ComparedContainer => ({
  container: "test.memory.db/docs",
  outcome: "compared",
  tracked: 3,
  missing: missing.map((key) => ({ kind: "missing", path: `test.memory.db/docs/${key}`, message: "", hint: "" })),
  foreign: [],
  error: undefined,
});

describe("target states that are found missing", () => {
  it("are written again by the next update, in which their components run and no others", async ({
    app,
    database,
    logOf,
  }) => {
    await app.succeed(main(database));
    database.tables.get("docs")?.delete("b");
    const noted = await noteMissing(app.define(main(database)), [found(["b"])]);
    expect(noted).toEqual({ targetStates: 1, components: ["@all/@item/b"] });
    expect(await logOf(main(database))).toMatchInlineSnapshot(`
      [
        "/ ran: runs every time (not memoized)",
        "@target/test.memory.db/docs ran: runs every time (not memoized)",
        "@all ran: the last run left no result to reuse",
        "@all/@item/a is unchanged",
        "@all/@item/c is unchanged",
        "@all/@item/b ran: the last run left no result to reuse",
        "row() in @all/@item/b ran: the last run left no result to reuse",
        "test.memory.db/docs/b updated by @all/@item/b: the last run left no result to reuse",
      ]
    `);
    expect(database.rows("docs")).toEqual({ a: "A", b: "B", c: "C" });
    expect((await checkStore(app.storePath, "Test", true)).problems).toEqual([]);
    expect((await logOf(main(database))).some((line) => line.includes("row"))).toBe(false);
  });

  it("are written again with their container where nothing is left of it", async ({ app, database }) => {
    await app.succeed(main(database));
    database.remove("docs");
    const noted = await noteMissing(app.define(main(database)), [found(["a", "b", "c"])]);
    expect(noted.targetStates).toBe(4);
    await app.succeed(main(database));
    expect(database.rows("docs")).toEqual({ a: "A", b: "B", c: "C" });
    expect((await checkStore(app.storePath, "Test", true)).problems).toEqual([]);
  });

  it("are deleted as ever where nobody declares them any more", async ({ app, database }) => {
    await app.succeed(main(database));
    database.tables.get("docs")?.delete("b");
    await noteMissing(app.define(main(database)), [found(["b"])]);
    await app.succeed(() => database.mountTable("docs"));
    expect(database.rows("docs")).toEqual({});
    expect((await checkStore(app.storePath, "Test", true)).problems).toEqual([]);
  });

  it("change nothing where there are none", async ({ app, database }) => {
    await app.succeed(main(database));
    expect(await noteMissing(app.define(main(database)), [found([])])).toEqual({ targetStates: 0, components: [] });
  });
});
