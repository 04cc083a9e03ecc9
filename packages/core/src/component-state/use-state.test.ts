import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { map, mount, mountEach, registerCodec, subpath, useMount, useState } from "../index.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("use-state");
});
afterEach(() => test.dispose());

describe("useState", () => {
  it("gives the initial value in the first run, and what the last run left in every later one", async () => {
    const main = (): number => {
      const count = useState("count", 0);
      count.value += 1;
      return count.value;
    };
    const results: unknown[] = [];
    for (let run = 0; run < 3; run++) results.push((await test.succeed(main)).result);
    expect(results).toEqual([1, 2, 3]);
  });

  it("is undefined where no initial value is given", async () => {
    const main = (): string | undefined => {
      const last = useState<string>("last");
      const before = last.value;
      last.value = "set";
      return before;
    };
    expect((await test.succeed(main)).result).toBeUndefined();
    expect((await test.succeed(main)).result).toBe("set");
  });

  it("gives the initial object itself, and later a value of the user's own class, as its codec does", async () => {
    class Cursor {
      readonly at: number;
      constructor(at: number) {
        this.at = at;
      }
    }
    registerCodec({
      name: "use-state/Cursor",
      version: 1,
      type: Cursor,
      encode: (cursor: Cursor) => cursor.at,
      decode: (at: number) => new Cursor(at),
    });
    const initial = new Cursor(0);
    await test.succeed(() => expect(useState("cursor", initial).value).toBe(initial));
    await test.succeed(() => {
      const cursor = useState("cursor", initial);
      expect(cursor.value).toEqual(new Cursor(0));
      expect(cursor.value).not.toBe(initial);
      expect(cursor.value).toBeInstanceOf(Cursor);
      cursor.value = new Cursor(7);
    });
    await test.succeed(() => expect(useState("cursor", initial).value).toEqual(new Cursor(7)));
  });

  it("stores what was changed in place, too", async () => {
    const main = (): number => {
      const seen = useState("seen", new Set<number>());
      seen.value.add(seen.value.size);
      return seen.value.size;
    };
    await test.succeed(main);
    expect((await test.succeed(main)).result).toBe(2);
    expect((await test.succeed(main)).result).toBe(3);
  });

  it("belongs to one component", async () => {
    const main = async (): Promise<unknown[]> =>
      map(["a", "b"], (name) =>
        useMount(subpath(name), () => {
          const count = useState("count", 0);
          count.value += name === "a" ? 1 : 10;
          return count.value;
        }),
      );
    expect((await test.succeed(main)).result).toEqual([1, 10]);
    expect((await test.succeed(main)).result).toEqual([2, 20]);
  });

  it("has as many keys as are wanted, of any kind that a path takes", async () => {
    const keys = ["text", 1, true, null, ["tuple", 2], new Uint8Array([1])] as const;
    const main = (add: number) => (): unknown[] =>
      keys.map((key) => {
        const state = useState<number>(key, 0);
        state.value += add;
        return state.value;
      });
    expect((await test.succeed(main(1))).result).toEqual(keys.map(() => 1));
    expect((await test.succeed(main(2))).result).toEqual(keys.map(() => 3));
  });

  it("goes when its component goes: one that comes back begins anew", async () => {
    let items = ["a", "b"];
    const seen: number[] = [];
    const main = async (): Promise<void> => {
      await mountEach(
        subpath("items"),
        items.map((item) => [item, item] as const),
        () => {
          const count = useState("count", 0);
          count.value += 1;
          seen.push(count.value);
        },
      );
    };
    await test.succeed(main);
    items = ["b"];
    await test.succeed(main);
    items = ["a", "b"];
    await test.succeed(main);
    expect(seen).toEqual([1, 1, 2, 1, 3]);
  });

  it("stays where a component above it could not be deleted that did not mount its own", async () => {
    let between = true;
    const seen: number[] = [];
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      if (between) await mount(subpath("between"), () => table.declare("row", 1));
      await mount(subpath("between", "child"), () => {
        const count = useState("count", 0);
        count.value += 1;
        seen.push(count.value);
      });
    };
    await test.succeed(main);
    between = false;
    database.fault = (action) => (action === "delete t/row" ? new Error("not now") : undefined);
    await test.run(main);
    await test.run(main);
    database.fault = undefined;
    await test.succeed(main);
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it("goes with its component although what that declared cannot be deleted yet", async () => {
    let present = true;
    const seen: number[] = [];
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      if (!present) return;
      await useMount(function child() {
        const count = useState("count", 0);
        count.value += 1;
        seen.push(count.value);
        table.declare("row", 1);
      });
    };
    await test.succeed(main);
    present = false;
    database.fault = (what) => (what.startsWith("delete") ? new Error("refused") : undefined);
    await test.run(main);
    database.fault = undefined;
    present = true;
    await test.succeed(main);
    expect(seen).toEqual([1, 1]);
  });

  it("keeps its value in a run that does not ask for it, and through a full reprocess", async () => {
    let asks = true;
    const main = (): number | undefined => {
      const other = useState("other", 0);
      other.value += 1;
      if (!asks) return undefined;
      const count = useState("count", 0);
      count.value += 1;
      return count.value;
    };
    await test.succeed(main);
    asks = false;
    await test.succeed(main);
    asks = true;
    expect((await test.succeed(main, { fullReprocess: true })).result).toBe(2);
    expect((await test.succeed(main)).result).toBe(3);
  });

  it("keeps the value of the last run that succeeded when one fails, in its function or at its target", async () => {
    let fails: "function" | "target" | undefined;
    database.fault = () => (fails === "target" ? new Error("target") : undefined);
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await useMount(function child() {
        const count = useState("count", 0);
        count.value += 1;
        table.declare("row", [count.value, fails]);
        if (fails === "function") throw new Error("function");
      });
    };
    await test.succeed(main);
    for (const failure of ["function", "target"] as const) {
      fails = failure;
      expect(messagesOf(await test.run(main))).toEqual([failure]);
    }
    fails = undefined;
    await test.succeed(main);
    expect(Object.values(database.rows("t"))).toEqual([[2, undefined]]);
  });
});

describe("a component with state", () => {
  it("hits nothing by itself: an unchanged one above it that hits leaves it alone", async () => {
    const seen: number[] = [];
    const child = (): void => {
      const count = useState("count", 0);
      count.value += 1;
      seen.push(count.value);
    };
    const parent = (version: number) =>
      wrap("use-state/parent", { memo: true, version }, async () => {
        await mount(subpath("child"), child);
      });
    for (const version of [1, 1, 2]) await test.succeed(() => useMount(parent(version)));
    expect(seen).toEqual([1, 2]);
  });

  it("may hand its state to what it calls and to what it mounts while it runs", async () => {
    const main = async (): Promise<number> => {
      const count = useState("count", 0);
      await useMount(subpath("child"), () => void (count.value += 5));
      return count.value;
    };
    await test.succeed(main);
    expect((await test.succeed(main)).result).toBe(10);
  });

  it("drops it with the app", async () => {
    const app = test.define((): number => (useState("count", 0).value += 1));
    await app.update();
    await app.drop();
    expect(await app.update()).toBe(1);
  });
});
