import { getActiveResourcesInfo } from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LiveMap, mount, mountEach, subpath, type UpdateSnapshot } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { RunStats } from "./run-stats.ts";
import { watchStats } from "./watch-stats.ts";

let test: TestApp;
beforeEach(() => {
  test = new TestApp();
});
afterEach(() => test.dispose());

const leaf = (): void => undefined;

async function all(watching: AsyncIterable<UpdateSnapshot>): Promise<UpdateSnapshot[]> {
  const seen: UpdateSnapshot[] = [];
  for await (const snapshot of watching) seen.push(snapshot);
  return seen;
}

describe("watch()", () => {
  it("gives several watchers the same end, also one that comes when all is over", async () => {
    const handle = test.define(() => mount(leaf)).update();
    const [one, other] = await Promise.all([all(handle.watch()), all(handle.watch({ interval: 1 }))]);
    const late = await all(handle.watch());
    expect(late).toHaveLength(1);
    for (const seen of [one, other]) expect(seen.at(-1)).toEqual(late[0]);
    expect(late[0]).toMatchObject({ status: "done", stats: { total: { added: 2, running: 0 } } });
  });

  it("gives snapshots: what was seen does not change any more", async () => {
    const gate = Promise.withResolvers<void>();
    const handle = test.define(() => mount(subpath("slow"), () => gate.promise)).update();
    const seen: UpdateSnapshot[] = [];
    const copies: UpdateSnapshot[] = [];
    for await (const snapshot of handle.watch({ interval: 1 })) {
      seen.push(snapshot);
      copies.push(structuredClone(snapshot));
      if (snapshot.stats.total.running > 0) gate.resolve();
    }
    expect(seen).toEqual(copies);
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set(["starting", "running", "done"]));
  });

  it("tells that a stopped update was stopped", async () => {
    const controller = new AbortController();
    const handle = test.define(async () => {
      controller.abort();
      await mount(leaf);
    });
    const statuses: string[] = [];
    const watching = async (): Promise<void> => {
      for await (const { status } of handle.update({ signal: controller.signal }).watch()) statuses.push(status);
    };
    await expect(watching()).rejects.toMatchObject({ code: "CANCELLED" });
    expect(statuses.at(-1)).toBe("stopped");
  });

  it("says of a live update that it follows its sources, and goes on with each change", async () => {
    const source = new LiveMap<number>("numbers", [["a", 1]]);
    const controller = new AbortController();
    const main = (): unknown => mountEach(source, leaf);
    const handle = test.define(main).update({ live: true, failures: "report", signal: controller.signal });
    const statuses = new Set<string>();
    for await (const { stats, status } of handle.watch({ interval: 1 })) {
      statuses.add(status);
      if (status === "following" && stats.total.added === 2) void source.set("b", 2);
      if (stats.total.added === 3) controller.abort();
    }
    expect([...statuses]).toEqual(["starting", "running", "following", "stopped"]);
    expect(handle.stats().total).toMatchObject({ added: 3, running: 0 });
  });

  it("waits for a change without a timer, and gives no more than one snapshot in an interval", async () => {
    const stats = new RunStats();
    let over = false;
    let end = (): void => undefined;
    const watching = watchStats({
      stats: () => stats,
      status: () => (over ? "done" : "running"),
      isOver: () => over,
      onStatus: (f) => {
        end = f;
        return () => undefined;
      },
      interval: 5,
    });
    expect((await watching.next()).value?.stats.counters).toEqual({});
    for (let time = 0; time < 1000; time++) stats.count("x", 1);
    expect((await watching.next()).value?.stats.counters).toEqual({ x: 1000 });
    const next = watching.next();
    await sleep(50); // the interval is over
    const timers = getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    stats.count("x", 1);
    expect((await next).value?.stats.counters).toEqual({ x: 1001 });
    const waiting = watching.next();
    expect(getActiveResourcesInfo().filter((kind) => kind === "Timeout").length).toBe(timers + 1);
    over = true;
    end(); // no need to wait for the interval
    expect((await waiting).value).toMatchObject({ status: "done" });
    expect((await watching.next()).done).toBe(true);
  });

  it("keeps nothing of those who stopped watching", async () => {
    const added: (() => void)[] = [];
    const removed: (() => void)[] = [];
    const stats = new RunStats();
    for (let time = 0; time < 20; time++) {
      const watching = watchStats({
        stats: () => stats,
        status: () => "running",
        isOver: () => false,
        onStatus: (f) => {
          added.push(f);
          return () => void removed.push(f);
        },
        interval: 0,
      });
      await watching.next();
      const next = watching.next();
      await sleep(0);
      stats.count("x", 1);
      await next;
      await watching.return(undefined);
    }
    expect(added).toHaveLength(20);
    expect(removed).toEqual(added);
  });
});
