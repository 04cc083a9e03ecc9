import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { encodeKey } from "../../../key/encode-key.ts";
import type { StableKey } from "../../../key/stable-key.ts";
import { type KeyedItem, sourceItems } from "../../../source/items.ts";
import type { LiveMapSubscriber, LiveMapView, Readiness } from "../../../source/live.ts";
import type { SourceBench } from "../source-bench.ts";
import type { SourceScenario } from "./source-scenario.ts";

/** What a source tells of while it is watched. */
export const liveScenarios: readonly SourceScenario[] = [
  {
    name: "live: what is made, changed and removed is told of, and watching ends when it is told to",
    needs: ["live"],
    async run(bench) {
      await bench.putAll({ a: "1", b: "2" });
      await watching(bench, async (follower) => {
        await follower.holds({ a: "1", b: "2" });
        await bench.system.put("c", "3");
        await follower.holds({ a: "1", b: "2", c: "3" });
        await bench.system.put("a", "one");
        await bench.system.remove("b");
        await follower.holds({ a: "one", c: "3" });
        for (let index = 0; index < 50; index++) await bench.system.put(`many-${index}`, "x");
        for (let index = 0; index < 50; index += 2) await bench.system.remove(`many-${index}`);
        const odd = Array.from({ length: 25 }, (_, index) => [`many-${index * 2 + 1}`, "x"]);
        await follower.holds({ a: "one", c: "3", ...Object.fromEntries(odd) });
      });
    },
  },
  {
    name: "live: an app that watches keeps its target right, and goes on where it ended",
    needs: ["live"],
    async run(bench) {
      await bench.putAll({ a: "1", b: "2" });
      await bench.live(async (holds) => {
        await holds({ a: "1", b: "2" });
        await bench.system.put("c", "3");
        await bench.system.put("a", "another one");
        await bench.system.remove("b");
        await holds({ a: "another one", c: "3" });
      });
      await bench.system.put("d", "4");
      bench.ran = [];
      await bench.live(async (holds) => {
        await holds({ a: "another one", c: "3", d: "4" });
      });
      assert.ok(!bench.ran.includes("c"), "an item that is the same was read again");
    },
  },
  {
    name: "live: what it was not told of is found by looking again",
    needs: ["live", "missedEvents"],
    async run(bench) {
      await bench.putAll({ a: "1", b: "2", c: "3" });
      await watching(bench, async (follower) => {
        await follower.holds({ a: "1", b: "2", c: "3" });
        await bench.system.miss?.(async () => {
          await bench.system.put("a", "another one");
          await bench.system.remove("b");
          await bench.system.put("d", "4");
        });
        await follower.holds({ a: "another one", c: "3", d: "4" });
        await bench.system.put("c", "three");
        await follower.holds({ a: "another one", c: "three", d: "4" });
      });
    },
  },
  {
    name: "live: what happened before it began to watch is not missed",
    needs: ["live"],
    async run(bench) {
      await watching(bench, async (follower) => {
        await follower.holds({});
        await bench.system.put("a", "1");
        await follower.holds({ a: "1" });
      });
      await bench.system.put("b", "2");
      await bench.system.remove("a");
      await watching(bench, async (follower) => {
        await follower.holds({ b: "2" });
      });
    },
  },
];

async function watching(bench: SourceBench, work: (follower: Follower) => Promise<void>): Promise<void> {
  await bench.inside(async (source) => {
    const view = source as LiveMapView<unknown>;
    assert.equal(typeof view.watch, "function", "a live source can be watched");
    const stop = new AbortController();
    const follower = new Follower(bench, view);
    const ended = view.watch(follower, stop.signal).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
    try {
      await Promise.race([follower.ready, ended.then(() => assert.fail("watching ended by itself"))]);
      await work(follower);
    } finally {
      stop.abort();
    }
    await ended;
  }, true);
}

/** Follows a feed as an engine does: what it is told of it looks at, and a scan tells of everything. */
class Follower implements LiveMapSubscriber<unknown> {
  readonly ready: Promise<void>;
  readonly #bench: SourceBench;
  readonly #view: LiveMapView<unknown>;
  readonly #texts = new Map<string, readonly [id: string, text: string]>();
  #isReady: () => void = () => undefined;
  #changed: () => void = () => undefined;

  constructor(bench: SourceBench, view: LiveMapView<unknown>) {
    this.#bench = bench;
    this.#view = view;
    this.ready = new Promise((resolve) => {
      this.#isReady = resolve;
    });
  }

  /** Resolves when what was told of amounts to this; the time of the test is the limit. */
  async holds(texts: Readonly<Record<string, string>>): Promise<void> {
    while (!isDeepStrictEqual(Object.fromEntries(this.#texts.values()), texts)) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  async updateAll(): Promise<void> {
    const items: KeyedItem<unknown>[] = [];
    for await (const page of this.#view[sourceItems]().pages(new AbortController().signal)) items.push(...page);
    this.#texts.clear();
    for (const [key, item] of items) await this.#take(key, item);
    this.#changed();
  }

  async update(key: StableKey, item: unknown): Promise<Readiness> {
    await this.#take(key, item);
    this.#changed();
    return { ready: async () => undefined };
  }

  async delete(key: StableKey): Promise<Readiness> {
    this.#texts.delete(textOf(key));
    this.#changed();
    return { ready: async () => undefined };
  }

  async markReady(): Promise<void> {
    this.#isReady();
  }

  async reportException(error: unknown): Promise<void> {
    throw error;
  }

  async #take(key: StableKey, item: unknown): Promise<void> {
    try {
      this.#texts.set(textOf(key), [this.#bench.system.idOf(item), await this.#bench.system.read(item)]);
    } catch {
      // Gone, or being written, meanwhile: another event tells of that.
      this.#texts.delete(textOf(key));
    }
  }
}

function textOf(key: StableKey): string {
  return Buffer.from(encodeKey(key)).toString("hex");
}
