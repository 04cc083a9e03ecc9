import { type AnyFunction, contextKey, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { failureOf } from "../../deadline/testing/failure-of.ts";
import { ManualClock } from "../../deadline/testing/manual-clock.ts";
import { timeoutBy } from "../../deadline/timeout.ts";
import { map, mount, subpath } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { CALLED_WAYS, eachOf, type MemoWay, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const slow = async (text: string): Promise<string> => {
  await turn();
  return text;
};
/** The line of a call that another one answers. */
const shared = (name: string, place = "/"): string => `${name}() in ${place} shared`;
/** A result of the app is looked up in the store, and meanwhile others join: only then it is told what came of it. */
const first = (memo: MemoWay["memo"], line: string, ...sharing: readonly string[]): readonly string[] =>
  memo === "app" ? [...sharing, line] : [line, ...sharing];
const cycle = (name: string): string =>
  `/ failed: ${name} was called from within itself with the same arguments: it would wait for itself.`;

describe("M5 One execution", () => {
  it.for(CALLED_WAYS)("$way: calls made at once share one execution", async ({ memo, ran, reused }, { logOf }) => {
    const results: unknown[] = [];
    const main = () => {
      const f = work("f", { memo }, slow);
      return async () => void results.push(...(await Promise.all([f("a"), f("a"), f("a")])));
    };
    const sharing = [shared("f"), shared("f")];
    expect(await logOf(main())).toEqual([ROOT_RAN, ...first(memo, ran("f"), ...sharing)]);
    expect(await logOf(main())).toEqual([ROOT_RAN, ...first(memo, reused("f"), ...sharing)]);
    expect(results).toEqual(["a", "a", "a", "a", "a", "a"]);
  });

  it.for(CALLED_WAYS)("$way: calls with other arguments do not", async ({ memo, ran }, { logOf }) => {
    const main = () => {
      const f = work("f", { memo }, slow);
      return async () => void (await Promise.all([f("a"), f("b"), f("a"), f("b")]));
    };
    expect((await logOf(main())).toSorted()).toEqual(
      [ROOT_RAN, ran("f"), ran("f"), shared("f"), shared("f")].toSorted(),
    );
  });

  it("called in a component: a later call of the same run shares it", async ({ logOf }) => {
    const main = () => {
      const f = work("f", { memo: true });
      return async () => {
        await f("a");
        await f("a");
      };
    };
    expect(await logOf(main())).toEqual([ROOT_RAN, "f() in / ran: new", shared("f")]);
    expect(await logOf(main())).toEqual([ROOT_RAN, "f() in / reused", shared("f")]);
  });

  it("shared by the app: a later call of the same run finds what is stored", async ({ logOf }) => {
    const main = () => {
      const f = work("f", { memo: "app" });
      return async () => {
        await f("a");
        await f("a");
      };
    };
    expect(await logOf(main())).toEqual([ROOT_RAN, "f() ran: new", "f() reused"]);
  });

  it.for([
    { memo: true as const, second: "f() in b ran: new", how: "two components execute twice" },
    { memo: "app" as const, second: "f() in b shared", how: "two components of an app execute once" },
  ])("$how", async ({ memo, second }, { logOf }) => {
    const main = () => {
      const f = work("f", { memo }, slow);
      const user = async (text: string): Promise<void> => void (await f(text));
      return async () => {
        await mount(subpath("a"), user, "x");
        await mount(subpath("b"), user, "x");
      };
    };
    const first = memo === "app" ? "f() ran: new" : "f() in a ran: new";
    expect((await logOf(main())).toSorted()).toEqual(
      [ROOT_RAN, `a ran: ${ALWAYS}`, `b ran: ${ALWAYS}`, first, second].toSorted(),
    );
  });

  it.for(CALLED_WAYS)("$way: a failure is that of everybody who shares it", async ({ memo, ran }, { logOf }) => {
    const main = () => {
      const f = work("f", { memo }, async (text: string) => {
        await turn();
        throw new Error(`broken ${text}`);
      });
      return async () => {
        const outcomes = await Promise.allSettled([f("a"), f("a")]);
        expect(outcomes.map((outcome) => String((outcome as PromiseRejectedResult).reason))).toEqual([
          "Error: broken a",
          "Error: broken a",
        ]);
      };
    };
    expect(await logOf(main())).toEqual([ROOT_RAN, ...first(memo, ran("f"), shared("f"))]);
    expect(await logOf(main())).toEqual([ROOT_RAN, ...first(memo, ran("f"), shared("f"))]);
  });

  it.for(CALLED_WAYS)(
    "$way: everybody who shares it depends on what it depended on",
    async ({ memo, ran }, { logOf }) => {
      const key = contextKey<string>("m05/model", { detectChange: true });
      const main = () => {
        const f = work("f", { memo }, async () => {
          await turn();
          return useContext(key);
        });
        const outer = work("outer", { memo: true }, async (_name: string) => f());
        return async () => void (await Promise.all([outer("one"), outer("two")]));
      };
      const provides = (value: string): object => ({
        lifespan: (env: { provide(k: typeof key, v: string): void }) => env.provide(key, value),
      });
      const both = (why: string): readonly string[] => {
        const outer = `outer() in / ran: ${why}`;
        return memo === "app"
          ? [ROOT_RAN, outer, outer, shared("f"), ran("f", why)]
          : [ROOT_RAN, outer, ran("f", why), outer, shared("f")];
      };
      expect(await logOf(main(), provides("a"))).toEqual(both("new"));
      expect(await logOf(main(), provides("a"))).toEqual([ROOT_RAN, "outer() in / reused", "outer() in / reused"]);
      expect(await logOf(main(), provides("b"))).toEqual(both('context value "m05/model" changed'));
    },
  );

  it("everybody who shares it has declared what it declared", async ({ database, logOf }) => {
    const main =
      (...names: string[]) =>
      async () => {
        const table = await database.mountTable("docs");
        const f = work("f", { memo: true }, async (into: MemoryTable) => {
          await turn();
          into.declare("x", 1);
        });
        const outer = work("outer", { memo: true }, async (_name: string, into: MemoryTable) => f(into));
        await Promise.all(names.map((name) => outer(name, table)));
      };
    const opened = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`];
    await logOf(main("one", "two"));
    expect(await logOf(main("two"))).toEqual([...opened, "outer() in / reused"]);
    expect(database.rows("docs")).toEqual({ x: 1 });
    expect(await logOf(main())).toEqual([...opened, "test.memory.db/docs/x deleted by /: not declared any more"]);
  });

  /** Ways in which a call comes to wait for itself. */
  interface Cycle {
    readonly cycle: string;
    readonly start: (f: AnyFunction, g: AnyFunction) => unknown;
    readonly calls: readonly string[];
  }
  const CYCLES: readonly Cycle[] = [
    { cycle: "by itself", start: (f) => f("f"), calls: ["f"] },
    { cycle: "through another function", start: (f) => f("g"), calls: ["f", "g"] },
    { cycle: "through map", start: (f) => f("map"), calls: ["f"] },
  ];
  it.for(eachOf(CYCLES, CALLED_WAYS))(
    "$way: a call that would wait for itself, $cycle, is an error that names the function",
    async ({ calls, memo, ran, start }, { logOf }) => {
      const main = () => {
        const f: AnyFunction = work("f", { memo }, async (next: string) => {
          await turn();
          if (next === "map") await map([1], () => f("map"));
          else await (next === "g" ? g("g") : f("f"));
        });
        const g: AnyFunction = work("g", { memo }, async () => f("g"));
        return async () => void (await start(f, g));
      };
      expect(await logOf(main())).toEqual([ROOT_RAN, ...calls.map((name) => ran(name)), cycle("f")]);
    },
  );

  it.for(CALLED_WAYS)(
    "$way: two calls that would wait for each other are an error",
    async ({ memo, ran }, { logOf }) => {
      const main = () => {
        const f: AnyFunction = work("f", { memo }, async () => {
          await turn();
          return g();
        });
        const g: AnyFunction = work("g", { memo }, async () => {
          await turn();
          return f();
        });
        return async () => void (await Promise.all([f(), g()]));
      };
      const joined = memo === "app" ? "g() shared" : shared("g");
      expect(await logOf(main())).toEqual([ROOT_RAN, ran("f"), ran("g"), joined, cycle("f")]);
    },
  );

  it.for(CALLED_WAYS)("$way: recursion with other arguments is none", async ({ memo, ran, reused }, { logOf }) => {
    const main = (n: number) => {
      const f: AnyFunction = work("f", { memo }, async (left: number) => (left === 0 ? 0 : f(left - 1)));
      return async () => void (await f(n));
    };
    expect(await logOf(main(2))).toEqual([ROOT_RAN, ran("f"), ran("f"), ran("f")]);
    expect(await logOf(main(2))).toEqual([ROOT_RAN, reused("f")]);
    expect(await logOf(main(3))).toEqual([ROOT_RAN, ran("f"), reused("f")]);
  });

  it.for(CALLED_WAYS)(
    "$way: who stops waiting does not stop it while another waits",
    async ({ memo, ran, reused }, { logOf }) => {
      const main = (impatient: boolean) => {
        let release = (): void => undefined;
        const gate = new Promise<void>((resolve) => (release = resolve));
        const f = work("f", { memo }, async () => {
          await gate;
          return "done";
        });
        return async () => {
          const clock = new ManualClock();
          const ended = impatient ? failureOf(timeoutBy(clock, 10, () => f())) : undefined;
          const patient = f();
          await clock.advance(11);
          if (impatient) expect(await ended).toMatchObject({ name: "TimeoutError" });
          release();
          expect(await patient).toBe("done");
        };
      };
      expect(await logOf(main(true))).toEqual([ROOT_RAN, ...first(memo, ran("f"), shared("f"))]);
      expect(await logOf(main(false))).toEqual([ROOT_RAN, reused("f")]);
    },
  );
});
