import {
  absent,
  type AnyTargetHandler,
  declareTargetState,
  mountTarget,
  type PreviousStates,
  registerRootTargets,
  type Sink,
  type StableKey,
} from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { componentKey } from "../component/component-path.ts";
import { mount, mountEach, subpath, type UpdateFailedError } from "../index.ts";
import { openStateStore } from "../store/index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let batches: string[][];
let asked: PreviousStates<string>[];
let refused: StableKey | undefined;
let throwing: StableKey | undefined;

const sink: Sink<string> = {
  name: "leaves",
  apply: async (actions) => {
    batches.push(actions.filter((key) => key !== refused));
    return actions.map((key) => (key === refused ? new Error("refused") : undefined));
  },
};
const handler = (prefix: string): AnyTargetHandler => ({
  reconcile(key: StableKey, desired: string | typeof absent, previous: PreviousStates<string>) {
    const payload = `${prefix}${String(key)}`;
    if (desired !== absent)
      return previous.possible.length === 1 && !previous.mayBeMissing
        ? undefined
        : { tracking: desired, action: { sink, payload } };
    if (payload === throwing) throw new Error("cannot tell");
    asked.push(previous);
    return { tracking: absent, action: { sink, payload } };
  },
  child: (key) => handler(`${prefix}${String(key)}/`),
});
const late: AnyTargetHandler = { ...handler("late "), deletedLate: () => 1 };
const target = registerRootTargets<string, string, string>("test.leaf-deletions", handler(""));
const lateTarget = registerRootTargets<string, string, string>("test.leaf-deletions-late", late);

const two = wrap("leaf-deletions/two", { memo: true }, async (key: string) => {
  declareTargetState(target.state(`${key}-1`, key));
  declareTargetState(target.state(`${key}-2`, "the same"));
});
const numbered = (count: number): (readonly [string, string])[] =>
  Array.from({ length: count }, (_, index) => [`k${index}`, `k${index}`] as const);
const main = async (count = 3): Promise<void> => void (await mountEach(numbered(count), two));
const deleted = (): string[] => batches.flat().toSorted();
const failuresOfDrop = async (): Promise<readonly string[]> =>
  test.drop().then(messagesOf, (error: UpdateFailedError) => messagesOf(error.report));
const statesOf = (...keys: string[]): string[] => keys.flatMap((key) => [`${key}-1`, `${key}-2`]).toSorted();

beforeEach(() => {
  test = new TestApp();
  batches = [];
  asked = [];
  refused = undefined;
  throwing = undefined;
});
afterEach(() => test.dispose());

describe("components without others beneath them of an app that is dropped (T10)", () => {
  it("are deleted a page at a time, with one call of the sink for each", async () => {
    await test.succeed(() => main(600));
    batches = [];
    const report = await test.drop();
    expect(batches.map((batch) => batch.length)).toEqual([512, 512, 176]);
    expect(deleted()).toEqual(statesOf(...numbered(600).map(([key]) => key)));
    expect(new Set(asked.flatMap(({ possible }) => possible))).toEqual(
      new Set(["the same", ...numbered(600).map(([key]) => key)]),
    );
    expect(asked.some(({ mayBeMissing }) => mayBeMissing)).toBe(false);
    expect(Object.values(report.stats.components).map((counts) => counts.deleted)).toEqual([600]);
    expect(report.stats.targets["leaves"]?.deleted).toBe(1200);
  });

  it("are kept where the sink refused one of their states: the next drop deletes those alone", async () => {
    await test.succeed(() => main(300));
    refused = "k299-2";
    batches = [];
    expect(await failuresOfDrop()).toEqual(["refused"]);
    expect(deleted()).toHaveLength(599);
    refused = undefined;
    batches = [];
    asked = [];
    await test.drop();
    expect(deleted()).toEqual(statesOf("k299"));
    expect(asked.every(({ mayBeMissing }) => mayBeMissing)).toBe(true);
  });

  it("fail where their handler does, and no others", async () => {
    await test.succeed(() => main(3));
    throwing = "k1-2";
    batches = [];
    expect(await failuresOfDrop()).toEqual([expect.stringContaining("its handler failed: cannot tell")]);
    expect(deleted()).toEqual(statesOf("k0", "k2"));
    throwing = undefined;
    batches = [];
    await test.drop();
    expect(deleted()).toEqual(statesOf("k1"));
  });

  it("are asked for with the word that they may be missing where an earlier drop was broken off", async () => {
    await test.succeed(() => main(3));
    refused = "k0-1";
    await test.drop().catch(() => undefined);
    refused = undefined;
    asked = [];
    await test.drop();
    expect(asked.map(({ mayBeMissing }) => mayBeMissing)).toEqual([true, true]);
  });

  it("that cannot be read do not keep the others", async () => {
    await test.succeed(() => main(3));
    const opened = await openStateStore({ path: test.storePath });
    const state = await opened.app("Test");
    const page = await state.page("component", { prefix: new Uint8Array(0), limit: 10 });
    const damaged = page.find(({ key }) => Buffer.from(key).includes("k1"));
    if (damaged === undefined) throw new Error("no such component");
    const value = Uint8Array.from(damaged.value, (byte, index) =>
      index === damaged.value.length - 1 ? byte ^ 1 : byte,
    );
    await state.commit([{ kind: "put", table: "component", key: damaged.key, value }]);
    await opened.close();
    batches = [];
    await test.drop().catch(() => undefined);
    expect(deleted()).toEqual(statesOf("k0", "k2"));
    expect(test.log.join("\n")).toMatch(/damaged|cannot be read/);
  });

  it("go with the container that holds their states, and with none that stands beside it", async () => {
    const inside = wrap("leaf-deletions/inside", { memo: true }, async (key: string, level: typeof target) => {
      declareTargetState(level.state(key, key));
      declareTargetState(target.state(`beside ${key}`, key));
    });
    await test.succeed(async () => {
      const level = await mountTarget<string, string>(target.state("box", "box"));
      await mountEach(numbered(3), inside, level as never);
    });
    batches = [];
    await test.drop();
    expect(deleted()).toEqual(["beside k0", "beside k1", "beside k2", "box"]);
  });

  it("are deleted and counted once where others wait because what they declared is deleted late", async () => {
    const bare = wrap("leaf-deletions/bare", { memo: true }, async (_key: string) => undefined);
    const either = wrap("leaf-deletions/either", { memo: true }, async (key: string) => {
      declareTargetState(key === "k1" ? lateTarget.state(key, key) : target.state(key, key));
    });
    const both = wrap("leaf-deletions/both", { memo: true }, async () => {
      await mountEach(numbered(2), bare);
      declareTargetState(target.state("both", "both"));
    });
    await test.succeed(async () => {
      await mountEach(numbered(3), either);
      await mount(both);
    });
    batches = [];
    const report = await test.drop();
    expect(batches.at(-1)).toEqual(["late k1"]);
    expect(deleted()).toEqual(["both", "k0", "k2", "late k1"]);
    const counts = Object.values(report.stats.components).map(({ deleted: count }) => count);
    expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it("are found beneath others, too", async () => {
    const outer = wrap("leaf-deletions/outer", { memo: true }, async (key: string) => {
      declareTargetState(target.state(key, key));
      await mountEach([[`${key} inner`, `${key} inner`] as const], two);
    });
    await test.succeed(() => mountEach(subpath("outer"), numbered(2), outer));
    batches = [];
    await test.drop();
    expect(deleted()).toEqual([...statesOf("k0 inner", "k1 inner"), "k0", "k1"].toSorted());
    const opened = await openStateStore({ path: test.storePath });
    expect(await (await opened.app("Test")).read("component", [componentKey([])])).toEqual([undefined]);
    await opened.close();
  });
});
