import { contextKey, declareTargetState, registerRootTargets, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { map, mount, mountEach } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { eachOf, ROOT_RAN } from "../../testing/memo-ways.ts";
import { batched, batches, upTo } from "./batches.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";

/** Batched functions that are memoized, for a component or the app. */
const MEMOS = [
  { memo: true, how: "in a component", place: " in /" },
  { memo: "app", how: "for the app", place: "" },
] as const;

describe("R7 Batching: of memoized functions", () => {
  it.for(MEMOS)("memoized $how: only what misses goes into a batch", async ({ memo, place }, { logOf }) => {
    const main =
      (...items: number[]) =>
      async () =>
        void (await map(items, (n) => f(n)));
    const f = batched({ memo });
    const ran = `f()${place} ran: new`;
    const reused = `f()${place} reused`;
    const sorted = async (...items: number[]): Promise<readonly string[]> => (await logOf(main(...items))).toSorted();
    expect(await sorted(1, 2, 3)).toEqual([ROOT_RAN, ran, ran, ran, ...batches(3)].toSorted());
    expect(await sorted(1, 4, 2, 5)).toEqual([ROOT_RAN, reused, ran, reused, ran, ...batches(2)].toSorted());
    expect(await sorted(1, 2)).toEqual([ROOT_RAN, reused, reused].toSorted());
  });

  it.for(MEMOS)("memoized $how: equal items are one", async ({ memo, place }, { logOf }) => {
    const f = batched({ memo });
    const log = await logOf(async () => expect(await map([7, 7, 8, 7], (n) => f(n))).toEqual([7, 7, 8, 7]));
    expect(log.toSorted()).toEqual(
      [
        ROOT_RAN,
        `f()${place} ran: new`,
        `f()${place} ran: new`,
        "f() in / shared",
        "f() in / shared",
        ...batches(2),
      ].toSorted(),
    );
  });

  it.for(MEMOS)(
    "memoized $how: what the batch read counts for each of its calls",
    async ({ memo, place }, { logOf }) => {
      const key = contextKey<string>("r07/model", { detectChange: true });
      const f = batched({ memo }, async (items: unknown[]) => items.map(() => useContext(key)));
      const run = async (value: string): Promise<readonly string[]> =>
        (
          await logOf(async () => void (await map([1, 2], (n) => f(n))), { lifespan: (env) => env.provide(key, value) })
        ).toSorted();
      const ran = (why: string): readonly string[] => [
        `f()${place} ran: ${why}`,
        `f()${place} ran: ${why}`,
        ...batches(2),
      ];
      expect(await run("a")).toEqual([ROOT_RAN, ...ran("new")].toSorted());
      expect(await run("a")).toEqual([ROOT_RAN, `f()${place} reused`, `f()${place} reused`].toSorted());
      expect(await run("b")).toEqual([ROOT_RAN, ...ran('context value "r07/model" changed')].toSorted());
    },
  );

  it.for(MEMOS)(
    "memoized $how: a function beneath the batch counts for each of its calls",
    async ({ memo, place }, { logOf }) => {
      const main = (version: number) => {
        const inner = work("inner", { version });
        const f = batched({ memo }, async (items: unknown[]) => {
          await inner();
          return items;
        });
        return async () => void (await map([1, 2], (n) => f(n)));
      };
      await logOf(main(1));
      expect((await logOf(main(2))).toSorted()).toEqual(
        [
          ROOT_RAN,
          `f()${place} ran: function inner changed`,
          `f()${place} ran: function inner changed`,
          ...batches(2),
          `inner() ran: ${ALWAYS}`,
        ].toSorted(),
      );
    },
  );

  it.for(MEMOS)("memoized $how: a batch that fails stores nothing of it", async ({ memo, place }, { logOf }) => {
    let broken = true;
    const f = batched({ memo, maxBatchSize: 2 }, async (items: number[]) => {
      if (broken && items.includes(1)) throw new Error("broken");
      return items;
    });
    const main = async (): Promise<void> => void (await Promise.allSettled(upTo(3).map((n) => f(n))));
    const ran = `f()${place} ran: new`;
    expect((await logOf(main)).toSorted()).toEqual([ROOT_RAN, ran, ran, ran, ...batches(2, 1)].toSorted());
    broken = false;
    expect((await logOf(main)).toSorted()).toEqual(
      [ROOT_RAN, ran, ran, `f()${place} reused`, ...batches(2)].toSorted(),
    );
  });

  it("for the app: components share items and batches", async ({ logOf }) => {
    const f = batched({ memo: "app" });
    const item = async (n: number): Promise<void> => void (await f(n));
    const main = (items: Readonly<Record<string, number>>) => async () =>
      void (await mountEach(new Map(Object.entries(items)), item));
    const calling = (...names: readonly string[]): readonly string[] =>
      names.map((name) => `@item/${name} ran: ${ALWAYS}`);
    expect((await logOf(main({ a: 1, b: 2, c: 1 }))).toSorted()).toEqual(
      [
        ROOT_RAN,
        ...calling("a", "b", "c"),
        "f() ran: new",
        "f() ran: new",
        "f() in @item/c shared",
        ...batches(2),
      ].toSorted(),
    );
    expect((await logOf(main({ a: 2, b: 3 }))).toSorted()).toEqual(
      [ROOT_RAN, ...calling("a", "b"), "f() reused", "f() ran: new", ...batches(1), "@item/c deleted"].toSorted(),
    );
  });

  const target = registerRootTargets("test.r07", { reconcile: () => undefined });
  it.for(
    eachOf(
      [
        { what: "declareTargetState", start: () => declareTargetState(target.state("k", 1)) },
        { what: "mount", start: (): unknown => mount(async function child() {}) },
      ],
      [{ memo: false as boolean | "app" }, { memo: true }, { memo: "app" as const }],
    ),
  )("$what in a batch is refused: it belongs to no component (memo: $memo)", async ({ memo, start, what }, { run }) => {
    const f = batched({ memo }, async (items: unknown[]) => {
      await start();
      return items;
    });
    const { log } = await run(async () => void (await f(1)));
    expect(log.slice(2)).toEqual([
      ...batches(1),
      `/ failed: ${what} was called in a batched function: its work is that of several components.`,
    ]);
  });
});
