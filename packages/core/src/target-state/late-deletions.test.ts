import { afterAll, beforeEach, describe, expect, it } from "vitest";
import {
  absent,
  declareTargetState,
  mountEach,
  mountTarget,
  registerRootTargets,
  type Sink,
  subpath,
  type TargetHandler,
  type TargetProvider,
} from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";

/** Entries of a tree: a name that ends in a slash is a folder, which can only be removed when nothing is in it. */
const entries = new Set<string>();
let log: string[] = [];
let fault: ((name: string) => Error | undefined) | undefined;

const sink: Sink<{ readonly name: string; readonly there: boolean }> = {
  name: "tree",
  apply: async (actions) => {
    for (const { name, there } of actions) {
      const failure = fault?.(name);
      if (failure !== undefined) throw failure;
      log.push(`${there ? "make" : "remove"} ${name}`);
      if (there) entries.add(name);
      else entries.delete(name);
      for (const other of entries)
        if (!there && other.startsWith(name)) throw new Error(`${name} is not empty: ${other}`);
    }
  },
};

const tree: TargetHandler<true, true> = {
  reconcile: (key, desired, { possible }) => {
    const name = String(key);
    if (desired === absent)
      return possible.length === 0
        ? undefined
        : { tracking: absent, action: { sink, payload: { name, there: false } } };
    return possible.length === 1 ? undefined : { tracking: true, action: { sink, payload: { name, there: true } } };
  },
  deletedLate: (key) => {
    const name = String(key);
    return name.endsWith("/") ? -name.split("/").length : undefined;
  },
};

const roots = registerRootTargets<true, true, never>("test.late-deletions", {
  reconcile: (_key, desired, { possible }) =>
    desired === absent ? { tracking: absent } : possible.length === 1 ? undefined : { tracking: true },
  child: () => tree,
});

let test = new TestApp();
beforeEach(() => {
  test.dispose();
  test = new TestApp();
  entries.clear();
  log = [];
  fault = undefined;
});
afterAll(() => test.dispose());

/** The app's function declares `top`, and a component for each of the others what it holds. */
function treeOf(top: readonly string[], others: Readonly<Record<string, readonly string[]>>): () => Promise<void> {
  return async () => {
    const target: TargetProvider<true> = await mountTarget<true, true>(roots.state("root", true));
    for (const name of top) declareTargetState(target.state(name, true));
    await mountEach(subpath("c"), Object.entries(others), (names: readonly string[]) => {
      for (const name of names) declareTargetState(target.state(name, true));
    });
  };
}

const whole = treeOf(["a/"], { one: ["a/b/c/"], two: ["a/b/"], three: ["a/b/c/file"] });

async function isInOrder(): Promise<void> {
  expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
}

describe("states that can only be deleted when others have been (deletedLate)", () => {
  it("go after everything else, in the order of their ranks, whichever components declared them", async () => {
    await test.succeed(whole);
    log = [];
    await test.succeed(treeOf([], {}));
    expect(log).toEqual(["remove a/b/c/file", "remove a/b/c/", "remove a/b/", "remove a/"]);
    await isInOrder();
    log = [];
    await test.succeed(treeOf([], {}));
    expect(log).toEqual([]);
  });

  it("go late also where the app is dropped", async () => {
    await test.succeed(whole);
    log = [];
    await test.drop();
    expect(log).toEqual(["remove a/b/c/file", "remove a/b/c/", "remove a/b/", "remove a/"]);
  });

  it("are still planned when the run is broken off before them", async () => {
    await test.succeed(whole);
    const stop = new AbortController();
    fault = (name) => {
      if (name === "a/b/") stop.abort();
      return undefined;
    };
    await test.run(treeOf([], {}), { signal: stop.signal });
    expect([...entries]).toEqual(["a/"]);
    fault = undefined;
    await test.succeed(treeOf([], {}));
    expect([...entries]).toEqual([]);
    await isInOrder();
  });

  it("stay planned beside one that cannot be deleted, and go with the next run", async () => {
    await test.succeed(whole);
    fault = (name) => (name === "a/b/c/file" ? new Error("held") : undefined);
    const report = await test.run(treeOf([], {}));
    expect(messagesOf(report)).not.toEqual([]);
    fault = undefined;
    entries.delete("a/b/c/file");
    await test.run(treeOf([], {}));
    expect([...entries]).toEqual([]);
    await isInOrder();
  });
});
