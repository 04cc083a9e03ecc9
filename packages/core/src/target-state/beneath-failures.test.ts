import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, subpath, useMount } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("beneath-failures");
});
afterEach(() => test.dispose());

const row = (key: string, table: MemoryTable): void => {
  table.declare(key, "1");
};

describe("what lies beneath a component that fails, and that another one above had mounted (T5)", () => {
  it("goes when that component succeeds without it, also where the one above is as it was", async () => {
    const outer = (mounts: boolean) =>
      wrap("beneath/outer", { memo: true, version: String(mounts) }, async (table: MemoryTable) => {
        if (mounts) await mount(subpath("q", "x"), row, "x", table);
        table.declare("outer", "1");
      });
    let fails = false;
    const between = (): void => {
      if (fails) throw new Error("not now");
    };
    const main = (mounts: boolean) => async (): Promise<void> => {
      const table = await database.mountTable("t");
      if (!mounts) await useMount(subpath("p", "q"), between).catch(() => undefined);
      await useMount(subpath("p"), outer(mounts), table);
    };
    await test.succeed(main(true));
    fails = true;
    for (let time = 0; time < 2; time++) {
      await test.run(main(false));
      expect(Object.keys(database.rows("t")).sort()).toEqual(["outer", "x"]);
    }
    fails = false;
    await test.succeed(main(false));
    expect(Object.keys(database.rows("t"))).toEqual(["outer"]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it.for(["before", "after"])(
    "stays, when it fails %s the one above is done, and is as it was when it comes back",
    async (when) => {
      const old = async (table: MemoryTable): Promise<void> => void (await mount(subpath("q", "x"), row, "x", table));
      let fails = true;
      const main = (handedOver: boolean) => async (): Promise<void> => {
        const table = await database.mountTable("t");
        if (!handedOver) {
          await useMount(subpath("p"), old, table);
          return;
        }
        const gate = Promise.withResolvers<void>();
        const between = async (): Promise<void> => {
          if (when === "after") await gate.promise;
          if (fails) throw new Error("not now");
          await mount(subpath("x"), row, "x", table);
        };
        const handle = await mount(subpath("p", "q"), between);
        if (when === "before") await handle.ready().catch(() => undefined);
        await useMount(subpath("p"), () => {});
        gate.resolve();
      };
      await test.succeed(main(false));
      database.takeLog();
      await test.run(main(true));
      fails = false;
      await test.succeed(main(true));
      expect({ rows: database.rows("t"), log: database.takeLog() }).toEqual({ rows: { x: "1" }, log: [] });
    },
  );
});
