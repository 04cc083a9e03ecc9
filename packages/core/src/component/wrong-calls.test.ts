import { afterAll, describe, expect, it } from "vitest";
import { boundContext, exceptionHandler, map, mount, mountEach, subpath, useContext, within } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

const test = new TestApp();
afterAll(() => test.dispose());

const leaf = wrap("wrong-calls/leaf", {}, async () => undefined);

/** What a call says that was written as no compiler would let it pass. */
async function saidBy(call: (wrong: never) => unknown, given: unknown): Promise<unknown> {
  const { failures } = await test.run(async () => void (await call(given as never)));
  return failures[0]?.error;
}

const names = expect.any(String);

describe("a call with something else than what is wanted says what it wants, and what it was given", () => {
  it.each([
    ["mount", (f: never) => mount(f as typeof leaf), 3, "mount needs a function to mount, not number"],
    [
      "mount",
      (f: never) => mount(subpath("x"), f as typeof leaf),
      undefined,
      "mount needs a function to mount, not undefined",
    ],
    [
      "within",
      (place: never) => within(place, () => mount(leaf)),
      "setup",
      'within needs a subpath, not the string "setup"',
    ],
    ["within", (place: never) => within(place, () => mount(leaf)), undefined, "within needs a subpath, not undefined"],
    [
      "within",
      (f: never) => within(subpath("x"), f),
      Promise.resolve(),
      "within needs a function, not a promise (await it first)",
    ],
    ["exceptionHandler", (f: never) => exceptionHandler(f, () => mount(leaf)), "log", 'not the string "log"'],
    ["exceptionHandler", (f: never) => exceptionHandler(() => undefined, f), null, "not null"],
    ["map", (items: never) => map(items, async (item) => item), null, "map needs items to go through, not null"],
    [
      "map",
      (items: never) => map(items, async (item) => item),
      { a: 1 },
      "map needs items to go through, not an object",
    ],
    ["map", (f: never) => map([1], f), [1, 2], "map needs a function, not an array of 2"],
    ["boundContext", (f: never) => boundContext(f), undefined, "boundContext needs a function, not undefined"],
    ["useContext", (key: never) => useContext(key), undefined, "useContext(key) needs a context key, not undefined"],
    ["useContext", (key: never) => useContext(key), "docs_db", 'needs a context key, not the string "docs_db"'],
    ["mountEach", (items: never) => mountEach(items, leaf), undefined, "mountEach needs keyed items"],
    ["mountEach", (f: never) => mountEach([["a", 1]], f), null, "mountEach needs a function to mount, not null"],
  ])("%s", async (_name, call, given, message) => {
    const error = await saidBy(call, given);
    expect(error).toMatchObject({ message: expect.stringContaining(message), code: names, hint: names });
  });

  it("map still goes through the characters of a string", async () => {
    const { result } = await test.succeed(() => map("ab", async (letter) => letter));
    expect(result).toEqual(["a", "b"]);
  });
});

describe("a part of a path that is no stable key", () => {
  it("is refused where the subpath is made", () => {
    expect(() => subpath("a", 1.5)).toThrow("Part 2 of a subpath is not a stable key: 1.5 is not an integer");
    expect(() => subpath({ a: 1 } as never)).toThrow("Part 1 of a subpath");
    expect(() => subpath("\ud800")).toThrow("lone surrogate");
  });

  it("may be odd: control characters, very long, empty, huge integers", async () => {
    for (const part of [
      "a\0b",
      "k".repeat(10_240),
      "",
      2n ** 200n,
      new Uint8Array([0, 255]),
      null,
      [],
      [1, ["x", null]],
    ]) {
      const place = subpath(part, "leaf");
      expect((await test.succeed(() => mount(place, leaf))).stats.total.ran).toBe(2);
    }
  });

  it("is named briefly where a tuple contains itself", () => {
    const tuple: unknown[] = [];
    tuple.push(tuple);
    expect(() => subpath(tuple as never)).toThrow(/^Part 1 of a subpath is not a stable key: at (\[0\]){10}…: /u);
  });
});
