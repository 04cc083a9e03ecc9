import { contextKey, fn, type FunctionOptions, useContext } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FunctionOptionsError, mount, subpath, UntrackedClosureError, useMount } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  log.length = 0;
});
afterEach(() => test.dispose());

type Work = (text: string) => Promise<string>;
type Options = Omit<FunctionOptions<[text: string]>, "name">;

/** A function of a name: its body is edited when `word` changes, which the log shows. */
const step = (name: string, word: string, options: Options = {}): Work =>
  wrap(`logic/${name}`, { deps: word, ...options }, async (text: string) => {
    log.push(`${name} ${word}`);
    return `${text} ${word}`;
  });

/** One that calls another. */
const around = (name: string, inner: Work, options: Options = {}): Work =>
  wrap(`logic/${name}`, options, async (text: string) => {
    log.push(name);
    return inner(text);
  });

const calls = (work: Work) => async () => void (await work("t"));
const mounts = (work: Work) => async () => void (await useMount(subpath("k"), work, "t"));

for (const [way, main] of Object.entries({ called: calls, mounted: mounts })) {
  describe(`a memoized function that is ${way}`, () => {
    it("runs again when its code, version or deps change, and not else", async () => {
      const make: (() => Work)[] = [
        () => step("f", "one", { memo: true }),
        () => step("f", "one", { memo: true }),
        () => step("f", "two", { memo: true }),
        () => step("f", "two", { memo: true, version: 1 }),
        () => step("f", "two", { memo: true, version: 1 }),
        () => step("f", "two", { memo: true, version: 2 }),
        () => step("f", "two", { memo: true, version: 2, deps: { limit: 1 } }),
        () => step("f", "two", { memo: true, version: 2, deps: { limit: 2 } }),
      ];
      for (const each of make) await test.succeed(main(each()));
      expect(events()).toEqual(["f one", "f two", "f two", "f two", "f two", "f two"]);
    });

    it("runs again when one beneath it is wrapped anew while the app runs, and is another", async () => {
      let inner: Work;
      const outer = wrap("logic/outer", { memo: true }, async (text: string) => (log.push("outer"), inner(text)));
      for (const word of ["one", "one", "two"]) {
        await test.succeed(async () => {
          inner = step("wrapped in main", word);
          await main(outer)();
        });
      }
      expect(events()).toEqual(["outer", "wrapped in main one", "outer", "wrapped in main two"]);
    });

    it("runs again when its text changes", async () => {
      await test.succeed(main(wrap("logic/text", { memo: true }, async () => (log.push("a"), "a"))));
      await test.succeed(main(wrap("logic/text", { memo: true }, async () => (log.push("a"), "a"))));
      await test.succeed(main(wrap("logic/text", { memo: true }, async () => (log.push("b"), "b"))));
      expect(events()).toEqual(["a", "b"]);
    });

    it("runs again when a function beneath it changes, memoized or not", async () => {
      for (const memo of [true, false]) {
        for (const word of ["one", "one", "two"]) {
          await test.succeed(main(around(`caller-${memo}`, step(`inner-${memo}`, word, { memo }), { memo: true })));
        }
      }
      expect(events()).toEqual([
        "caller-true",
        "inner-true one",
        "caller-true",
        "inner-true two",
        "caller-false",
        "inner-false one",
        "caller-false",
        "inner-false two",
      ]);
    });

    it("runs again when a function two levels beneath it changes, through a plain one", async () => {
      for (const word of ["one", "one", "two"]) {
        const middle = around("middle", step("deep", word));
        await test.succeed(main(around("top", middle, { memo: true })));
      }
      expect(events()).toEqual(["top", "middle", "deep one", "top", "middle", "deep two"]);
    });

    it('does not care for what is beneath with logicTracking "self", only for itself', async () => {
      for (const [word, version] of [
        ["one", 1],
        ["two", 1],
        ["two", 2],
      ] as const) {
        await test.succeed(
          main(around("selfish", step("beneath-self", word), { memo: true, logicTracking: "self", version })),
        );
      }
      expect(events()).toEqual(["selfish", "beneath-self one", "selfish", "beneath-self two"]);
    });

    it('hides what is beneath a "self" function from its callers, and not the function itself', async () => {
      for (const [word, version] of [
        ["one", 1],
        ["two", 1],
        ["two", 2],
      ] as const) {
        const middle = around("self-middle", step("self-deep", word), { logicTracking: "self", version });
        await test.succeed(main(around("self-top", middle, { memo: true })));
      }
      expect(events()).toEqual([
        "self-top",
        "self-middle",
        "self-deep one",
        "self-top",
        "self-middle",
        "self-deep two",
      ]);
    });

    it('does not care for any code with logicTracking "none", nor do its callers', async () => {
      for (const word of ["one", "two"]) {
        await test.succeed(main(around("none", step("none-deep", word), { memo: true, logicTracking: "none" })));
      }
      expect(events()).toEqual(["none", "none-deep one"]);
      for (const word of ["one", "two"]) {
        const inner = around("none-inner", step("none-deep", word), { logicTracking: "none" });
        await test.succeed(main(around("none-caller", inner, { memo: true })));
      }
      expect(events()).toEqual(["none-caller", "none-inner", "none-deep one"]);
    });

    it('still sees a context value change with logicTracking "none"', async () => {
      const key = contextKey<string>("logic/model", { detectChange: true });
      const read = wrap("logic/none-context", { memo: true, logicTracking: "none" }, async (text: string) => {
        log.push(`read ${useContext(key)}`);
        return text;
      });
      for (const value of ["a", "a", "b"])
        await test.succeed(main(read), { lifespan: (env) => env.provide(key, value) });
      expect(events()).toEqual(["read a", "read b"]);
    });
  });
}

describe("what a memoized component depends on (M3)", () => {
  it("is also what the children depend on that it mounts, memoized or not", async () => {
    for (const memo of [true, false]) {
      for (const word of ["one", "one", "two"]) {
        const child = step(`child-${memo}`, word, { memo });
        const parent = wrap(`logic/parent-${memo}`, { memo: true }, async (_text: string) => {
          log.push("parent");
          await mount(child, "t");
          return "";
        });
        await test.succeed(mounts(parent));
      }
    }
    expect(events()).toEqual([
      "parent",
      "child-true one",
      "parent",
      "child-true two",
      "parent",
      "child-false one",
      "parent",
      "child-false two",
    ]);
  });

  it("reaches a caller that is computed anew while what is beneath it hits", async () => {
    const top = (version: number, word: string): Work =>
      around("rebuilt", around("kept", step("bottom", word), { memo: true }), { memo: true, version });
    await test.succeed(calls(top(1, "one")));
    await test.succeed(calls(top(2, "one")));
    expect(events()).toEqual(["rebuilt", "kept", "bottom one", "rebuilt"]);
    await test.succeed(calls(top(2, "two")));
    expect(events()).toEqual(["rebuilt", "kept", "bottom two"]);
  });

  it("reaches a caller also through a synchronous hit", async () => {
    const sync = (version: number): (() => string) =>
      wrap("logic/sync", { memo: true, version }, () => (log.push("sync"), "s"));
    const caller = (inner: () => string, version: number): Work =>
      wrap("logic/sync-caller", { memo: true, version }, async (_text: string) => (log.push("caller"), inner()));
    await test.succeed(calls(caller(sync(1), 1)));
    await test.succeed(calls(caller(sync(1), 2)));
    expect(events()).toEqual(["caller", "sync", "caller"]);
    await test.succeed(calls(caller(sync(2), 2)));
    expect(events()).toEqual(["caller", "sync"]);
  });

  it("includes a function that is called only in a failing call which the caller forgives", async () => {
    const caller = (inner: Work): Work =>
      wrap("logic/forgiving", { memo: true }, async (text: string) => {
        log.push("forgiving");
        return inner(text).catch(() => "fallback");
      });
    const failing = (fail: boolean): Work =>
      wrap("logic/failing", { memo: true, deps: fail }, async (text: string) => {
        if (fail) throw new Error("no");
        return text;
      });
    await test.succeed(calls(caller(failing(true))));
    await test.succeed(calls(caller(failing(true))));
    await test.succeed(calls(caller(failing(false))));
    expect(events()).toEqual(["forgiving", "forgiving"]);
  });
});

describe("formerly (M1)", () => {
  const named = (name: string, formerly: readonly string[]): Work =>
    wrap(name, { memo: true, ...(formerly.length === 0 ? {} : { formerly }) }, async (text: string) => {
      log.push("work");
      return text;
    });

  it("carries the memos of calls over to the new name, for as many runs as one likes", async () => {
    await test.succeed(calls(named("logic/old", [])));
    const renamed = named("logic/new", ["logic/old"]);
    await test.succeed(calls(renamed));
    await test.succeed(calls(renamed));
    expect(events()).toEqual(["work"]);
  });

  it("carries the memo and the path of a component over", async () => {
    const main = (work: Work) => async () => void (await mount(work, "t"));
    await test.succeed(main(named("logic/old-component", [])));
    const renamed = named("logic/new-component", ["logic/old-component"]);
    for (let run = 0; run < 2; run++) {
      const report = await test.succeed(main(renamed));
      expect(report.stats.total).toMatchObject({ deleted: 0, unchanged: 1 });
    }
    expect(events()).toEqual(["work"]);
  });

  it("carries app memos over, and a caller that hits does not mind", async () => {
    const app = (name: string, formerly: readonly string[]): Work =>
      wrap(name, { memo: "app", formerly }, async (text: string) => (log.push("work"), text));
    const main = (work: Work) => calls(around("formerly-caller", work, { memo: true }));
    await test.succeed(main(app("logic/old-app", [])));
    const renamed = app("logic/new-app", ["logic/old-app"]);
    await test.succeed(main(renamed));
    await test.succeed(calls(renamed));
    await test.succeed(calls(renamed));
    expect(events()).toEqual(["formerly-caller", "work"]);
  });

  it.for([
    ["called", calls, true],
    ["mounted", mounts, true],
    ["remembered for the app", calls, "app"],
  ] as const)(
    "carries nothing over from a function that is still there, and another one: %s",
    async ([, main, memo]) => {
      const kept = step("kept", "one", { memo });
      await test.succeed(main(kept));
      const next = step("next", "two", { memo, formerly: ["logic/kept"] });
      await test.succeed(main(next));
      expect(events()).toEqual(["kept one", "next two"]);
      expect(await kept("outside")).toBe("outside one");
    },
  );
});

describe("options that make no sense", () => {
  it('are errors that name the function: deps with "none", unknown ones, wrong ones', () => {
    const body = async function named(): Promise<void> {};
    expect(() => fn({ logicTracking: "none", deps: 1 }, body)).toThrow(FunctionOptionsError);
    expect(() => fn({ logicTracking: "none", deps: 1 }, body)).toThrow("named");
    expect(() => fn({ memoise: true } as never, body)).toThrow("memoise");
    expect(() => fn({ memo: "everywhere" } as never, body)).toThrow("everywhere");
    expect(() => fn({ logicTracking: "some" } as never, body)).toThrow("some");
    expect(() => fn({ batching: true, maxBatchSize: 0 } as never, body)).toThrow("maxBatchSize");
    expect(() => fn({ memoKey: ["name"] } as never, body)).toThrow("memoKey[0]");
    expect(() => fn({ maxBatchSize: 2 } as never, body)).toThrow("batching");
  });

  it("include memo of a function that uses names of the function around it, until deps are given", async () => {
    const limit = events().length;
    const captures = fn({ memo: true, name: "logic/captures" }, async () => limit);
    const report = await test.run(calls(captures as unknown as Work));
    expect(report.failures[0]?.error).toBeInstanceOf(UntrackedClosureError);
    expect(String(report.failures[0]?.error)).toContain("limit");
  });
});
