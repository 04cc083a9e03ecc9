import { afterAll, beforeEach, describe, expect, it } from "vitest";
import {
  absent,
  declareTargetState,
  mount,
  mountEach,
  mountTarget,
  registerRootTargets,
  type Sink,
  type StableKey,
  subpath,
  type TargetHandler,
  type TargetProvider,
  useMount,
} from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

interface Person {
  readonly email: string;
}

/** A table with a unique index on the email: it refuses a row whose email another row has. */
const rows = new Map<string, string>();
const log: string[] = [];
let fault: ((what: string) => unknown) | undefined;

interface Write {
  readonly key: string;
  readonly email: string | undefined;
}

const sink: Sink<Write> = {
  name: "people",
  apply: async (writes) => {
    for (const { email, key } of writes) {
      const what = email === undefined ? `delete ${key}` : `${rows.has(key) ? "update" : "insert"} ${key}=${email}`;
      const failure = fault?.(what);
      if (failure !== undefined) throw failure;
      for (const [other, held] of rows)
        if (held === email && other !== key) throw new Error(`${what}: ${other} has this email`);
      log.push(what);
      if (email === undefined) rows.delete(key);
      else rows.set(key, email);
    }
  },
};

const people: TargetHandler<Person, Person, Write> = {
  reconcile: (key, desired, previous) => {
    const name = String(key);
    if (desired === absent) {
      if (previous.possible.length === 0) return undefined;
      return { tracking: absent, action: { sink, payload: { key: name, email: undefined } } };
    }
    const same = previous.possible.length === 1 && previous.possible[0]?.email === desired.email;
    if (same && !previous.mayBeMissing) return undefined;
    return { tracking: desired, action: { sink, payload: { key: name, email: desired.email } } };
  },
  uniqueValues: (state) => [["email", "declared" in state ? state.declared.email : state.tracked.email]],
};

const tables = registerRootTargets<string, string, never>("test.unique-values", {
  reconcile: (_key, desired, previous) =>
    desired === absent ? { tracking: absent } : previous.possible[0] === desired ? undefined : { tracking: desired },
  child: () => people,
});

let test = new TestApp();
beforeEach(() => {
  test.dispose();
  test = new TestApp();
  rows.clear();
  log.splice(0);
  fault = undefined;
});
afterAll(() => test.dispose());

const table = (): Promise<TargetProvider<Person>> => mountTarget<Person, string>(tables.state("people", "v1"));

/** One component for each entry, which declares these people. */
function components(all: Readonly<Record<string, Readonly<Record<string, string>>>>): () => Promise<void> {
  return async () => {
    const target = await table();
    await mountEach(subpath("c"), Object.entries(all), (declared: Readonly<Record<string, string>>) => {
      for (const [key, email] of Object.entries(declared))
        declareTargetState(target.state(key as StableKey, { email }));
    });
  };
}

async function becomes(main: () => Promise<void>, expected: Readonly<Record<string, string>>): Promise<string[]> {
  log.splice(0);
  expect(messagesOf(await test.run(main))).toEqual([]);
  expect(Object.fromEntries(rows)).toEqual(expected);
  const done = log.splice(0);
  expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  await test.succeed(main);
  expect(log).toEqual([]);
  return done;
}

describe("a deletion that frees a unique value (T4, T7)", () => {
  it("goes before the write that needs it, in one component", async () => {
    await becomes(components({ one: { ann: "a@x" } }), { ann: "a@x" });
    expect(await becomes(components({ one: { bob: "a@x" } }), { bob: "a@x" })).toEqual([
      "delete ann",
      "insert bob=a@x",
    ]);
  });

  it.each([
    ["the first", { one: { ann: "a@x" }, two: {} }, { one: {}, two: { bob: "a@x" } }],
    ["the second", { one: {}, two: { ann: "a@x" } }, { one: { bob: "a@x" }, two: {} }],
  ])(
    "goes before the write of another component that is submitted with it: %s stopped",
    async (_which, before, after) => {
      await becomes(components(before), { ann: "a@x" });
      expect(await becomes(components(after), { bob: "a@x" })).toEqual(["delete ann", "insert bob=a@x"]);
    },
  );

  it("goes before the write of a component that is submitted later", async () => {
    await becomes(components({ one: { ann: "a@x" }, two: {} }), { ann: "a@x" });
    const later = async (): Promise<void> => {
      const target = await table();
      await useMount(subpath("c", "one"), () => undefined);
      await mount(subpath("c", "two"), () => declareTargetState(target.state("bob", { email: "a@x" })));
    };
    expect(await becomes(later, { bob: "a@x" })).toEqual(["delete ann", "insert bob=a@x"]);
  });

  it("goes around in a chain", async () => {
    await becomes(components({ one: { a: "1", b: "2" }, two: { c: "3" } }), { a: "1", b: "2", c: "3" });
    const done = await becomes(components({ one: { d: "3" }, two: { e: "1", f: "2" } }), { d: "3", e: "1", f: "2" });
    expect(done.slice(0, 3).sort()).toEqual(["delete a", "delete b", "delete c"]);
  });

  it("does not make a move to another component a deletion: that stays one update", async () => {
    await becomes(components({ one: { ann: "a@x" }, two: {} }), { ann: "a@x" });
    expect(await becomes(components({ one: {}, two: { ann: "a@x" } }), { ann: "a@x" })).toEqual([]);
    expect(await becomes(components({ one: { ann: "b@x" }, two: {} }), { ann: "b@x" })).toEqual(["update ann=b@x"]);
  });

  it("leaves the others until the run settles", async () => {
    await becomes(components({ one: { ann: "a@x", old: "o@x" } }), { ann: "a@x", old: "o@x" });
    expect(await becomes(components({ one: { bob: "a@x" } }), { bob: "a@x" })).toEqual([
      "delete ann",
      "insert bob=a@x",
      "delete old",
    ]);
  });

  it("that fails fails the component that needs it, and is made good by the next run", async () => {
    await becomes(components({ one: { ann: "a@x" }, two: {} }), { ann: "a@x" });
    fault = (what) => (what === "delete ann" ? new Error("locked") : undefined);
    const after = components({ one: {}, two: { bob: "a@x" } });
    expect(messagesOf(await test.run(after))).toContain("locked");
    expect(Object.fromEntries(rows)).toEqual({ ann: "a@x" });
    fault = undefined;
    await becomes(after, { bob: "a@x" });
  });

  it("is not lost where the write after it fails: what was deleted may come back", async () => {
    await becomes(components({ one: { ann: "a@x" }, two: {} }), { ann: "a@x" });
    fault = (what) => (what.startsWith("insert") ? new Error("full") : undefined);
    expect(messagesOf(await test.run(components({ one: {}, two: { bob: "a@x" } })))).toContain("full");
    expect(rows.size).toBe(0);
    fault = undefined;
    await becomes(components({ one: { ann: "a@x" }, two: {} }), { ann: "a@x" });
  });

  it("stands in a preview as it will be made", async () => {
    await becomes(components({ one: { ann: "a@x" } }), { ann: "a@x" });
    const plan = await test.define(components({ one: { bob: "a@x" } })).preview();
    expect(plan.changes.map(({ change, target }) => `${change} ${target}`)).toEqual([
      "delete test.unique-values/people/ann",
      "create test.unique-values/people/bob",
    ]);
  });
});
