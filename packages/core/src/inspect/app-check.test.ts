import { fn, symbol } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { componentKey, formatPath } from "../component/component-path.ts";
import { generateId, inspect, mountEach } from "../index.ts";
import { pack } from "../internal/packing.ts";
import { type Change, openStateStore, pagesOf } from "../store/index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import type { CheckOptions, Finding } from "./finding.ts";

const upper = fn({ memo: true, deps: {}, name: "upper" }, async (text: string) => text.toUpperCase());
const store = fn({ memo: true, deps: {}, name: "store" }, async (text: string, table: MemoryTable) => {
  table.declare(text, { text: await upper(text), id: await generateId(text) });
});

const main = (database: MemoryDatabase, names: readonly string[]) => async () => {
  const table = await database.mountTable("docs");
  await mountEach(Object.entries(Object.fromEntries(names.map((name) => [name, name]))), store, table);
};

const A = componentKey([symbol("store"), "a"]);

describe("the check of a store", () => {
  let test: TestApp;
  let database: MemoryDatabase;

  beforeEach(async () => {
    test = new TestApp();
    database = new MemoryDatabase("check");
    await test.succeed(main(database, ["a", "b", "c"]));
  });
  afterEach(() => test.dispose());

  async function check(options: CheckOptions = {}): Promise<Finding[]> {
    const inspection = await inspect(test.storePath);
    try {
      expect(await inspection.checkFile()).toEqual([]);
      const found: Finding[] = [];
      for await (const finding of (await inspection.app("Test")).check(options)) found.push(finding);
      return found;
    } finally {
      await inspection.close();
    }
  }

  /** Changes the store behind the engine's back. */
  async function meddle(change: (entry: Entries) => readonly Change[]): Promise<void> {
    const opened = await openStateStore({ path: test.storePath });
    const state = await opened.app("Test");
    const entries: Entries = { component: new Map(), owner: new Map() };
    for (const table of ["component", "owner"] as const) {
      for await (const page of pagesOf(state, table))
        for (const { key, value } of page) entries[table].set(Buffer.from(key).toString("hex"), { key, value });
    }
    await state.commit(change(entries));
    await opened.close();
  }

  interface Entry {
    readonly key: Uint8Array;
    readonly value: Uint8Array;
  }
  type Entries = Record<"component" | "owner", Map<string, Entry>>;
  const recordOf = (entries: Entries, key: Uint8Array): Uint8Array =>
    entries.component.get(Buffer.from(key).toString("hex"))?.value as Uint8Array;

  it("finds nothing in one that is in order, also after changes and failures", async () => {
    expect(await check({ unfinished: true })).toEqual([]);
    await test.succeed(main(database, ["b", "d"]));
    expect(await check({ unfinished: true })).toEqual([]);
    database.fault = (what) => (what.startsWith("delete docs/d") ? new Error("refused") : undefined);
    await test.run(main(database, ["b"]));
    expect(await check()).toEqual([]);
    expect((await check({ unfinished: true })).map(({ kind, path }) => [kind, path])).toEqual([
      ["unfinished", formatPath([symbol("store"), "d"])],
    ]);
  });

  it("finds a record that cannot be read, and does not take it for more than it is", async () => {
    await meddle(() => [{ kind: "put", table: "component", key: A, value: Buffer.from("no record") }]);
    expect(await check()).toMatchObject([{ kind: "unreadable", path: formatPath([symbol("store"), "a"]) }]);
  });

  it("finds entries whose keys are none", async () => {
    const tables = ["component", "functionMemo", "removal"] as const;
    await meddle(() =>
      tables.map((table, index) => ({ kind: "put", table, key: Buffer.from([0, 1, 0xd0, index]), value: pack([]) })),
    );
    expect((await check({ unfinished: true })).map(({ kind, path }) => [kind, path])).toEqual([
      ["unreadable", "0001d000"],
      ["unreadable", "0001d001"],
      ["unreadable", "0001d002"],
    ]);
  });

  it("finds a component that nobody mounted", async () => {
    const lost = componentKey(["nowhere", "a"]);
    await meddle((entries) => {
      const [, value] = [...entries.component.values()].map((one) => one.value);
      return [{ kind: "put", table: "component", key: lost, value: recordOf(entries, componentKey([])) ?? value }];
    });
    expect((await check()).map(({ kind, path }) => [kind, path])).toEqual([["unreachable", "nowhere/a"]]);
  });

  it("finds target states that belong to nobody, or to another component, and owners of nothing", async () => {
    await meddle(({ owner }) => {
      const [first, second] = [...owner.values()].filter(({ value }) => Buffer.compare(value, A) === 0 || value);
      return [
        { kind: "delete", table: "owner", key: (first as Entry).key },
        { kind: "put", table: "owner", key: (second as Entry).key, value: componentKey(["somebody else"]) },
        { kind: "put", table: "owner", key: Buffer.alloc(8, 1), value: A },
      ];
    });
    const found = await check();
    expect(found.map(({ kind }) => kind)).toEqual(["owner", "owner", "owner", "owner"]);
    const messages = found.map(({ message }) => message).join("\n");
    expect(messages).toMatch(/It is tracked by .*, and belongs to no component\./);
    expect(messages).toMatch(/It is tracked by .*, and belongs to "?somebody else"?\./);
    expect(messages).toContain("1 target state is noted as its own that it does not track.");
  });

  it("finds results of functions that no component knows of", async () => {
    await meddle(() => [{ kind: "put", table: "functionMemo", key: componentKey(["gone"]), value: pack([1, []]) }]);
    expect(await check()).toMatchObject([{ kind: "memos", path: "gone" }]);
  });

  it("finds numbers that were handed out twice, and such as are yet to be handed out", async () => {
    await meddle((entries) => [
      { kind: "put", table: "component", key: componentKey([symbol("store"), "b"]), value: recordOf(entries, A) },
      { kind: "put", table: "setting", key: Buffer.from("sequence"), value: pack([2, 9]) },
    ]);
    const kinds = (await check()).filter(({ kind }) => kind === "identifier").map(({ message }) => message);
    expect(kinds).toContain("Its number 1 is another component's too.");
    expect(kinds).toContain("It has number 3, which is yet to be handed out.");
  });
});
