import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach } from "../index.ts";
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
