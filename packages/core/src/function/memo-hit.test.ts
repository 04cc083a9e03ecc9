import { contextKey, useContext } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { map, MemoError, mount, mountEach, subpath, useMount, volatile } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("memo-hit");
  log.length = 0;
});
afterEach(() => test.dispose());

const shout = wrap("memo-hit/shout", { memo: true }, async (text: string) => {
  log.push(`shout ${text}`);
  return text.toUpperCase();
});

describe("a memoized call (M1)", () => {
  it("runs once for equal arguments, and again only for others", async () => {
    const main = (texts: string[]) => async () => {
      for (const text of texts) log.push(await shout(text));
    };
    await test.succeed(main(["a", "b", "a"]));
    expect(events()).toEqual(["shout a", "A", "shout b", "B", "A"]);
    const report = await test.succeed(main(["b", "c"]));
    expect(events()).toEqual(["B", "shout c", "C"]);
    expect(report.stats.functions).toEqual({ "memo-hit/shout": { ran: 1, hits: 1 } });
  });

  it("belongs to the component that makes it: another component computes it again", async () => {
    const item = async (text: string): Promise<void> => void (await shout(text));
    const main = (items: Record<string, string>) => async () => void (await mountEach(Object.entries(items), item));
    await test.succeed(main({ one: "same", two: "same" }));
    expect(events()).toEqual(["shout same", "shout same"]);
    await test.succeed(main({ one: "same", two: "same", three: "same" }));
    expect(events()).toEqual(["shout same"]);
  });

  it("goes when a run of its component does not make it (M8)", async () => {
    const main = (text: string) => async () => void (await shout(text));
    await test.succeed(main("a"));
    await test.succeed(main("b"));
    await test.succeed(main("a"));
    expect(events()).toEqual(["shout a", "shout b", "shout a"]);
  });

  it("keeps the memos beneath a hit, for the run in which it does not hit", async () => {
    const inner = wrap("memo-hit/inner", { memo: true }, async (n: number) => {
      log.push(`inner ${n}`);
      return n;
    });
    const outer = (version: number): ((n: number) => Promise<number>) =>
      wrap("memo-hit/outer", { memo: true, version }, async (n: number) => {
        log.push(`outer ${n}`);
        return (await inner(n)) + 1;
      });
    const first = outer(1);
    await test.succeed(async () => void (await first(1)));
    await test.succeed(async () => void (await first(1)));
    await test.succeed(async () => void (await first(1)));
    expect(events()).toEqual(["outer 1", "inner 1"]);
    const second = outer(2);
    await test.succeed(async () => void (await second(1)));
    expect(events()).toEqual(["outer 1"]);
  });

  it("stays synchronous where the function is, on a run and on a hit", async () => {
    const length = wrap("memo-hit/length", { memo: true }, (text: string) => {
      log.push("length");
      return text.length;
    });
    const main = (): void => {
      const result: unknown = length("four");
      log.push(`${typeof result} ${String(result)}`);
    };
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["length", "number 4", "number 4"]);
  });

  it("works as a plain function where no app runs", async () => {
    const length = wrap("memo-hit/alone", { memo: true }, (text: string) => text.length);
    expect(length("four")).toBe(4);
    await expect(shout("a")).resolves.toBe("A");
  });

  it("tells a missing argument and a trailing undefined apart from nothing else", async () => {
    const join = wrap("memo-hit/join", { memo: true }, async (a: string, b?: string) => {
      log.push(`join ${a} ${b}`);
      return `${a}${b ?? ""}`;
    });
    await test.succeed(async () => {
      await join("a");
      await join("a", undefined);
      await join("a", "undefined");
    });
    expect(events()).toEqual(["join a undefined", "join a undefined"]);
  });

  it("does not care for the order of properties, nor of the entries of a Map or Set (M9)", async () => {
    const take = wrap("memo-hit/take", { memo: true }, async (_value: unknown) => void log.push("take"));
    await test.succeed(async () => {
      await take({
        a: 1,
        b: new Map<string, unknown>([
          ["x", 1],
          ["y", new Set([1, 2])],
        ]),
      });
    });
    await test.succeed(async () => {
      await take({
        b: new Map<string, unknown>([
          ["y", new Set([2, 1])],
          ["x", 1],
        ]),
        a: 1,
      });
    });
    expect(events()).toEqual(["take"]);
  });
});

describe("a hit of a memoized call (M3)", () => {
  const save = wrap("memo-hit/save", { memo: true }, async (table: MemoryTable, key: string, value: string) => {
    log.push(`save ${key}`);
    table.declare(key, value);
    return value.length;
  });

  it("declares again what the call declared", async () => {
    const main = (rows: Record<string, string>) => async () => {
      const table = await database.mountTable("docs");
      for (const [key, value] of Object.entries(rows)) log.push(`${key}=${await save(table, key, value)}`);
    };
    await test.succeed(main({ a: "1", b: "22" }));
    expect(events()).toEqual(["save a", "a=1", "save b", "b=2"]);
    expect(database.takeLog()).toEqual(["make docs", "create docs/a", "create docs/b"]);
    await test.succeed(main({ a: "1", b: "22" }));
    expect(events()).toEqual(["a=1", "b=2"]);
    expect(database.takeLog()).toEqual([]);
    await test.succeed(main({ b: "333" }));
    expect(events()).toEqual(["save b", "b=3"]);
    expect(database.takeLog()).toEqual(["update docs/b", "delete docs/a"]);
    expect(database.rows("docs")).toEqual({ b: "333" });
  });

  it("declares again what calls beneath it declared, and does not run them", async () => {
    const both = wrap("memo-hit/both", { memo: true }, async (table: MemoryTable, value: string) => {
      log.push("both");
      await save(table, "x", value);
      await save(table, "y", value);
    });
    const main = (value: string) => async () => await both(await database.mountTable("docs"), value);
    await test.succeed(main("1"));
    await test.succeed(main("1"));
    expect(events()).toEqual(["both", "save x", "save y"]);
    expect(database.rows("docs")).toEqual({ x: "1", y: "1" });
    await test.succeed(async () => void (await database.mountTable("docs")));
    expect(database.rows("docs")).toEqual({});
  });

  it("shares what two calls declare through the same call beneath them", async () => {
    const outer = wrap("memo-hit/sharing", { memo: true }, async (table: MemoryTable, name: string) => {
      log.push(`outer ${name}`);
      await save(table, "shared", "1");
    });
    const main = (names: string[]) => async () => {
      const table = await database.mountTable("docs");
      for (const name of names) await outer(table, name);
    };
    for (const names of [
      ["a", "b"],
      ["a", "b"],
      ["c", "b"],
      ["b", "d"],
    ]) {
      const report = await test.succeed(main(names));
      expect(report.failures).toEqual([]);
      expect(database.rows("docs")).toEqual({ shared: "1" });
    }
    expect(events()).toEqual(["outer a", "save shared", "outer b", "outer c", "outer d"]);
  });

  it("gives the value as the run did: cycles, classes of the language, undefined (M10)", async () => {
    interface Ring {
      self?: Ring;
      readonly when: Date;
      readonly parts: Map<string, Set<bigint>>;
      readonly bytes: Uint8Array;
      readonly nothing: undefined;
      readonly zero: number;
    }
    const ring = wrap("memo-hit/ring", { memo: true }, async () => {
      log.push("ring");
      const made: Ring = {
        when: new Date(5),
        parts: new Map([["a", new Set([1n])]]),
        bytes: new Uint8Array([1, 2]).subarray(1),
        nothing: undefined,
        zero: -0,
      };
      made.self = made;
      return made;
    });
    const seen: Ring[] = [];
    const main = async (): Promise<void> => void seen.push(await ring());
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["ring"]);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[1]?.self).toBe(seen[1]);
    expect(Object.is(seen[1]?.zero, -0)).toBe(true);
  });

  it("is refused on the first run for a value that would not come back, naming function and place (M10)", async () => {
    class Own {
      readonly a = 1;
    }
    const bad = wrap("memo-hit/bad", { memo: true }, async () => ({ list: [1, new Own()] }));
    const report = await test.run(async () => void (await bad()));
    expect(String(report.failures[0]?.error)).toContain("memo-hit/bad");
    expect(String(report.failures[0]?.error)).toContain("list[1]");
  });
});

describe("one execution per call (M5)", () => {
  it("is shared by calls that are made at once, with result, declarations and dependencies", async () => {
    const slow = wrap("memo-hit/slow", { memo: true }, async (table: MemoryTable) => {
      log.push("slow");
      await new Promise((resolve) => setImmediate(resolve));
      table.declare("k", "v");
      return { made: true };
    });
    const half = wrap("memo-hit/half", { memo: true }, async (table: MemoryTable, name: string) => {
      log.push(`half ${name}`);
      return slow(table);
    });
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const [a, b, c] = await Promise.all([half(table, "a"), half(table, "b"), slow(table)]);
      expect([a, b, c]).toEqual([{ made: true }, { made: true }, { made: true }]);
    };
    expect((await test.succeed(main)).failures).toEqual([]);
    expect((await test.succeed(main)).failures).toEqual([]);
    expect(events()).toEqual(["half a", "slow", "half b"]);
    expect(database.rows("docs")).toEqual({ k: "v" });
  });

  it("gives its error to all who wait, and stores nothing (M4)", async () => {
    let fail = true;
    const shaky = wrap("memo-hit/shaky", { memo: true }, async () => {
      log.push("shaky");
      await new Promise((resolve) => setImmediate(resolve));
      if (fail) throw new Error("not yet");
      return "fine";
    });
    const main = async (): Promise<void> => {
      const outcomes = await Promise.allSettled([shaky(), shaky()]);
      log.push(...outcomes.map(({ status }) => status));
      log.push((await Promise.allSettled([shaky()]))[0]?.status ?? "");
    };
    await test.succeed(main);
    expect(events()).toEqual(["shaky", "rejected", "rejected", "shaky", "rejected"]);
    fail = false;
    await test.succeed(main);
    expect(events()).toEqual(["shaky", "fulfilled", "fulfilled", "fulfilled"]);
  });

  it("does not store a call that throws synchronously", async () => {
    let fail = true;
    const shaky = wrap("memo-hit/sync-shaky", { memo: true }, () => {
      log.push("shaky");
      if (fail) throw new Error("not yet");
      return 1;
    });
    const main = async (): Promise<void> => {
      try {
        shaky();
      } catch {
        log.push("caught");
      }
    };
    await test.succeed(main);
    fail = false;
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["shaky", "caught", "shaky"]);
  });

  it("refuses a call that would wait for itself, directly, synchronously, and around corners", async () => {
    const direct: (n: number) => Promise<number> = wrap("memo-hit/direct", { memo: true }, async (n: number) =>
      direct(n),
    );
    const sync: (n: number) => number = wrap("memo-hit/sync-cycle", { memo: true }, (n: number) => sync(n));
    const ping: (n: number) => Promise<number> = wrap("memo-hit/ping", { memo: true }, async (n: number) => {
      await new Promise((resolve) => setImmediate(resolve));
      return pong(n);
    });
    const pong: (n: number) => Promise<number> = wrap("memo-hit/pong", { memo: true }, async (n: number) => {
      await new Promise((resolve) => setImmediate(resolve));
      return ping(n);
    });
    await test.succeed(async () => {
      await expect(direct(1)).rejects.toThrow("memo-hit/direct");
      expect(() => sync(1)).toThrow(MemoError);
      await expect(ping(1)).rejects.toThrow("wait for itself");
      // Neither is beneath the other: each was begun by the component, and each waits for the other.
      const both = await Promise.allSettled([ping(2), pong(2)]);
      expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    });
  });

  it("lets a recursion with changing arguments be", async () => {
    const fibonacci: (n: number) => Promise<number> = wrap("memo-hit/fibonacci", { memo: true }, async (n: number) => {
      log.push(`f ${n}`);
      return n < 2 ? n : (await Promise.all([fibonacci(n - 1), fibonacci(n - 2)])).reduce((a, b) => a + b);
    });
    await test.succeed(async () => expect(await fibonacci(6)).toBe(8));
    expect(events().sort()).toEqual(["f 0", "f 1", "f 2", "f 3", "f 4", "f 5", "f 6"]);
    await test.succeed(async () => expect(await fibonacci(7)).toBe(13));
    expect(events()).toEqual(["f 7"]);
  });
});

describe("volatile()", () => {
  it("keeps a call and its callers from being stored, and those beside it not", async () => {
    const fresh = wrap("memo-hit/fresh", { memo: true }, async () => {
      log.push("fresh");
      volatile();
    });
    const around = wrap("memo-hit/around", { memo: true }, async () => {
      log.push("around");
      await shout("beneath");
      await fresh();
    });
    const component = wrap("memo-hit/component", { memo: true }, async () => {
      log.push("component");
      await around();
    });
    const calm = wrap("memo-hit/calm", { memo: true }, async () => {
      log.push("calm");
      await shout("calm");
    });
    const main = async (): Promise<void> => {
      await useMount(component);
      await useMount(calm);
    };
    await test.succeed(main);
    expect(events()).toEqual(["component", "around", "shout beneath", "fresh", "calm", "shout calm"]);
    await test.succeed(main);
    expect(events()).toEqual(["component", "around", "fresh"]);
  });
});

describe("what may not be in a memoized call (M7, M11)", () => {
  it("mounting: the error names the function", async () => {
    const child = async (): Promise<void> => undefined;
    const called = wrap("memo-hit/mounting", { memo: true }, async () => void (await mount(child)));
    const report = await test.run(async () => await called());
    expect(String(report.failures[0]?.error)).toMatch(/is memoized and called/);
    const mounted = await test.succeed(async () => await useMount(called));
    expect(mounted.failures).toEqual([]);
  });

  it("a context key that nobody provides: the error names it and those there are", async () => {
    const key = contextKey<string>("memo-hit/missing");
    const report = await test.run(async () => void useContext(key));
    expect(String(report.failures[0]?.error)).toContain("memo-hit/missing");
  });

  it("an argument that cannot be fingerprinted: the error names function and argument", async () => {
    class Handle {}
    const use = wrap("memo-hit/use", { memo: true }, async (_name: string, _handle: unknown) => undefined);
    const report = await test.run(async () => await use("a", new Handle()));
    expect(String(report.failures[0]?.error)).toMatch(/argument 2/);
    expect(String(report.failures[0]?.error)).toContain("memo-hit/use");
  });
});

describe("memoKey by position", () => {
  it("leaves arguments out, replaces them, and says nothing of the others", async () => {
    const split = wrap(
      "memo-hit/split",
      { memo: true, memoKey: [undefined, null, (options: { width: number }) => options.width] },
      async (text: string, _logger: () => void, options: { width: number; note: string }) => {
        log.push(`split ${text} ${options.width} ${options.note}`);
      },
    );
    const main = (text: string, width: number, note: string) => async () =>
      await split(text, () => undefined, { width, note });
    await test.succeed(main("a", 1, "first"));
    await test.succeed(main("a", 1, "second"));
    await test.succeed(main("a", 2, "third"));
    await test.succeed(main("b", 2, "fourth"));
    expect(events()).toEqual(["split a 1 first", "split a 2 third", "split b 2 fourth"]);
  });
});

describe("a method that is memoized", () => {
  it("counts the object's memo key, and not a namespace, plain object or array that holds it", async () => {
    const { memoKey } = await import("@coco/connectorkit");
    const run = wrap("memo-hit/run", { memo: true }, async function run(this: unknown, text: string) {
      log.push(`run ${text}`);
      return text;
    });
    class Model {
      readonly size: number;
      readonly run = run;
      constructor(size: number) {
        this.size = size;
      }
    }
    Object.defineProperty(Model.prototype, memoKey, {
      value(this: Model): unknown {
        return this.size;
      },
    });
    const main = (size: number) => async () => {
      await new Model(size).run("a");
      await { run }.run("a");
      await [run][0]?.("a");
      await run("a");
    };
    await test.succeed(main(1));
    expect(events()).toEqual(["run a", "run a"]);
    await test.succeed(main(1));
    expect(events()).toEqual([]);
    await test.succeed(main(2));
    expect(events()).toEqual(["run a"]);
  });

  it("does not confuse the object with a last argument", async () => {
    const { memoKey } = await import("@coco/connectorkit");
    class Model {}
    Object.defineProperty(Model.prototype, memoKey, { value: () => 1 });
    const run = wrap("memo-hit/receiver", { memo: true }, async function run(this: unknown, ..._args: unknown[]) {
      log.push("run");
    });
    const model = new Model();
    await test.succeed(async () => {
      await run.call(model, "a");
      await run("a", model);
    });
    expect(events()).toEqual(["run", "run"]);
  });
});

describe("memoized calls made by map", () => {
  it("run at once inside one component, and hit one by one", async () => {
    const main = (texts: string[]) => async () =>
      expect(await map(texts, shout)).toEqual(texts.map((text) => text.toUpperCase()));
    await test.succeed(main(["a", "b"]));
    await test.succeed(main(["b", "c"]));
    expect(events()).toEqual(["shout a", "shout b", "shout c"]);
  });
});

describe("a memoized function that is mounted", () => {
  it("hits as a whole, keeps its subtree, and gives its value again", async () => {
    const leaf = async (table: MemoryTable, name: string): Promise<void> => {
      log.push(`leaf ${name}`);
      table.declare(name, 1);
    };
    const tree = wrap("memo-hit/tree", { memo: true }, async (table: MemoryTable, names: string[]) => {
      log.push("tree");
      for (const name of names) await mount(subpath(name), leaf, table, name);
      return names.length;
    });
    const main = (names: string[]) => async () => {
      const table = await database.mountTable("docs");
      log.push(`value ${await useMount(tree, table, names)}`);
    };
    await test.succeed(main(["a", "b"]));
    expect(events()).toEqual(["tree", "leaf a", "leaf b", "value 2"]);
    await test.succeed(main(["a", "b"]));
    expect(events()).toEqual(["value 2"]);
    await test.succeed(main(["b"]));
    expect(events()).toEqual(["tree", "leaf b", "value 1"]);
    expect(database.rows("docs")).toEqual({ b: 1 });
  });
});
