import { type KeyedItem, type Source, sourceItems } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

type Rows = Record<string, string>;

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("handed-over");
});
afterEach(() => test.dispose());

const declare = async (rows: Rows, table: MemoryTable): Promise<void> => {
  for (const [key, value] of Object.entries(rows)) table.declare(key, value);
};

/** A source whose keys rise, which is merged with what is stored. */
function rising(items: Record<string, Rows>): Source<Rows> {
  const entries: KeyedItem<Rows>[] = Object.entries(items);
  return {
    name: "rising",
    [sourceItems]: () => ({
      ordered: true,
      async *pages() {
        yield entries;
      },
    }),
  };
}

describe("a level that lies deeper than the children of its component (T5)", () => {
  it("is cleared when it is abandoned, also where a scan of those children passes by it", async () => {
    const program = (deep: Record<string, Rows> | undefined) => async () => {
      const table = await database.mountTable("t");
      await mountEach(subpath("docs"), rising({ a: { k1: "1" }, c: { k2: "2" } }), declare, table);
      if (deep !== undefined) await mountEach(subpath("docs", "b", "parts"), rising(deep), declare, table);
    };
    await test.succeed(program({ x: { k3: "3" } }));
    await test.succeed(program(undefined));
    expect(database.rows("t")).toEqual({ k1: "1", k2: "2" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("is cleared of what is gone, also where a component that is as it was stands in its place", async () => {
    const row = wrap("handed-over/row", { memo: true }, declare);
    const program = (parts: readonly string[]) => async () => {
      const table = await database.mountTable("t");
      await mount(subpath("docs"), row, { summary: "0" }, table);
      for (const part of parts) await mount(subpath("docs", part), row, { [part]: "1" }, table);
    };
    await test.succeed(program(["a", "b"]));
    await test.succeed(program(["a"]));
    expect(database.rows("t")).toEqual({ summary: "0", a: "1" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("is cleared with its component, also where what is above it mounts beside it now", async () => {
    const parts = { b: { k1: "1" } };
    const deep = { x: { k2: "2" } };
    const program = (between: boolean) => async () => {
      const table = await database.mountTable("t");
      const doc = async (): Promise<void> => {
        await mountEach(subpath("parts"), rising(parts), declare, table);
        await mountEach(subpath("parts", "a", "deep"), rising(deep), declare, table);
      };
      if (between) await mountEach(subpath("docs"), [["a", {}]], doc);
      else await mountEach(subpath("docs", "a", "parts"), rising(parts), declare, table);
    };
    await test.succeed(program(true));
    await test.succeed(program(false));
    expect(database.rows("t")).toEqual({ k1: "1" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("is cleared of what is gone when it comes to what is above its component, together with the level that it lies beneath", async () => {
    const program = (between: boolean, deep: Record<string, Rows>) => async () => {
      const table = await database.mountTable("t");
      const parts = { b: { k1: "1" } };
      const doc = async (): Promise<void> => {
        await mountEach(subpath("parts"), rising(parts), declare, table);
        await mountEach(subpath("parts", "a", "deep"), rising(deep), declare, table);
      };
      if (between) return void (await mountEach(subpath("docs"), [["a", {}]], doc));
      await mountEach(subpath("docs", "a", "parts"), rising(parts), declare, table);
      await mountEach(subpath("docs", "a", "parts", "a", "deep"), rising(deep), declare, table);
    };
    await test.succeed(program(true, { x: { k2: "2" }, y: { k3: "3" } }));
    await test.succeed(program(false, { x: { k2: "2" } }));
    expect(database.rows("t")).toEqual({ k1: "1", k2: "2" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("gives what it declared to another, also where a scan of what is mounted now passes by it", async () => {
    const program = (between: boolean) => async () => {
      const table = await database.mountTable("t");
      const doc = async (): Promise<void> => {
        await mountEach(subpath("parts", "a", "deep"), rising({ x: { k: "1" } }), declare, table);
      };
      if (between) return void (await mountEach(subpath("docs"), [["a", {}]], doc));
      await mountEach(subpath("docs", "a", "parts"), rising({ b: {} }), declare, table);
      await mountEach(subpath("other"), rising({ x: { k: "2" } }), declare, table);
    };
    await test.succeed(program(true));
    await test.succeed(program(false));
    expect(database.rows("t")).toEqual({ k: "2" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("stays while the component in between that is to mount there fails, and goes when it mounts nothing there", async () => {
    const program = (doc: "absent" | "fails" | "mounts" | "mounts nothing") => async () => {
      const table = await database.mountTable("t");
      const part = { x: { k: "1" } };
      const between = async (): Promise<void> => {
        if (doc === "fails") throw new Error("not yet");
        if (doc === "mounts") await mountEach(subpath("parts"), rising(part), declare, table);
      };
      if (doc === "absent") await mountEach(subpath("docs", "b", "parts"), rising(part), declare, table);
      else await mountEach(subpath("docs"), [["b", {}]], between);
    };
    const settles = async (doc: Parameters<typeof program>[0]): Promise<void> => {
      await test.succeed(program(doc));
      expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    };
    await settles("absent");
    database.takeLog();
    for (const end of ["mounts", "mounts nothing"] as const) {
      for (let time = 0; time < 2; time++) expect((await test.run(program("fails"))).failures).toHaveLength(1);
      expect({ rows: database.rows("t"), log: database.takeLog() }).toEqual({ rows: { k: "1" }, log: [] });
      await settles(end);
    }
    expect(database.takeLog()).toEqual(["delete t/k"]);
    await settles("mounts nothing");
    expect(database.takeLog()).toEqual([]);
  });

  it.each(Array.from({ length: 9 }, (_, index) => index + 1))(
    "stays that of the component in between that has it now, when the run that handed it over broke off (commit %i)",
    async (n) => {
      const parts = { x: { k: "1" } };
      const doc = wrap("handed-over/doc", { memo: true }, async (rows: Record<string, Rows>, table: MemoryTable) => {
        await mountEach(subpath("parts"), rising(rows), declare, table);
      });
      const program = (between: boolean) => async () => {
        const table = await database.mountTable("t");
        if (between) await mountEach(subpath("docs"), [["b", parts]], doc, table);
        else await mountEach(subpath("docs", "b", "parts"), rising(parts), declare, table);
      };
      await test.succeed(program(false));
      let commits = 0;
      const onCommit = (): void => {
        commits += 1;
        if (commits >= n) throw new Error("the process ended");
      };
      await test.run(program(true), { onCommit }).catch(() => undefined);
      await test.succeed(program(true));
      expect(database.rows("t")).toEqual({ k: "1" });
      expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    },
  );
});
