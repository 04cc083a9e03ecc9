import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { absent, declareTargetState, mount, mountEach, registerRootTargets, type Sink, subpath } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";

const MB = 1024 * 1024;
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
  bytesOf: (name) => (name.startsWith("large") ? 9 * MB : 1),
  apply: async (names) => {
    batches.push(names.length);
    written.resolve();
  },
};
const rows = registerRootTargets("test.group-bounds", {
  reconcile: (key, desired) => ({ tracking: desired === absent ? absent : 1, action: { sink, payload: String(key) } }),
});
const items = Array.from({ length: 600 }, (_, index) => [index, `row ${index}`] as const);

describe("what is written together", () => {
  it("is of 256 components at most (T3)", async () => {
    await test.succeed(() => mountEach(subpath("rows"), items, (name) => declareTargetState(rows.state(name, 1))));
    expect(batches.reduce((sum, size) => sum + size, 0)).toBe(600);
    expect(Math.max(...batches)).toBeLessThanOrEqual(256);
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
      for (const name of ["large 1", "large 2", "large 3", "large 4", "large 5", "small"])
        declareTargetState(rows.state(name, 1));
    });
    expect(batches).toEqual([2, 2, 2]);
  });
});
