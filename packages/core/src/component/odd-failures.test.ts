import { afterAll, describe, expect, it } from "vitest";
import { exceptionHandler, map, mount, mountEach, subpath, useMount } from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

const test = new TestApp();
afterAll(() => test.dispose());

function thrower(what: unknown): () => never {
  return () => {
    throw what;
  };
}

describe("whatever is thrown is reported, and its neighbours go on", () => {
  const unreadable = "Something was thrown that is no error and has no text.";
  const brokenMessage = Object.defineProperty(new Error("x"), "message", { get: thrower(new Error("no")) });

  it.each([
    ["undefined", undefined, "undefined"],
    ["null", null, "null"],
    ["a string", "text", "text"],
    ["a frozen error", Object.freeze(new Error("frozen")), "frozen"],
    ["a symbol", Symbol("s"), "Symbol(s)"],
    ["an object without a prototype", Object.create(null), unreadable],
    ["an object that cannot be made a text", { toString: thrower(new Error("no")) }, unreadable],
    ["an error whose message throws", brokenMessage, unreadable],
  ])("%s", async (_kind, thrown, said) => {
    test.log.splice(0);
    const report = await test.run(async () => {
      await mount(subpath("bad"), thrower(thrown));
      await mount(subpath("good"), () => undefined);
    });
    expect(report.stats.total).toMatchObject({ ran: 2, failed: 1 });
    expect(messagesOf(report)).toEqual([said]);
    expect(test.log[0]).toContain(`bad failed: ${said}`);
    await expect(test.define(thrower(thrown)).update({ logFailures: false })).rejects.toThrow(said);
  });
});

describe("an exception handler that fails itself", () => {
  const own = new Error("mail server away");

  it("does not make that disappear: report and log have both", async () => {
    test.log.splice(0);
    const report = await test.run(() =>
      exceptionHandler(thrower(own), () => mount(subpath("bad"), thrower(new Error("bad")))),
    );
    expect(report.failures).toMatchObject([{ path: "bad", handled: false, handlerError: own }]);
    expect(messagesOf(report)).toEqual(["bad"]);
    expect(test.log).toEqual(["Test: bad failed: bad", "Test: the exception handler for bad failed: mail server away"]);
  });

  it("says nothing of it where one further out takes that", async () => {
    test.log.splice(0);
    const { failures } = await test.run(() =>
      exceptionHandler(
        () => undefined,
        () => exceptionHandler(thrower(own), () => mount(subpath("bad"), thrower(new Error("bad")))),
      ),
    );
    expect(failures).toMatchObject([{ handled: true }]);
    expect(failures[0]).not.toHaveProperty("handlerError");
    expect(test.log).toEqual([]);
  });

  it("because it mounts where its component is over is told so", async () => {
    const { failures } = await test.run(() =>
      exceptionHandler(
        async () => void (await mount(subpath("late"), () => undefined)),
        () => mount(subpath("bad"), thrower(new Error("bad"))),
      ),
    );
    expect(failures).toMatchObject([{ path: "bad", handlerError: { code: "COMPONENT_RETURNED" } }]);
  });
});

describe("a generator function that is mounted", () => {
  // eslint-disable-next-line require-yield -- nothing of it is to run.
  function* lazy(): Generator<number> {
    throw new Error("ran");
  }

  it.each([
    ["mount", () => mount(subpath("x"), lazy)],
    ["useMount", () => useMount(subpath("x"), lazy)],
    ["mountEach", () => mountEach(subpath("x"), [["a", 1]] as [string, number][], lazy)],
    ["mount, wrapped", () => mount(subpath("x"), wrap("odd-failures/lazy", {}, lazy))],
    ["app", () => lazy()],
  ])("is an error, for nothing of it would run: %s", async (_how, main) => {
    const { failures } = await test.run(main);
    expect(failures[0]?.error).toMatchObject({
      code: "GENERATOR_MOUNTED",
      hint: expect.stringContaining("async function"),
    });
  });
});

describe("a map that nobody awaits", () => {
  it("is awaited by its component, which fails with it and says so", async () => {
    test.log.splice(0);
    const report = await test.run(() => {
      void map([1, 2], async (item) => {
        if (item === 2) throw new Error("late");
      });
    });
    expect(messagesOf(report)).toEqual(["late"]);
    expect(test.log[0]).toMatch(/1 mount or map was not awaited/u);
  });
});

describe("the key of an item that is no stable key", () => {
  it("is an error that names the scan, and nothing is deleted", async () => {
    const leaf = wrap("odd-failures/leaf", {}, async () => undefined);
    await test.succeed(() => mountEach(new Map([["a", 1]]), leaf));
    const report = await test.run(() =>
      mountEach(
        [
          ["b", 1],
          [1.5, 2],
        ] as [never, number][],
        leaf,
      ),
    );
    expect(messagesOf(report)).toEqual([
      "The key of an item of mountEach(odd-failures/leaf) is not a stable key: 1.5 is not an integer",
    ]);
    expect(report.stats.total.deleted).toBe(0);
  });
});
