import type { AnyFunction } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { exceptionHandler, mount, subpath, useMount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { CALLED_WAYS, eachOf, MEMO_WAYS, MOUNTED_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const NO_RESULT = "the last run left no result to reuse";

/** How a call fails. */
interface Failing {
  readonly failing: string;
  readonly message: string;
  readonly fail: () => unknown;
}
const UNSTORABLE = "The value of the result of f cannot be stored: result.inside is the symbol broken.";
const FAILINGS: readonly Failing[] = [
  {
    failing: "throws",
    message: "broken",
    fail: () => {
      throw new Error("broken");
    },
  },
  { failing: "rejects at once", message: "broken", fail: () => Promise.reject(new Error("broken")) },
  {
    failing: "rejects later",
    message: "broken",
    fail: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error("broken");
    },
  },
  { failing: "gives what cannot be stored", message: UNSTORABLE, fail: async () => ({ inside: Symbol("broken") }) },
];

describe("M4 Failure", () => {
  it.for(eachOf(FAILINGS, MEMO_WAYS))(
    "$way: a call that $failing stores nothing",
    async ({ fail, message, ...way }, { logOf }) => {
      const main = () => way.reach(work("f", { memo: way.memo }, fail as AnyFunction));
      for (let times = 0; times < 2; times++) {
        expect(await logOf(main())).toEqual([
          ROOT_RAN,
          way.ran("f"),
          `${way.mounted ? way.place("f") : "/"} failed: ${message}`,
        ]);
      }
    },
  );

  it.for(MOUNTED_WAYS)(
    "$way: runs when its input is what it was before the failure",
    async ({ reach, ...way }, { logOf }) => {
      const main = (text: string) =>
        reach(
          work("f", { memo: true }, async (given: string) => {
            if (given === "bad") throw new Error("broken");
          }),
          text,
        );
      const failed = `${way.place("f")} failed: broken`;
      expect(await logOf(main("good"))).toEqual([ROOT_RAN, way.ran("f")]);
      expect(await logOf(main("good"))).toEqual([ROOT_RAN, way.reused("f")]);
      expect(await logOf(main("bad"))).toEqual([ROOT_RAN, way.ran("f", "its item changed"), failed]);
      expect(await logOf(main("bad"))).toEqual([ROOT_RAN, way.ran("f", NO_RESULT), failed]);
      expect(await logOf(main("good"))).toEqual([ROOT_RAN, way.ran("f", NO_RESULT)]);
      expect(await logOf(main("good"))).toEqual([ROOT_RAN, way.reused("f")]);
    },
  );

  it.for(MOUNTED_WAYS)(
    "$way: what it declared before it failed stays, and is not written when it runs well again",
    async ({ reach, ...way }, { database, logOf }) => {
      const main = (text: string) => async () => {
        const table = await database.mountTable("docs");
        const f = work("f", { memo: true }, async (given: string, into: MemoryTable) => {
          into.declare("x", given);
          if (given === "bad") throw new Error("broken");
        });
        await reach(f, text, table)();
      };
      await logOf(main("good"));
      await logOf(main("bad"));
      expect(database.rows("docs")).toEqual({ x: "good" });
      expect(await logOf(main("good"))).toEqual([
        ROOT_RAN,
        `@target/test.memory.db/docs ran: ${ALWAYS}`,
        way.ran("f", NO_RESULT),
      ]);
    },
  );

  it.for(CALLED_WAYS)(
    "$way: other calls of the component are kept when it forgives the one that fails",
    async ({ memo, ran, reused }, { logOf }) => {
      const main = () => {
        const good = work("good", { memo });
        const bad = work("bad", { memo }, async () => Promise.reject(new Error("broken")));
        return async () => {
          await good("a");
          await (bad() as Promise<unknown>).catch(() => undefined);
        };
      };
      expect(await logOf(main())).toEqual([ROOT_RAN, ran("good"), ran("bad")]);
      expect(await logOf(main())).toEqual([ROOT_RAN, reused("good"), ran("bad")]);
    },
  );

  it.for(CALLED_WAYS)(
    "$way: nothing new is kept of a component that fails, what it had before is",
    async ({ memo, ran, reused }, { logOf }) => {
      const main = (texts: readonly string[], fail: boolean) => {
        const f = work("f", { memo });
        return async () => {
          for (const text of texts) await f(text);
          if (fail) throw new Error("broken");
        };
      };
      await logOf(main(["a"], false));
      expect(await logOf(main(["a", "b"], true))).toEqual([ROOT_RAN, reused("f"), ran("f"), "/ failed: broken"]);
      expect(await logOf(main(["a", "b"], false))).toEqual([ROOT_RAN, reused("f"), ran("f")]);
      expect(await logOf(main(["a", "b"], false))).toEqual([ROOT_RAN, reused("f"), reused("f")]);
    },
  );

  it.for(CALLED_WAYS)("$way: a call beneath one that fails is kept if it was good", async (way, { logOf }) => {
    const main = (fail: boolean) => {
      const inner = work("inner", { memo: "app" });
      const outer = work("outer", { memo: way.memo, deps: fail }, async () => {
        await inner("a");
        if (fail) throw new Error("broken");
      });
      return async () => void (await (outer() as Promise<unknown>).catch(() => undefined));
    };
    expect(await logOf(main(true))).toEqual([ROOT_RAN, way.ran("outer"), "inner() ran: new"]);
    expect(await logOf(main(true))).toEqual([ROOT_RAN, way.ran("outer"), "inner() reused"]);
    expect(await logOf(main(false))).toEqual([ROOT_RAN, way.ran("outer"), "inner() reused"]);
    expect(await logOf(main(false))).toEqual([ROOT_RAN, way.reused("outer")]);
  });

  it.for(MEMO_WAYS)(
    "$way: a function that forgives one beneath is kept, and depends on the one that failed",
    async (way, { logOf }) => {
      const main = (fail: boolean) => {
        const inner = work("inner", { memo: true, deps: fail }, async () => {
          if (fail) throw new Error("broken");
        });
        return way.reach(
          work("f", { memo: way.memo }, async () => (inner() as Promise<unknown>).catch(() => undefined)),
        );
      };
      const inner = `inner()${way.beneath("f")} ran: ${way.memo === "app" ? ALWAYS : "new"}`;
      expect(await logOf(main(true))).toEqual([ROOT_RAN, way.ran("f"), inner]);
      expect(await logOf(main(true))).toEqual([ROOT_RAN, way.reused("f")]);
      expect(await logOf(main(false))).toEqual([ROOT_RAN, way.ran("f", "function inner changed"), inner]);
      expect(await logOf(main(false))).toEqual([ROOT_RAN, way.reused("f")]);
    },
  );

  it("a function of the app whose user fails is not kept; with another user it is", async ({ logOf }) => {
    const main = (...users: ("good" | "bad")[]) => {
      const shared = work("shared", { memo: "app" });
      const user = work("user", {}, async (kind: string) => {
        await shared("x");
        if (kind === "bad") throw new Error("broken");
      });
      return async () => {
        for (const kind of users) await useMount(subpath(kind), user, kind).catch(() => undefined);
      };
    };
    const bad = [`bad ran: ${ALWAYS}`, "shared() ran: new", "bad failed: broken"];
    expect(await logOf(main("bad"))).toEqual([ROOT_RAN, ...bad]);
    expect(await logOf(main("bad", "good"))).toEqual([ROOT_RAN, ...bad, `good ran: ${ALWAYS}`, "shared() reused"]);
    expect(await logOf(main("good"))).toEqual([ROOT_RAN, `good ran: ${ALWAYS}`, "shared() reused"]);
  });

  it.for([
    { kind: "in the background", wait: false, handled: false },
    { kind: "in the background, taken by a handler", wait: false, handled: true },
    { kind: "and is waited for, and forgiven", wait: true, handled: false },
  ])("nothing above a component that fails is kept: $kind", async ({ handled, wait }, { logOf }) => {
    const main = (fail: boolean) => {
      const leaf = work("leaf", { memo: true, deps: fail }, async () => {
        if (fail) throw new Error("broken");
      });
      const sibling = work("sibling", { memo: true });
      const parent = work("parent", { memo: true }, async () => {
        await mount(sibling);
        if (wait) await useMount(leaf).catch(() => undefined);
        else if (handled)
          await exceptionHandler(
            () => undefined,
            async () => void (await mount(leaf)),
          );
        else await mount(leaf);
      });
      const top = work("top", { memo: true }, async () => void (await mount(parent)));
      return async () => void (await mount(top));
    };
    const sorted = async (fail: boolean): Promise<readonly string[]> => (await logOf(main(fail))).toSorted();
    const lines = (...rest: readonly string[]): readonly string[] => [ROOT_RAN, ...rest].toSorted();
    const leaf = "@top/@parent/@leaf";
    const sibling = "@top/@parent/@sibling";
    await logOf(main(true));
    expect(await sorted(true)).toEqual(
      lines(
        `@top ran: ${NO_RESULT}`,
        `@top/@parent ran: ${NO_RESULT}`,
        `${sibling} is unchanged`,
        `${leaf} ran: new`,
        `${leaf} failed: broken`,
      ),
    );
    expect(await sorted(false)).toEqual(
      lines(`@top ran: ${NO_RESULT}`, `@top/@parent ran: ${NO_RESULT}`, `${sibling} is unchanged`, `${leaf} ran: new`),
    );
    expect(await sorted(false)).toEqual(lines("@top is unchanged"));
  });

  it.for(MOUNTED_WAYS)("$way: a component whose write fails is not kept", async (way, { database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      await way.reach(
        work("f", { memo: true }, async (into: MemoryTable) => into.declare("x", 1)),
        table,
      )();
    };
    const opened = [ROOT_RAN, `@target/test.memory.db/docs ran: ${ALWAYS}`];
    database.fault = (what) => (what.endsWith("docs/x") ? new Error("no room") : undefined);
    const failed = `${way.place("f")} failed: `;
    const first = await logOf(main);
    expect(first.slice(3).map((line) => line.slice(0, failed.length))).toEqual([
      way.ran("f").slice(0, failed.length),
      failed,
    ]);
    database.fault = undefined;
    expect(await logOf(main)).toEqual([
      ...opened,
      way.ran("f", NO_RESULT),
      `test.memory.db/docs/x updated by ${way.place("f")}: ${NO_RESULT}`,
    ]);
    expect(await logOf(main)).toEqual([...opened, way.reused("f")]);
  });
});
