import { describe, expect } from "vitest";
import { LiveMap, type LiveMapFeed, type LiveMapSubscriber, mount, mountEach, subpath } from "../index.ts";
import type { MemoryTable } from "../testing/memory-target.ts";
import { it } from "../testing/engine-test.ts";
import { LiveUpdate } from "./testing/live-update.ts";
import { Told } from "./testing/told-source.ts";

/** A source that cannot be looked through: it reports what it has, is ready, and goes on. */
class Topic implements LiveMapFeed<string> {
  readonly messages: readonly (readonly [string, string])[];
  subscriber: LiveMapSubscriber<string> | undefined;
  /** Whether it waits for each message to be written before it reports the next. */
  readonly waits: boolean;

  constructor(messages: readonly (readonly [string, string])[], waits = false) {
    this.messages = messages;
    this.waits = waits;
  }

  async watch(subscriber: LiveMapSubscriber<string>, signal: AbortSignal): Promise<void> {
    this.subscriber = subscriber;
    for (const [key, value] of this.messages) {
      const told = await subscriber.update(key, value);
      if (this.waits) await told.ready();
    }
    await subscriber.markReady();
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  }
}

const declareItem = function item(text: string, table: MemoryTable): void {
  table.declare(text.slice(0, 1), text);
};

describe("a source that tells of changes alone (R3)", () => {
  const MESSAGES = [
    ["x", "a1"],
    ["y", "b1"],
    ["x", "a2"],
  ] as const;

  it.for([false, true])(
    "is listened to until it is ready in a catch-up run; it waits for each: %s",
    async (waits, { app, database }) => {
      await app.succeed(async () => {
        await mountEach(new Topic(MESSAGES, waits), declareItem, await database.mountTable("docs"));
      });
      expect(database.rows("docs")).toEqual({ a: "a2", b: "b1" });
      await app.succeed(async () => {
        await mountEach(new Topic([["z", "c1"]], waits), declareItem, await database.mountTable("docs"));
      });
      expect(database.rows("docs")).toEqual({ a: "a2", b: "b1", c: "c1" }); // what it does not tell of is there
    },
  );

  it("can be waited for in the app's function, with one slot too", async ({ app, database }) => {
    let seen: unknown;
    await app.succeed(
      async () => {
        const handle = await mountEach(new Topic(MESSAGES, true), declareItem, await database.mountTable("docs"));
        await handle.ready();
        seen = database.rows("docs");
      },
      { maxInFlight: 1 },
    );
    expect(seen).toEqual({ a: "a2", b: "b1" });
  });

  it("is followed in a live update", async ({ app, database }) => {
    const topic = new Topic(MESSAGES);
    const update = new LiveUpdate(app, async () => {
      await mountEach(topic, declareItem, await database.mountTable("docs"));
    });
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "a2", b: "b1" });
    await (await topic.subscriber?.delete("x"))?.ready();
    await (await topic.subscriber?.update("y", "b2"))?.ready();
    expect(database.rows("docs")).toEqual({ b: "b2" });
    await update.stop();
  });

  it("fails its mountEach in a catch-up run, when it breaks off before it is ready", async ({ app }) => {
    const broken: LiveMapFeed<string> = {
      watch: () => Promise.reject(new Error("no broker")),
    };
    const { failures } = await app.run(() => mountEach(broken, declareItem as (text: string) => void));
    expect(failures).toMatchObject([{ path: "/", error: { message: "no broker" } }]);
  });

  it("is stopped, and the update ends, when the update is stopped before it is ready", async ({ app }) => {
    const silent: LiveMapFeed<string> = {
      watch: (_, signal) => new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true })),
    };
    const controller = new AbortController();
    const outcome = app.run(
      async () => {
        controller.abort();
        await mountEach(silent, declareItem as (text: string) => void);
      },
      { signal: controller.signal },
    );
    expect((await outcome).status).toBe("stopped");
  });
});

describe("sources beneath the items of another (R3)", () => {
  it("are followed, begun anew with their item, and stopped with it", async ({ app, database }) => {
    const inner = new Map<string, Told<string>>();
    const folder = (name: string): Told<string> => {
      const made = new Told<string>([["one", `${name}1`]]);
      inner.set(name, made);
      return made;
    };
    const outer = new LiveMap<string>("folders", [["f", "a"]]);
    const update = new LiveUpdate(app, async () => {
      const table = await database.mountTable("docs");
      await mountEach(subpath("folders"), outer, async function open(name: string) {
        await mountEach(folder(name), declareItem, table);
      });
    });
    await update.ready;
    expect(database.rows("docs")).toEqual({ a: "a1" });
    const first = inner.get("a") as Told<string>;
    await (await first.subscriber.update("two", "b1")).ready();
    expect(database.rows("docs")).toEqual({ a: "a1", b: "b1" });
    await (await outer.set("f", "c")).ready();
    expect(database.rows("docs")).toEqual({ c: "c1" });
    expect(() => first.subscriber).toThrow("Nobody watches");
    const second = inner.get("c") as Told<string>;
    await (await second.subscriber.update("two", "d1")).ready();
    expect(database.rows("docs")).toEqual({ c: "c1", d: "d1" });
    await (await outer.delete("f")).ready();
    expect(database.rows("docs")).toEqual({});
    expect(() => second.subscriber).toThrow("Nobody watches");
    expect((await update.stop()).failures).toEqual([]);
  });

  it("belong to one follower: a second one is an error that names both places", async ({ app }) => {
    const source = new LiveMap<string>("texts", [["x", "a"]]);
    const { failures } = await new LiveUpdate(app, async () => {
      const nothing = (): void => undefined;
      await mountEach(subpath("one"), source, nothing);
      await mountEach(subpath("two"), source, nothing);
    }).outcome;
    expect(failures).toMatchObject([
      { error: { code: "FOLLOWED_TWICE", message: "two follows a source that one follows already." } },
    ]);
  });

  it("are looked through in a preview, and not followed", async ({ app, database }) => {
    const source = new LiveMap<string>("texts", [["x", "a1"]]);
    const plan = await app
      .define(async () => {
        await mount(async function nested() {
          await mountEach(source, declareItem, await database.mountTable("docs"));
        });
      })
      .preview();
    expect(plan.changes.map(({ change, target }) => `${change} ${target}`)).toEqual([
      "create test.memory.db/docs",
      "create test.memory.db/docs/a",
    ]);
  });
});
