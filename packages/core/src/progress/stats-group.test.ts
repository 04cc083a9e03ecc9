import { afterAll, beforeEach, describe, expect, it } from "vitest";
import {
  type ComponentHandle,
  exceptionHandler,
  mount,
  mountEach,
  type StatsGroup,
  statsGroup,
  subpath,
  type UpdateSnapshot,
  useMount,
} from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test = new TestApp();
beforeEach(() => {
  test.dispose();
  test = new TestApp();
});
afterAll(() => test.dispose());

const helper = wrap("stats-group/helper", { memo: true }, async (text: string) => text.toUpperCase());
const leaf = wrap("stats-group/leaf", { memo: true }, async (text: string) => helper(text));
const items = (...texts: string[]): Map<string, string> => new Map(texts.map((text) => [text, text]));

async function watched(group: StatsGroup): Promise<UpdateSnapshot[]> {
  const snapshots: UpdateSnapshot[] = [];
  for await (const snapshot of group.watch({ interval: 1 })) snapshots.push(snapshot);
  return snapshots;
}

describe("statsGroup", () => {
  it("counts what is mounted and called in it apart, and in the whole once", async () => {
    const main = async (): Promise<void> => {
      await statsGroup("Docs", () => mountEach(subpath("docs"), items("a", "b"), leaf));
      await statsGroup("Code", () => mountEach(subpath("code"), items("c"), leaf));
      await mount(subpath("other"), leaf, "d");
    };
    const { stats } = await test.succeed(main);
    expect(stats.groups["Docs"]?.total).toMatchObject({ ran: 2, running: 0 });
    expect(stats.groups["Docs"]?.functions).toEqual({ "stats-group/helper": { ran: 2, hits: 0 } });
    expect(stats.groups["Code"]?.components).toMatchObject({ "stats-group/leaf": { ran: 1 } });
    expect(stats.components).toMatchObject({ "stats-group/leaf": { ran: 4 } });
    expect(stats.functions).toEqual({ "stats-group/helper": { ran: 4, hits: 0 } });
    expect(stats.total.ran).toBe(5);
    const again = (await test.succeed(main)).stats;
    expect(again.groups["Docs"]?.total).toMatchObject({ ran: 0, unchanged: 2 });
    expect(again.total).toMatchObject({ ran: 1, unchanged: 4 });
  });

  it("counts everything beneath, however deep, and the innermost group has it", async () => {
    const { stats } = await test.succeed(() =>
      statsGroup("outer", () =>
        mount(subpath("one"), async () => {
          await mount(subpath("two"), leaf, "x");
          await statsGroup("inner", () => useMount(subpath("three"), leaf, "y"));
        }),
      ),
    );
    const { outer } = stats.groups;
    expect(outer?.groups["inner"]?.total.ran).toBe(1);
    expect(outer?.total.ran).toBe(3);
    expect(stats.total.ran).toBe(4);
    expect(Object.keys(stats.groups)).toEqual(["outer"]);
  });

  it("changes neither paths nor what is computed again", async () => {
    await test.succeed(() => mountEach(items("a", "b"), leaf));
    const { stats } = await test.succeed(() => statsGroup("new", () => mountEach(items("a", "b"), leaf)));
    expect(stats.total).toMatchObject({ ran: 1, unchanged: 2, deleted: 0 });
  });

  it("is one for all that have its title", async () => {
    const { stats } = await test.succeed(async () => {
      for (const name of ["a", "b"]) await statsGroup("All", () => mount(subpath(name), leaf, name));
    });
    expect(stats.groups["All"]?.total.ran).toBe(2);
  });

  it("gives what its function gives, throws what it throws, and may be synchronous", async () => {
    const error = new Error("body");
    const { result } = await test.succeed(async () => {
      await expect(statsGroup("bad", () => Promise.reject(error))).rejects.toBe(error);
      expect(() =>
        statsGroup("worse", () => {
          throw error;
        }),
      ).toThrow(error);
      return [statsGroup("sync", () => 1), await statsGroup("async", async () => 2)];
    });
    expect(result).toEqual([1, 2]);
  });

  it("refuses what cannot work, and to be called where no app runs", async () => {
    expect(() => statsGroup("x", () => 1)).toThrow(expect.objectContaining({ code: "NO_COMPONENT" }));
    const report = await test.run(() => statsGroup("", () => 1));
    expect(messagesOf(report)).toEqual(['statsGroup needs a title, not the string "".']);
    expect(() => statsGroup("x", 3 as never)).toThrow("statsGroup needs a function, not the number 3");
  });
});

describe("a group's watch()", () => {
  it("goes on when its function has returned, until all that was mounted is ready", async () => {
    const gate = Promise.withResolvers<void>();
    let snapshots: Promise<UpdateSnapshot[]> | undefined;
    await test.succeed(async () => {
      await statsGroup("Slow", async (group) => {
        await mount(subpath("slow"), () => gate.promise);
        snapshots = watched(group);
      });
      setImmediate(() => gate.resolve());
    });
    const seen = (await snapshots) ?? [];
    expect(seen.slice(0, -1).map((snapshot) => snapshot.status)).toContain("running");
    expect(seen.slice(0, -1).map((snapshot) => snapshot.status)).not.toContain("done");
    expect(seen.at(-1)).toMatchObject({ status: "done", stats: { total: { running: 0, ran: 1 } } });
  });

  it("waits for the groups within, and ends at once where nothing was mounted", async () => {
    let empty: UpdateSnapshot[] = [];
    let outer: Promise<UpdateSnapshot[]> | undefined;
    await test.succeed(async () => {
      await statsGroup("outer", async (group) => {
        await statsGroup("inner", () => mount(subpath("x"), leaf, "x"));
        outer = watched(group);
      });
      const group = statsGroup("empty", (own) => own);
      empty = await watched(group);
    });
    expect(empty.at(-1)).toMatchObject({ status: "done", stats: { total: { ran: 0 } } });
    expect((await outer)?.at(-1)?.stats.total.ran).toBe(1);
  });

  it("ends where its components fail, and tells how many", async () => {
    let group: StatsGroup | undefined;
    const bad = (): never => {
      throw new Error("bad");
    };
    await test.run(() =>
      exceptionHandler(
        () => undefined,
        () =>
          statsGroup("Bad", async (own): Promise<ComponentHandle> => {
            group = own;
            return mount(subpath("bad"), bad);
          }),
      ),
    );
    const last = (await watched(group as StatsGroup)).at(-1);
    expect(last).toMatchObject({ status: "done", stats: { total: { failed: 1 } } });
    expect(group?.title).toBe("Bad");
    expect(group?.stats().total.failed).toBe(1);
  });
});
