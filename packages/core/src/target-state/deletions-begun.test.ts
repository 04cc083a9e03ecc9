import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  absent,
  declareTargetState,
  mountEach,
  registerRootTargets,
  type Sink,
  type StableKey,
  subpath,
} from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

/** What the handler was told of states that are to be deleted, what the sink was given, and whether it fails then. */
const asked: string[] = [];
const written: StableKey[] = [];
let fails = false;

const sink: Sink<StableKey> = {
  name: "rows",
  apply: async (keys) => {
    written.push(...keys);
    if (fails) throw new Error("the connection broke off");
  },
};
const rows = registerRootTargets<null, null, StableKey>("test.deletions-begun", {
  reconcile(key, desired, { mayBeMissing, possible }) {
    if (desired === absent) asked.push(`${String(key)} ${mayBeMissing ? "may be missing" : "is there"}`);
    if (desired !== absent && possible.length === 1 && !mayBeMissing) return undefined;
    return { tracking: desired === absent ? absent : null, action: { sink, payload: key } };
  },
});

/** A component for each document, with one beneath it that declares its rows. */
const program = (documents: Readonly<Record<string, readonly string[]>>) => async () => {
  await mountEach(subpath("documents"), Object.entries(documents), async (keys) => {
    await mountEach(subpath("part"), [["one", keys]], (own) => {
      for (const key of own) declareTargetState(rows.state(key, null));
    });
  });
};

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
  asked.length = 0;
  fails = false;
});
afterEach(() => test.dispose());

describe("a deletion that an earlier run began (T5)", () => {
  it.each([
    ["the component is gone", {}],
    ["the state is not declared", { a: [] }],
  ])("is told that what it deletes may be missing, in every run until it succeeds: %s", async (_why, after) => {
    await test.succeed(program({ a: ["k"] }));
    fails = true;
    for (let times = 0; times < 2; times++)
      expect(messagesOf(await test.run(program(after)))).toEqual([expect.stringContaining("the connection broke off")]);
    fails = false;
    await test.succeed(program(after));
    expect(asked).toEqual(["k is there", "k may be missing", "k may be missing"]);
  });

  const declare = async (key: string): Promise<void> => declareTargetState(rows.state(key, null));
  const memoized = wrap("deletions-begun/item", { memo: true }, declare);
  it.each([
    ["a component with that result", memoized],
    ["a call with that result", async (key: string) => memoized(key)],
  ])("counts as done where its component comes back: no stored result stands for it (%s)", async (_what, item) => {
    const main = (...keys: string[]) => {
      return () => mountEach(subpath("items"), new Map(keys.map((key) => [key, key])), item);
    };
    await test.succeed(main("a", "b"));
    fails = true;
    await test.run(main("a"));
    fails = false;
    written.length = 0;
    await test.succeed(main("a", "b"));
    expect(written).toEqual(["b"]);
    await test.succeed(main("a", "b"));
    expect(written).toEqual(["b"]);
  });
});
