import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoError } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("memo-sharing");
  log.length = 0;
});
afterEach(() => test.dispose());

describe("one execution per call (M5)", () => {
  it("is shared by calls that are made at once, with result, declarations and dependencies", async () => {
    const slow = wrap("memo-hit/slow", { memo: true }, async (table: MemoryTable) => {
      log.push("slow");
      await new Promise((resolve) => setImmediate(resolve));
      table.declare("k", "v");
      return { made: true };
    });
    const half = wrap("memo-hit/half", { memo: true }, async (table: MemoryTable, name: string) => {
      log.push(`half ${name}`);
      return slow(table);
    });
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      const [a, b, c] = await Promise.all([half(table, "a"), half(table, "b"), slow(table)]);
      expect([a, b, c]).toEqual([{ made: true }, { made: true }, { made: true }]);
    };
    expect((await test.succeed(main)).failures).toEqual([]);
    expect((await test.succeed(main)).failures).toEqual([]);
    expect(events()).toEqual(["half a", "slow", "half b"]);
    expect(database.rows("docs")).toEqual({ k: "v" });
  });

  it("gives its error to all who wait, and stores nothing (M4)", async () => {
    let fail = true;
    const shaky = wrap("memo-hit/shaky", { memo: true }, async () => {
      log.push("shaky");
      await new Promise((resolve) => setImmediate(resolve));
      if (fail) throw new Error("not yet");
      return "fine";
    });
    const main = async (): Promise<void> => {
      const outcomes = await Promise.allSettled([shaky(), shaky()]);
      log.push(...outcomes.map(({ status }) => status));
      log.push((await Promise.allSettled([shaky()]))[0]?.status ?? "");
    };
    await test.succeed(main);
    expect(events()).toEqual(["shaky", "rejected", "rejected", "shaky", "rejected"]);
    fail = false;
    await test.succeed(main);
    expect(events()).toEqual(["shaky", "fulfilled", "fulfilled", "fulfilled"]);
  });

  it("does not store a call that throws synchronously", async () => {
    let fail = true;
    const shaky = wrap("memo-hit/sync-shaky", { memo: true }, () => {
      log.push("shaky");
      if (fail) throw new Error("not yet");
      return 1;
    });
    const main = async (): Promise<void> => {
      try {
        shaky();
      } catch {
        log.push("caught");
      }
    };
    await test.succeed(main);
    fail = false;
    await test.succeed(main);
    await test.succeed(main);
    expect(events()).toEqual(["shaky", "caught", "shaky"]);
  });

  it("refuses a call that would wait for itself, directly, synchronously, and around corners", async () => {
    const direct: (n: number) => Promise<number> = wrap("memo-hit/direct", { memo: true }, async (n: number) =>
      direct(n),
    );
    const sync: (n: number) => number = wrap("memo-hit/sync-cycle", { memo: true }, (n: number) => sync(n));
    const ping: (n: number) => Promise<number> = wrap("memo-hit/ping", { memo: true }, async (n: number) => {
      await new Promise((resolve) => setImmediate(resolve));
      return pong(n);
    });
    const pong: (n: number) => Promise<number> = wrap("memo-hit/pong", { memo: true }, async (n: number) => {
      await new Promise((resolve) => setImmediate(resolve));
      return ping(n);
    });
    await test.succeed(async () => {
      await expect(direct(1)).rejects.toThrow("memo-hit/direct");
      expect(() => sync(1)).toThrow(MemoError);
      await expect(ping(1)).rejects.toThrow("wait for itself");
      // Neither is beneath the other: each was begun by the component, and each waits for the other.
      const both = await Promise.allSettled([ping(2), pong(2)]);
      expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    });
  });

  it("lets a recursion with changing arguments be", async () => {
    const fibonacci: (n: number) => Promise<number> = wrap("memo-hit/fibonacci", { memo: true }, async (n: number) => {
      log.push(`f ${n}`);
      return n < 2 ? n : (await Promise.all([fibonacci(n - 1), fibonacci(n - 2)])).reduce((a, b) => a + b);
    });
    await test.succeed(async () => expect(await fibonacci(6)).toBe(8));
    expect(events().sort()).toEqual(["f 0", "f 1", "f 2", "f 3", "f 4", "f 5", "f 6"]);
    await test.succeed(async () => expect(await fibonacci(7)).toBe(13));
    expect(events()).toEqual(["f 7"]);
  });
});
