import { describe, expect } from "vitest";
import { map, mount, mountEach, subpath, useMount } from "../../index.ts";
import { wrap } from "../../testing/wrap.ts";
import { began, created, EDITED, expectStages, failed, opened, ran, unchanged, updated } from "./lines.ts";
import { it } from "./rule-test.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A tree of paths, each node before those beneath it, and those before its later siblings. */
function depthFirst(prefix: string, names: readonly string[], depth: number): string[] {
  if (depth === 0) return [];
  return names.flatMap((name) => {
    const path = prefix === "" ? name : `${prefix}/${name}`;
    return [path, ...depthFirst(path, names, depth - 1)];
  });
}

type Ways = Record<string, (names: readonly string[], f: (name: string) => Promise<void>) => Promise<unknown>>;
const ways: Ways = {
  mount: async (names, f) => {
    for (const name of names) await mount(subpath(name), f, name);
  },
  useMount: async (names, f) => {
    for (const name of names) await useMount(subpath(name), f, name);
  },
  "map with useMount": (names, f) => map(names, (name) => useMount(subpath(name), f, name)),
};

describe("R2 Slots: with one slot", () => {
  const cases = Object.entries(ways).flatMap(([way, mountAll]) =>
    [1, 2, 3, 4].map((depth) => ({ way, mountAll, depth })),
  );

  it.for(cases)(
    "a tree $depth deep is gone through from the deepest that waits ($way)",
    async ({ depth, mountAll }, { logOf }) => {
      const names = ["a", "b", "c"].slice(0, depth === 4 ? 2 : 3);
      const node = (below: number) => async (): Promise<void> => {
        await tick();
        if (below > 0) await mountAll(names, node(below - 1));
      };
      expect(await logOf(node(depth), { maxInFlight: 1 })).toEqual([
        ran("/"),
        ...depthFirst("", names, depth).map((path) => ran(path)),
      ]);
    },
  );

  it("every item of a mountEach that waits for others of its own gets on", async ({ logOf }) => {
    const leaf = async (): Promise<void> => tick();
    const item = async (): Promise<void> => {
      await useMount(subpath("first"), leaf);
      await (
        await mountEach(
          subpath("each"),
          [
            ["x", 1],
            ["y", 2],
          ],
          leaf,
        )
      ).ready();
      await useMount(subpath("last"), leaf);
    };
    const main = async (): Promise<void> =>
      void (await mountEach(
        subpath("items"),
        [
          ["a", 1],
          ["b", 2],
        ],
        item,
      ));
    expect(await logOf(main, { maxInFlight: 1 })).toEqual([
      ran("/"),
      ...["a", "b"].flatMap((name) =>
        ["", "/first", "/each/x", "/each/y", "/last"].map((rest) => ran(`items/${name}${rest}`)),
      ),
    ]);
  });

  it("is given back by those that fail", async ({ logOf }) => {
    const bad = async (): Promise<void> => {
      await tick();
      throw new Error("broken");
    };
    const main = async (): Promise<void> =>
      void (await mountEach(
        subpath("items"),
        ["a", "b", "c"].map((name) => [name, 1] as const),
        bad,
      ));
    expect(await logOf(main, { maxInFlight: 1 })).toEqual([
      ran("/"),
      ...["a", "b", "c"].flatMap((name) => [ran(`items/${name}`), failed(`items/${name}`, "broken")]),
    ]);
  });

  it("is given back by those that fail before they run", async ({ logOf }) => {
    const taker = wrap("r02/taker", { memo: true }, async (_given: unknown) => undefined);
    const main = async (): Promise<void> => {
      await mount(subpath("bad"), taker, () => undefined);
      await mount(subpath("good"), taker, 1);
    };
    const log = await logOf(main, { maxInFlight: 1 });
    expect(log).toEqual([ran("/"), expect.stringMatching(/^bad failed: .*r02\/taker/), ran("good", "new")]);
  });

  it("one component is written before the next begins", async ({ database, logOf }) => {
    const main = (value: string) => async () => {
      const table = await database.mountTable("t");
      await mountEach(subpath("items"), Object.entries({ a: "k", b: "l" }), async (key) => table.declare(key, value));
    };
    const order = (write: typeof created): string[] => [
      ran("items/a"),
      write("t/k", "items/a"),
      ran("items/b"),
      write("t/l", "items/b"),
    ];
    expect(await logOf(main("1"), { maxInFlight: 1 })).toEqual(began("t", ...order(created)));
    expect(await logOf(main("2"), { maxInFlight: 1 })).toEqual([...opened("t"), ...order(updated)]);
  });
});

describe("R2 Slots: with several", () => {
  it.for([
    { limit: 2, depth: 2 },
    { limit: 3, depth: 2 },
    { limit: 2, depth: 3 },
  ])("at most $limit x $depth are begun and unfinished", async ({ depth, limit }, { logOf }) => {
    let now = 0;
    let most = 0;
    const names = ["a", "b", "c", "d", "e"];
    const node = (below: number) => async (): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await tick();
      if (below > 0) for (const name of names) await useMount(subpath(name), node(below - 1));
      now -= 1;
    };
    const main = async (): Promise<void> =>
      void (await mountEach(
        subpath("items"),
        names.map((name) => [name, 1] as const),
        node(depth - 1),
      ));
    const log = await logOf(main, { maxInFlight: limit });
    expect(log.toSorted()).toEqual(
      [ran("/"), ...depthFirst("", names, depth).map((path) => ran(`items/${path}`))].toSorted(),
    );
    expect(most).toBeLessThanOrEqual(limit * depth);
    expect(most).toBeGreaterThanOrEqual(limit);
  });

  it("a free slot goes to the deepest component that waits, not to the one that waited first", async ({ logOf }) => {
    const areBegun = Promise.withResolvers<void>();
    const isWaiting = Promise.withResolvers<void>();
    const main = async (): Promise<void> => {
      const parent = await mount(subpath("p"), async () => {
        await mount(subpath("1"), () => isWaiting.promise);
        await mount(subpath("2"), () => isWaiting.promise);
        areBegun.resolve();
        await tick();
        await mount(subpath("3"), tick);
      });
      await areBegun.promise; // both slots are taken by now
      const beside = mount(subpath("beside"), tick);
      for (let turn = 0; turn < 3; turn++) await tick(); // now p/3 waits too
      isWaiting.resolve();
      await beside;
      await parent.ready();
    };
    expect(await logOf(main, { maxInFlight: 2 })).toEqual([
      ran("/"),
      ran("p"),
      ran('p/"1"'),
      ran('p/"2"'),
      ran('p/"3"'),
      ran("beside"),
    ]);
  });

  it("unchanged items of a scan wait for no slot", async ({ logOf }) => {
    let open = (): void => undefined;
    const item = wrap("r02/item", { memo: true }, async (value: number) => {
      if (value > 1) await new Promise<void>((resolve) => (open = resolve));
    });
    const main = (first: number) => async () => {
      const items = Object.entries({ a: first, b: 1, c: 1 });
      await mountEach(subpath("items"), items, item);
      open(); // reached although the one slot is taken
    };
    await logOf(main(1));
    expectStages(
      await logOf(main(2), { maxInFlight: 1 }),
      [ran("/")],
      [ran("items/a", EDITED), unchanged("items/b"), unchanged("items/c")],
    );
  });
});
