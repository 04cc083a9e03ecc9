import { type KeyedItem, type Source, sourceItems } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app, mount, mountEach, subpath, type UpdateStats } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("update-stats");
});
afterEach(() => test.dispose());

const row = wrap("update-stats/row", { memo: true }, async (text: string, table: MemoryTable) => {
  table.declare(text.slice(0, 1), text);
});
const nothing = (): void => undefined;
const pairs = (...texts: string[]): KeyedItem<string>[] => texts.map((text) => [text.slice(0, 1), text]);

/** A source of texts that tells the size of each, and how many they are if it is to. */
function texts(size: number | undefined, ...pages: readonly (readonly string[] | false)[]): Source<string> {
  return {
    name: "texts",
    [sourceItems]: () => ({
      ordered: true,
      ...(size === undefined ? {} : { size }),
      bytesOf: (text: string) => text.length,
      async *pages() {
        for (const page of pages) {
          if (page === false) throw new Error("the source fails half way");
          yield pairs(...page);
        }
      },
    }),
  };
}

describe("the counts of components", () => {
  const over = (...given: string[]) => {
    return async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mountEach(pairs(...given), row, table);
    };
  };

  it("tell what was added from what ran again, and what is gone by the function that the place tells", async () => {
    const first = await test.succeed(over("a1", "b1", "c1"));
    expect(first.stats.components["update-stats/row"]).toMatchObject({ ran: 3, added: 3, reprocessed: 0 });
    const second = await test.succeed(over("a1", "b2", "d1"));
    expect(second.stats.components["update-stats/row"]).toMatchObject({
      ran: 2,
      added: 1,
      reprocessed: 1,
      unchanged: 1,
      deleted: 1,
    });
    expect(second.stats.total).toMatchObject({ deleted: 1, running: 0, waiting: 0 });
  });

  it("tell of a whole level that is gone, and of a target", async () => {
    await test.succeed(over("a", "b"));
    const { stats } = await test.succeed(nothing);
    expect(stats.components["update-stats/row"]).toMatchObject({ deleted: 2 });
    expect(stats.components["mountTarget"]).toMatchObject({ deleted: 1 });
    expect(stats.total.deleted).toBe(3);
  });

  it("count what is gone in the total alone where no place tells the function", async () => {
    const main = (names: readonly string[]) => async (): Promise<void> => {
      for (const name of names) await mount(subpath("parts", name), row, name, await database.mountTable("t" + name));
    };
    await test.succeed(main(["x", "y"]));
    const { stats } = await test.succeed(main(["x"]));
    expect(stats.total.deleted).toBe(2); // the part, and its table
    expect(stats.components["update-stats/row"]).toMatchObject({ deleted: 0 });
  });

  it("take one that stores nothing for the same that it was", async () => {
    const main = async (): Promise<void> => void (await mountEach(pairs("a"), nothing));
    expect((await test.succeed(main)).stats.components["nothing"]).toMatchObject({ added: 1 });
    expect((await test.succeed(main)).stats.components["nothing"]).toMatchObject({ added: 0, reprocessed: 1 });
  });

  it("add up the bytes of the items that ran, where the source tells them", async () => {
    const main = (...given: string[]) => {
      return async (): Promise<void> => {
        await mountEach(texts(undefined, given), row, await database.mountTable("t"));
      };
    };
    expect((await test.succeed(main("a12345", "b12"))).stats.total).toMatchObject({ bytes: 9 });
    expect((await test.succeed(main("a12345", "b123"))).stats.total).toMatchObject({ bytes: 4 });
    expect((await test.succeed(main("a12345", "b123"))).stats.total).toMatchObject({ bytes: 0, unchanged: 2 });
  });
});

describe("what is left", () => {
  /** What the handle says while the function of "b" runs. */
  async function inTheMiddle(source: Source<string> | Iterable<KeyedItem<string>>): Promise<UpdateStats> {
    const seen: UpdateStats[] = [];
    const environment = test.environment({ maxInFlight: 1 });
    const item = (text: string): void => {
      if (text === "b") seen.push(handle.stats());
    };
    const handle = app({ name: "Test", environment }, () => mountEach(subpath("items"), source, item)).update();
    await handle;
    return seen[0] as UpdateStats;
  }

  it("is known where a source tells its size, an array or a map is given, and the scan goes on", async () => {
    const four = ["a", "b", "c", "d"];
    for (const source of [texts(4, four), pairs(...four), new Map(pairs(...four))]) {
      const stats = await inTheMiddle(source);
      expect(stats.components["item"]?.waiting).toBeLessThanOrEqual(3);
      expect(stats.components["item"]?.waiting).toBeGreaterThanOrEqual(1);
      expect(stats.remaining?.components).toBe(stats.total.running + stats.total.waiting);
      expect(stats.remaining?.milliseconds).toBeGreaterThan(0);
    }
  });

  it("is not known while a source is read that does not tell", async () => {
    const stats = await inTheMiddle(texts(undefined, ["a", "b"], ["c"]));
    expect(stats.remaining).toBeUndefined();
    expect(stats.total.waiting).toBe(0);
  });

  it("is nothing when all is done, and what was not come to when the source failed", async () => {
    const main = (source: Source<string>) => async (): Promise<void> => void (await mountEach(source, nothing));
    const done = await test.succeed(main(texts(undefined, ["a"])));
    expect(done.stats.remaining).toEqual({ components: 0, milliseconds: 0 });
    const failed = await test.run(main(texts(5, ["a", "b"], false)));
    expect(failed.stats.total).toMatchObject({ waiting: 3 });
    expect(failed.stats.remaining?.components).toBe(3);
    const unknown = await test.run(main(texts(undefined, ["a", "b"], false)));
    expect(unknown.stats.remaining).toBeUndefined();
  });

  it("is nothing, too, where a source gave less than it told, or more", async () => {
    for (const size of [1, 5]) {
      const main = async (): Promise<void> => void (await mountEach(texts(size, ["a", "b"], ["c"]), nothing));
      expect((await test.succeed(main)).stats).toMatchObject({ total: { waiting: 0 }, remaining: { components: 0 } });
    }
  });

  it("stays as it was when the update is over: time, rates and counts", async () => {
    const handle = test.define(() => mountEach(pairs("a", "b"), nothing)).update();
    await handle;
    const stats = handle.stats();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(handle.stats()).toEqual(stats);
    expect(stats.rate.components).toBeGreaterThan(0);
  });
});
