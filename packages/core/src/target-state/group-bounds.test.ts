import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  absent,
  declareTargetState,
  fn,
  mount,
  mountEach,
  registerRootTargets,
  type Sink,
  subpath,
  useMount,
} from "../index.ts";
import type { Change } from "../store/index.ts";
import { TestApp } from "../testing/test-app.ts";

const MB = 1024 * 1024;
const WEIGHTS: Readonly<Record<string, number>> = { half: 8 * MB, almost: 8 * MB - 2, small: 1 };
let test: TestApp;
const batches: number[] = [];
let written = Promise.withResolvers<void>();
beforeEach(() => {
  test = new TestApp();
  batches.length = 0;
});
afterEach(() => test.dispose());

const sink: Sink<string> = {
  name: "bounded",
  bytesOf: (name) => WEIGHTS[name.split(" ")[0] as string] ?? 0,
  apply: async (names) => {
    batches.push(names.length);
    written.resolve();
  },
};
const rows = registerRootTargets("test.group-bounds", {
  reconcile: (key, desired) => ({ tracking: desired === absent ? absent : 1, action: { sink, payload: String(key) } }),
});
const items = Array.from({ length: 600 }, (_, index) => [index, `row ${index}`] as const);

/** Runs `f` while no timer ever ends: a group that waits for one is never written. */
async function withoutTimers(f: () => Promise<unknown>): Promise<void> {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  try {
    await f();
  } finally {
    vi.useRealTimers();
  }
}

describe("what is written together", () => {
  it("is of 256 components at most (T3)", async () => {
    await test.succeed(() => mountEach(subpath("rows"), items, (name) => declareTargetState(rows.state(name, 1))));
    expect(batches.reduce((sum, size) => sum + size, 0)).toBe(600);
    expect(Math.max(...batches)).toBeLessThanOrEqual(256);
  });

  it("is of 4 MB at most, where components come one after another (T3)", async () => {
    const sizes: number[] = [];
    const onCommit = (changes: readonly Change[]): void => {
      const values = changes.map((change) => (change.kind === "put" ? change.value.length : 0));
      sizes.push(values.reduce((sum, size) => sum + size, 0));
    };
    const large = fn({ memo: true, deps: {}, name: "large" }, async (turns: number) => {
      for (let turn = 0; turn < turns; turn++) await nextTurn();
      return "x".repeat(MB);
    });
    const turns = Array.from({ length: 12 }, (_, index) => [index, index] as const);
    await withoutTimers(() =>
      test.succeed(() => mountEach(subpath("large"), turns, (index) => large(index)), { onCommit }),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(12 * MB);
    expect(sizes.filter((size) => size > 3 * MB).length).toBeGreaterThan(1);
  });

  it("waits for nothing where no function runs: a chain of components is written one by one, and no timer helps (T3)", async () => {
    const link = async (left: number): Promise<void> => {
      declareTargetState(rows.state(`link ${left}`, 1));
      if (left > 0) await useMount(subpath(left), link, left - 1);
    };
    await withoutTimers(() => test.succeed(() => useMount(subpath("chain"), link, 8)));
    expect(batches).toEqual(Array.from({ length: 9 }, () => 1));
  });

  it("reaches a sink in calls of 10,000 actions (T7)", async () => {
    await test.succeed(() => {
      for (let row = 0; row < 10_001; row++) declareTargetState(rows.state(`row ${row}`, 1));
    });
    expect(batches).toEqual([10_000, 1]);
  });

  it("does not wait for a component that goes on and on: that one may wait for what is written (T3)", async () => {
    written = Promise.withResolvers<void>();
    await test.succeed(async () => {
      await mount(subpath("row"), () => declareTargetState(rows.state("row", 1)));
      await mount(subpath("looks for it"), () => written.promise);
    });
    expect(batches).toEqual([1]);
  });

  it("reaches a sink in calls of 16 MB, as it weighs its actions (T7)", async () => {
    await test.succeed(() => {
      for (const name of ["half 1", "half 2", "small 3", "half 4", "almost 5", "small 6", "small 7"])
        declareTargetState(rows.state(name, 1));
    });
    expect(batches).toEqual([2, 4, 1]);
  });
});
