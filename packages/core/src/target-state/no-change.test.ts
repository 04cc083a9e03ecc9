import { memoKey, memoState } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, subpath, useMount } from "../index.ts";
import type { Change } from "../store/index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
let commits: (readonly Change[])[] = [];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("no-change");
  commits = [];
});
afterEach(() => test.dispose());

const run = (main: () => unknown) => test.succeed(main, { onCommit: (changes) => void commits.push(changes) });
const written = (): string[] =>
  commits
    .splice(0)
    .flatMap((changes) =>
      changes.map((change) => `${change.kind} ${change.kind === "use" ? "app memo" : change.table}`),
    );

/** An item whose time may change while its content stays. */
interface Item {
  readonly key: string;
  readonly content: string;
}

describe("a run in which nothing changed (T8)", () => {
  const part = wrap("no-change/part", { memo: true }, async (text: string, table: MemoryTable) =>
    table.declare(text, text),
  );
  const memo = wrap("no-change/memo", { memo: true }, async (text: string, table: MemoryTable) => part(text, table));
  const plain = async (text: string, table: MemoryTable): Promise<void> => {
    await part(`${text} plain`, table);
    table.declare(`${text} own`, text);
  };
  const main = (items: Record<string, string>) => async () => {
    const table = await database.mountTable("t");
    table.declareIndex("i", "flat");
    await mountEach(subpath("memo"), Object.entries(items), memo, table);
    await mountEach(subpath("plain"), Object.entries(items), plain, table);
    await useMount(async function nested() {
      await mountEach(subpath("deep"), Object.entries({ x: "deep" }), memo, table);
    });
  };

  it("commits nothing at all, calls no sink and runs no memoized function", async () => {
    await run(main({ a: "1", b: "2" }));
    expect(written()).not.toEqual([]);
    database.takeLog();
    const report = await run(main({ a: "1", b: "2" }));
    expect({ written: written(), log: database.takeLog() }).toEqual({ written: [], log: [] });
    expect(report.stats.functions).toEqual({ "no-change/part": { ran: 0, hits: 2 } });
    expect(report.stats.total).toMatchObject({ failed: 0, deleted: 0 });
  });

  it("commits nothing for the items beside one that changed", async () => {
    await run(main({ a: "1", b: "2" }));
    written();
    await run(main({ a: "1", b: "2", c: "3" }));
    const put = written();
    const twice = ["put component", "put component"]; // before and after the sink
    expect(put.filter((line) => line === "put component")).toEqual([...twice, ...twice]);
  });
});

describe("a hit whose memo state moved on (T8, M6)", () => {
  it("writes the state, and nothing else", async () => {
    const item = wrap("no-change/stated", { memo: true }, async (one: Item, table: MemoryTable) =>
      table.declare(one.key, one.content),
    );
    const main = (time: number) => async () => {
      const table = await database.mountTable("t");
      await mountEach(
        subpath("items"),
        [
          ["a", stated("a", time)],
          ["b", stated("b", 1)],
        ] as [string, Item][],
        item,
        table,
      );
    };
    await run(main(1));
    written();
    database.takeLog();
    const report = await run(main(2));
    expect(written()).toEqual(["put component"]);
    expect(database.takeLog()).toEqual([]);
    expect(report.stats.components["no-change/stated"]).toMatchObject({ ran: 0, unchanged: 2 });
    await run(main(2));
    expect(written()).toEqual([]);
  });
});

function stated(key: string, time: number): Item {
  return Object.defineProperties(
    { key, content: "same" },
    {
      [memoKey]: { value: () => key },
      [memoState]: { value: () => ({ state: time, valid: true }) },
    },
  );
}
