import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("memo-targets");
  log.length = 0;
});
afterEach(() => test.dispose());

const save = wrap("memo-targets/save", { memo: true }, async (table: MemoryTable, key: string) => {
  log.push(`save ${key}`);
  table.declare(key, 1);
});

describe("a memoized call that declares (M1, M3)", () => {
  const main =
    (schema: string, ...keys: string[]) =>
    async () => {
      const table = await database.mountTable("docs", schema);
      for (const key of keys) await save(table, key);
    };

  it("runs again when its table was rebuilt or lost columns, and then hits again", async () => {
    for (const schema of ["v1.ab", "v1.ab", "v1.a", "v1.a", "v2.a", "v2.a"]) await test.succeed(main(schema, "x"));
    expect(events()).toEqual(["save x", "save x", "save x"]);
    expect(database.rows("docs")).toEqual({ x: 1 });
  });

  it("does so also where the table is no argument of the call", async () => {
    let table: MemoryTable;
    const hidden = wrap("memo-targets/hidden", { memo: true }, async (key: string) => {
      log.push(`hidden ${key}`);
      table.declare(key, 1);
    });
    const outer = wrap("memo-targets/outer", { memo: true }, async (key: string) => hidden(key));
    const run = (schema: string) => async () => {
      table = await database.mountTable("docs", schema);
      await outer("x");
    };
    for (const schema of ["v1.ab", "v1.a", "v1.a", "v2.a", "v2.a"]) await test.succeed(run(schema));
    expect(events()).toEqual(["hidden x", "hidden x", "hidden x"]);
    expect(database.rows("docs")).toEqual({ x: 1 });
  });

  it("is replayed in a run in which its neighbour runs, fails, or goes", async () => {
    await test.succeed(main("v1.a", "x", "y"));
    await test.succeed(main("v1.a", "x", "z"));
    expect(database.rows("docs")).toEqual({ x: 1, z: 1 });
    database.fault = (what) => (what === "create docs/w" ? new Error("cannot") : undefined);
    expect((await test.run(main("v1.a", "x", "z", "w"))).failures).toHaveLength(1);
    database.fault = undefined;
    await test.succeed(main("v1.a", "x", "z", "w"));
    expect(database.rows("docs")).toEqual({ w: 1, x: 1, z: 1 });
    await test.succeed(main("v1.a", "x"));
    expect(database.rows("docs")).toEqual({ x: 1 });
  });

  it("may be made several times in one component, also when it had to run again", async () => {
    const edited = (version: number) => async () => {
      const table = await database.mountTable("docs");
      const inner = wrap("memo-targets/edited", { memo: true, version }, async (into: MemoryTable) => {
        log.push(`edited ${version}`);
        into.declare("x", version);
      });
      await inner(table);
      await inner(table);
    };
    for (const version of [1, 1, 2, 2]) await test.succeed(edited(version));
    await test.succeed(edited(2), { fullReprocess: true });
    expect(events()).toEqual(["edited 1", "edited 2", "edited 2"]);
    expect(database.rows("docs")).toEqual({ x: 2 });
  });

  it("may not declare what its component declares too, whether it runs or hits", async () => {
    const both = (first: boolean) => async () => {
      const table = await database.mountTable("docs");
      if (first) table.declare("x", 1);
      await save(table, "x");
      if (!first) table.declare("x", 1);
    };
    for (const first of [true, false]) {
      const app = new TestApp();
      try {
        await app.succeed(main("v1.a", "x"));
        const report = await app.run(both(first));
        expect(report.failures.map(({ error }) => (error as { code?: string }).code)).toEqual(["DECLARED_TWICE"]);
      } finally {
        app.dispose();
      }
    }
  });

  it("runs again when another component took over what it declared", async () => {
    const other = async (table: MemoryTable): Promise<void> => table.declare("x", 2);
    const one = async (table: MemoryTable): Promise<void> => save(table, "x");
    await test.succeed(async () => void (await mount(one, await database.mountTable("docs"))));
    await test.succeed(async () => void (await mount(other, await database.mountTable("docs"))));
    expect(database.rows("docs")).toEqual({ x: 2 });
    await test.succeed(async () => void (await mount(one, await database.mountTable("docs"))));
    expect(database.rows("docs")).toEqual({ x: 1 });
    expect(events()).toEqual(["save x", "save x"]);
  });

  it("keeps the rows of items that hit while others change, come and go", async () => {
    const item = async (text: string, table: MemoryTable): Promise<void> =>
      void (await Promise.all([...text].map((key) => save(table, key))));
    const items = (given: Record<string, string>) => async () =>
      void (await mountEach(Object.entries(given), item, await database.mountTable("docs")));
    await test.succeed(items({ one: "ab", two: "cd" }));
    events();
    await test.succeed(items({ one: "ab", two: "ce", three: "f" }));
    expect(events().sort()).toEqual(["save e", "save f"]);
    expect(Object.keys(database.rows("docs"))).toEqual(["a", "b", "c", "e", "f"]);
  });
});
