import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fn, map, mount, mountEach, registerCodec, subpath, useMount, useState, within } from "../index.ts";
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

/** The tables that the runs of a test have written to, with what each transaction put there. */
const committed = (): {
  tables: string[];
  onCommit: (changes: readonly { table?: string; kind: string }[]) => void;
} => {
  const tables: string[] = [];
  return {
    tables,
    onCommit: (changes) => {
      for (const change of changes) tables.push(`${change.kind} ${change.table ?? "appMemo"}`);
    },
  };
};

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
        const state = useState<number>(key as never, 0);
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

describe("what useState writes (T8)", () => {
  it("is nothing when nothing changed", async () => {
    const { tables, onCommit } = committed();
    const main = (): void => {
      void useState("read", { deep: [1, 2] }).value;
      useState("untouched", 0);
    };
    await test.succeed(main);
    await test.succeed(main, { onCommit });
    expect(tables).toEqual([]);
  });

  it("is one value with the component's record, after the sinks", async () => {
    const order: string[] = [];
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      database.fault = (what) => void order.push(what);
      useState("count", 0).value += 1;
      table.declare("row", useState("row", 0).value++);
    };
    await test.succeed(main, {
      onCommit: (changes) => {
        for (const change of changes) {
          if (change.kind === "put" && change.table === "componentState") order.push("state");
          if (change.kind === "put" && change.table === "component" && change.key.length === 0) order.push("record");
        }
      },
    });
    expect(order.filter((what) => what === "state")).toHaveLength(1);
    expect(order.indexOf("state")).toBeGreaterThan(order.findIndex((what) => what.startsWith("create")));
  });

  it("does not make a component's record larger", async () => {
    const sizes: number[] = [];
    const main = (): void => {
      const large = useState("large", "");
      large.value = "x".repeat(100_000 + large.value.length);
    };
    await test.succeed(main, {
      onCommit: (changes) => {
        for (const change of changes)
          if (change.kind === "put" && change.table === "component") sizes.push(change.value.length);
      },
    });
    expect(sizes.length).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(200);
  });

  it("is nothing in a preview", async () => {
    const app = test.define(() => {
      const count = useState("count", 0);
      count.value += 1;
      return count.value;
    });
    await app.update();
    await app.preview();
    expect(await app.update()).toBe(2);
  });

  it("is written once, when the function has returned", async () => {
    let encoded = 0;
    class Counted {}
    registerCodec({
      name: "use-state/Counted",
      version: 1,
      type: Counted,
      encode: () => {
        encoded += 1;
        return null;
      },
      decode: () => new Counted(),
    });
    await test.succeed(async () => {
      const state = useState<unknown>("counted", new Counted());
      for (let count = 0; count < 5; count++) state.value = new Counted();
      expect(encoded).toBe(0);
    });
    expect(encoded).toBe(1);
  });
});

describe("a state that cannot be kept", () => {
  it("fails its component on the first run, and names the key and the part of the value", async () => {
    const report = await test.run(() =>
      useMount(subpath("a.md"), () => {
        useState("handlers", {}).value = { list: [() => 1] };
      }),
    );
    expect(messagesOf(report)).toEqual([
      expect.stringMatching(/the state "handlers" of a\.md cannot be stored: .*list\[0\]/),
    ]);
  });

  it("that cannot be decoded any more is the initial value, and the log says so", async () => {
    class Gone {}
    const gone = { name: "use-state/Gone", version: 1, type: Gone, encode: () => 1, decode: () => new Gone() };
    let broken = false;
    registerCodec({
      ...gone,
      decode: () => {
        if (broken) throw new Error("no such thing any more");
        return new Gone();
      },
    });
    await test.succeed(() => void (useState<unknown>("gone", null).value = new Gone()));
    broken = true;
    await test.succeed(() => expect(useState<unknown>("gone", "initial").value).toBe("initial"));
    expect(test.log.filter((line) => line.includes('state "gone"'))).toEqual([
      expect.stringContaining("no such thing any more"),
    ]);
  });
});

describe("where useState is refused", () => {
  const failure = async (main: () => unknown): Promise<unknown> => (await test.run(main)).failures[0]?.error;
  const use = (): number => useState("count", 0).value;

  it("in a memoized function, called or mounted, also further in: the error names it (M11)", async () => {
    const helper = fn({ name: "use-state/helper" }, () => use());
    const indirect = wrap("use-state/indirect", { memo: true }, () => helper());
    const asynchronous = wrap("use-state/async", { memo: true }, async () => use());
    for (const memoized of [indirect, asynchronous]) {
      for (const main of [() => memoized(), () => useMount(subpath("memoized"), memoized as () => unknown)]) {
        const error = await failure(main);
        expect(error).toMatchObject({ name: "MemoError", code: "STATE_IN_MEMO" });
        expect(String(error)).toMatch(/use-state\/(indirect|async) is memoized/);
      }
    }
  });

  it("with a key that was used in this run: the error names both places", async () => {
    const error = await failure(() => {
      use();
      return use();
    });
    expect(error).toMatchObject({ code: "DUPLICATE_STATE" });
    expect(String(error)).toContain('"count"');
    expect(String(error).match(/use-state\.test\.ts/g)).toHaveLength(2);
  });

  it("in a batch, and in a function with memo: app", async () => {
    const batched = fn({ batching: true, name: "use-state/batched" }, (items: number[]) => items.map(use));
    const shared = wrap("use-state/app", { memo: "app" }, async () => use());
    expect(await failure(() => batched(1))).toMatchObject({ code: "SHARED_FUNCTION" });
    expect(await failure(() => shared())).toMatchObject({ code: "STATE_IN_MEMO" });
  });

  it("inside of within(), which places mounts and no states", async () => {
    expect(await failure(() => within(subpath("part"), use))).toMatchObject({ code: "STATE_IN_WITHIN" });
  });

  it("outside of an app, and after the function has returned, where setting it is refused too", async () => {
    expect(use).toThrow(/useState\("count"\) was called outside of an app's function/);
    let late: Promise<unknown> | undefined;
    await test.succeed(() => {
      const state = useState("kept", 0);
      late = new Promise((resolve) => setImmediate(resolve)).then(() => {
        const errors: unknown[] = [];
        for (const f of [use, () => (state.value = 1)]) {
          try {
            f();
          } catch (error) {
            errors.push((error as { code?: string }).code);
          }
        }
        return errors;
      });
    });
    expect(await late).toEqual(["COMPONENT_RETURNED", "COMPONENT_RETURNED"]);
  });

  it("with a key that is none", async () => {
    expect(String(await failure(() => useState(1.5 as never, 0)))).toContain("1.5");
    expect(String(await failure(() => useState(undefined as never, 0)))).toContain("KeyError");
  });

  it("as an argument of a memoized function", async () => {
    const memoized = wrap("use-state/argument", { memo: true }, (_state: unknown) => 1);
    expect(String(await failure(() => memoized(useState("count", 0))))).toContain("use-state/argument");
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
