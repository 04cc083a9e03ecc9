import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { exceptionHandler, mount, mountEach, onSettled, subpath } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

const database = new MemoryDatabase("on-settled");
let test = new TestApp();
const log: string[] = [];
beforeEach(() => {
  test.dispose();
  test = new TestApp();
  database.tables.clear();
  log.splice(0);
});
afterAll(() => test.dispose());

const leaf = wrap("on-settled/leaf", { memo: true }, async (text: string, table: MemoryTable) => {
  table.declare(text, text);
  onSettled(() => {
    log.push(`${text}: ${Object.keys(database.rows("t")).join()}`);
  });
});

const main =
  (...texts: string[]) =>
  async (): Promise<void> => {
    const table = await database.mountTable("t");
    await mountEach(new Map(texts.map((text) => [text, text])), leaf, table);
  };

describe("onSettled", () => {
  it("calls when everything is written and what is gone is deleted, in order", async () => {
    await test.succeed(main("a", "b"));
    expect(log.splice(0)).toEqual(["a: a,b", "b: a,b"]);
    await test.succeed(main("c"));
    expect(log).toEqual(["c: c"]);
  });

  it("is not asked for by what is skipped, nor called in a preview", async () => {
    await test.succeed(main("a"));
    log.splice(0);
    await test.succeed(main("a"));
    await test.define(main("b")).preview();
    expect(log).toEqual([]);
  });

  it("is not called for a component that fails, or in a run that is stopped", async () => {
    const report = await test.run(async () => {
      await mount(subpath("bad"), () => {
        onSettled(() => log.push("bad"));
        throw new Error("bad");
      });
      await mount(subpath("good"), () => onSettled(() => log.push("good")));
    });
    expect(messagesOf(report)).toEqual(["bad"]);
    expect(log.splice(0)).toEqual(["good"]);
    const stop = new AbortController();
    await test.run(
      () => {
        onSettled(() => log.push("stopped"));
        stop.abort();
      },
      { signal: stop.signal },
    );
    expect(log).toEqual([]);
  });

  it("that throws fails its component, and the others are called all the same", async () => {
    const calls = async (): Promise<void> => {
      await mount(subpath("one"), () =>
        onSettled(() => {
          throw new Error("no answer");
        }),
      );
      await mount(subpath("two"), () => onSettled(async () => void log.push("two")));
    };
    const report = await test.run(calls);
    expect(report).toMatchObject({ status: "failed", failures: [{ path: "one", kind: "settled" }] });
    expect(messagesOf(report)).toEqual(["no answer"]);
    expect(log).toEqual(["two"]);
    const handled = await test.run(() => exceptionHandler(() => undefined, calls));
    expect(handled).toMatchObject({ status: "done", failures: [{ handled: true }] });
  });

  it("needs a function, and a component", async () => {
    expect(() => onSettled(3 as never)).toThrow("onSettled needs a function, not the number 3");
    expect(() => onSettled(() => undefined)).toThrow(expect.objectContaining({ code: "NO_COMPONENT" }));
  });
});
