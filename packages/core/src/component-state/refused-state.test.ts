import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fn, subpath, useMount, useState, within } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

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
    expect(String(error).match(/refused-state\.test\.ts/g)).toHaveLength(2);
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
    expect(String(await failure(() => useState(1.5, 0)))).toContain("1.5");
    expect(String(await failure(() => useState(undefined as never, 0)))).toContain("KeyError");
  });

  it("as an argument of a memoized function", async () => {
    const memoized = wrap("use-state/argument", { memo: true }, (_state: unknown) => 1);
    expect(String(await failure(() => memoized(useState("count", 0))))).toContain("use-state/argument");
  });
});
