import {
  checkCancelled,
  contextKey,
  fn,
  generateId,
  generateUuid,
  IdGenerator,
  map,
  mount,
  mountEach,
  onSettled,
  timeout,
  useContext,
  useMount,
  useState,
  UuidGenerator,
} from "../index.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

describe("what a batched function calls in its body (R7)", () => {
  const withWhatItReturns = "Do that in the function that calls it, with what it returns.";
  const inTheCaller = "Take identifiers in the function that calls it: they belong to its component.";
  const child = async (): Promise<void> => undefined;
  it.each<[string, () => unknown, string]>([
    ["mount", () => mount(child), withWhatItReturns],
    ["useMount", () => useMount(child), withWhatItReturns],
    ["mountEach", () => mountEach([["a", 1]], child), withWhatItReturns],
    ["onSettled", () => onSettled(child), withWhatItReturns],
    ["generateId()", () => generateId("a"), inTheCaller],
    ["generateUuid()", () => generateUuid("a"), inTheCaller],
    ["IdGenerator.next()", () => new IdGenerator().next("a"), inTheCaller],
    ["UuidGenerator.next()", () => new UuidGenerator().next("a"), inTheCaller],
    [
      'useState("a")',
      () => useState("a"),
      "Use the state in the function that calls it, and pass its value as an argument.",
    ],
  ])("says of %s what to do instead", async (what, call, hint) => {
    const calls = fn({ batching: true, name: "batching/calls", deps: {} }, async (items: number[]) => {
      await call();
      return items;
    });
    const message = `${what} was called in a batched function: its work is that of several components.`;
    await test.succeed(async () => {
      await expect(calls(1)).rejects.toMatchObject({ code: "SHARED_FUNCTION", message, hint });
    });
  });

  it("reads the context, sets a limit of time and maps in its body", async () => {
    const key = contextKey<number>("batching/number");
    const reads = fn({ batching: true, name: "batching/reads-only", deps: {} }, (items: number[]) =>
      timeout(60_000, () => map(items, async (item) => (checkCancelled(), item + useContext(key)))),
    );
    await test.succeed(async () => expect(await reads(1)).toBe(3), { lifespan: (env) => env.provide(key, 2) });
  });
});
