import { fn, symbol } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { componentKey } from "../component/component-path.ts";
import { generateId, mount, mountEach, subpath, useMount } from "../index.ts";
import { type Change, openStateStore, pagesOf, StoreFullError } from "../store/index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

const RUBBISH = Buffer.from("not what was written");

let test: TestApp;
let database: MemoryDatabase;
let ran: string[];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("unreadable");
  ran = [];
});
afterEach(() => test.dispose());

const document = fn({ memo: true, deps: {}, name: "document" }, async (rows: readonly string[], table: MemoryTable) => {
  ran.push(rows.join());
  for (const row of rows) table.declare(row, { id: await generateId(row) });
});
const main = (documents: Readonly<Record<string, readonly string[]>>) => async () => {
  const table = await database.mountTable("docs");
  await mountEach(Object.entries(documents), document, table);
};
const keyOf = (name: string): Uint8Array => componentKey([symbol("document"), name]);
const rows = (): string[] => Object.keys(database.rows("docs"));

/** Changes the store behind the engine's back. */
async function meddle(...changes: Change[]): Promise<void> {
  const opened = await openStateStore({ path: test.storePath });
  await (await opened.app("Test")).commit(changes);
  await opened.close();
}

const damaged = (name: string): Change => ({ kind: "put", table: "component", key: keyOf(name), value: RUBBISH });

describe("a record that cannot be read", () => {
  beforeEach(() => test.succeed(main({ a: ["a1", "a2"], b: ["b1"] })));

  it("costs its component a run; what it had written and does not declare any more stays, and that is said", async () => {
    await meddle(damaged("a"));
    ran.length = 0;
    database.takeLog();
    await test.succeed(main({ a: ["a1"], b: ["b1"] }));
    expect({ ran, log: database.takeLog(), rows: rows() }).toEqual({
      ran: ["a1"],
      log: ["update docs/a1"],
      rows: ["a1", "a2", "b1"],
    });
    expect(test.log.join()).toMatch(/What is stored of a component cannot be read.*stays there.*document\/a/);
  });

  it("under a key that cannot be read is nobody's: its component is made anew, and a check finds it", async () => {
    const opened = await openStateStore({ path: test.storePath });
    const state = await opened.app("Test");
    const [value] = await state.read("component", [keyOf("a")]);
    const key = keyOf("a").subarray(0, -1); // it still stands among the documents, and ends inside of a text
    await state.commit([
      { kind: "delete", table: "component", key: keyOf("a") },
      { kind: "put", table: "component", key, value: value as Uint8Array },
    ]);
    await opened.close();
    ran.length = 0;
    await test.succeed(main({ a: ["a1", "a2"], b: ["b1"] }));
    expect({ ran, rows: rows() }).toEqual({ ran: ["a1,a2"], rows: ["a1", "a2", "b1"] });
    await test.succeed(main({ a: ["a2"] }));
    expect(rows()).toEqual(["a2"]);
    expect((await checkStore(test.storePath, "Test", true)).problems.join()).toContain("cannot be read");
  });

  it("lets another component have what it had written", async () => {
    await meddle(damaged("a"));
    await test.succeed(main({ b: ["b1", "a1"], c: ["a2"] }));
    expect(rows()).toEqual(["a1", "a2", "b1"]);
    expect(test.log.join()).toMatch(/a component that is gone cannot be read.*document\/a/);
    await test.succeed(main({ b: ["b1"] }));
    expect(rows()).toEqual(["b1"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("of a container: it is mounted again, and its rows are written again", async () => {
    await meddle({
      kind: "put",
      table: "component",
      key: componentKey([symbol("target"), "test.memory.unreadable", "docs"]),
      value: RUBBISH,
    });
    database.takeLog();
    await test.succeed(main({ a: ["a1", "a2"] }));
    expect(database.takeLog()).toContain("update docs/a1");
    expect(rows()).toEqual(["a1", "a2", "b1"]); // nobody knows that b1 was written
  });

  it("hides no components that it mounted: those that are not mounted any more are deleted", async () => {
    const parent = fn({ deps: {}, name: "parent" }, async (names: readonly string[], table: MemoryTable) => {
      for (const name of names) await mount(subpath("inner", name, "leaf"), document, [name], table);
    });
    const nested = (names: readonly string[]) => async () => {
      const table = await database.mountTable("docs");
      await mount(subpath("outer"), parent, names, table);
    };
    await test.succeed(nested(["n1", "n2"]));
    expect(rows()).toEqual(["n1", "n2"]);
    await meddle({ kind: "put", table: "component", key: componentKey(["outer"]), value: RUBBISH });
    await test.succeed(nested(["n2"]));
    expect(rows()).toEqual(["n2"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});

describe("a store that contradicts itself", () => {
  it("deletes nothing that is noted as another component's", async () => {
    await test.succeed(main({ a: ["a1"], b: ["b1"] }));
    const opened = await openStateStore({ path: test.storePath });
    const changes: Change[] = [];
    for await (const page of pagesOf(await opened.app("Test"), "owner")) {
      for (const { key, value } of page)
        if (Buffer.compare(value, keyOf("a")) === 0)
          changes.push({ kind: "put", table: "owner", key, value: keyOf("b") });
    }
    await opened.close();
    expect(changes).toHaveLength(1);
    await meddle(...changes);
    await test.succeed(main({ b: ["b1"] }));
    expect(rows()).toEqual(["a1", "b1"]);
    expect(test.log.join()).toContain("docs/a1");
  });

  it("computes again what depended on something that cannot be read, and uses no number of it again", async () => {
    await test.succeed(main({ a: ["a1"] }));
    const opened = await openStateStore({ path: test.storePath });
    const changes: Change[] = [];
    for await (const page of pagesOf(await opened.app("Test"), "dependencySet"))
      for (const { key } of page) changes.push({ kind: "put", table: "dependencySet", key, value: RUBBISH });
    await opened.close();
    await meddle(...changes);
    for (const expected of [["a1"], []]) {
      ran.length = 0;
      await test.succeed(main({ a: ["a1"] }));
      expect(ran).toEqual(expected);
    }
    expect(test.log.join()).toContain("What some stored results depended on cannot be read");
    const stored = await openStateStore({ path: test.storePath, readOnly: true });
    const numbers = (await (await stored.app("Test")).page("dependencySet", { prefix: Buffer.alloc(0), limit: 9 }))
      .length;
    await stored.close();
    expect(numbers).toBeGreaterThan(changes.length);
  });

  it("hands out numbers above all that are in use where the mark is lost", async () => {
    await test.succeed(main({ a: ["a1"], b: ["b1"] }));
    const numbers = (): number[] => Object.values(database.rows("docs")).map((row) => (row as { id: number }).id);
    expect(numbers()).toEqual([1, 2]);
    for (const change of [
      { kind: "put", table: "setting", key: Buffer.from("sequence"), value: RUBBISH },
      { kind: "delete", table: "setting", key: Buffer.from("sequence") },
    ] as const) {
      await meddle(change);
      await test.succeed(main({ a: ["a1"], b: ["b1"], [change.kind]: [change.kind] }));
    }
    expect(numbers()[0]).toBe(1);
    expect(new Set(numbers()).size).toBe(3);
    expect(test.log.join()).toContain("How far the identifiers went cannot be read");
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});

describe("a run whose store fails", () => {
  it("deletes nothing, and fails, also where the app takes no notice", async () => {
    await test.succeed(main({ a: ["a1"], b: ["b1"] }));
    let fails = false;
    const careless = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      await mountEach([["a", ["a1"]] as const], document, table);
      fails = true;
      await useMount(subpath("other"), document, ["b1"], table).catch(() => undefined);
      fails = false;
    };
    const onCommit = (): void => {
      if (fails) throw new StoreFullError(test.storePath, undefined);
    };
    const report = await test.run(careless, { onCommit });
    expect(report.status).toBe("failed");
    expect(report.failures.map(({ error }) => (error as { code?: string }).code)).toContain("STORE_FULL");
    expect(rows()).toEqual(["a1", "b1"]);
    database.takeLog();
    await test.succeed(careless);
    expect({ rows: rows(), log: database.takeLog().filter((line) => line.startsWith("delete")) }).toEqual({
      rows: ["a1", "b1"],
      log: [],
    });
  });
});
