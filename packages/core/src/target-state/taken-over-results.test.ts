import { memoKey, memoState } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mount, mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const ran: string[] = [];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("taken-over-results");
  ran.length = 0;
});
afterEach(() => test.dispose());

const declare = async (): Promise<void> => {
  const table = await database.mountTable("t");
  table.declareIndex("i", "flat");
};
const doc = wrap("taken-over-results/doc", { memo: true }, async (declares: boolean) => {
  ran.push(`doc ${declares}`);
  if (declares) await declare();
});

describe("a component from which several states are taken over (T4, T8)", () => {
  it("keeps the result of the run in which it gave them up", async () => {
    const program = (inDoc: boolean) => async (): Promise<void> => {
      if (!inDoc) await declare();
      await mountEach(subpath("docs"), [["a", inDoc]], doc);
    };
    const commits: unknown[] = [];
    for (const inDoc of [false, true, false]) await test.succeed(program(inDoc));
    await test.succeed(program(false), { onCommit: (changes) => void commits.push(changes) });
    expect(ran).toEqual(["doc false", "doc true", "doc false"]);
    expect(commits).toEqual([]);
  });

  it("keeps it too in a run that finds it as it was but for the state of an argument", async () => {
    const file = (time: number) =>
      Object.defineProperties(
        {},
        {
          [memoKey]: { value: () => "file" },
          [memoState]: { value: () => ({ state: time, valid: true }) },
        },
      );
    const keeper = wrap(
      "taken-over-results/keeper",
      { memo: true },
      async (rows: readonly string[], _file: object, table: MemoryTable) => {
        ran.push(`keeper ${rows.join(" ")}`);
        for (const row of rows) table.declare(row, "1");
      },
    );
    const program = (rows: readonly string[], time: number, taken: boolean) => async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("keeper"), keeper, rows, file(time), table);
      if (taken) table.declare("k", "2");
    };
    await test.succeed(program(["k", "l"], 1, false));
    database.fault = (action) => (action === "delete t/k" ? new Error("not now") : undefined);
    await test.run(program(["l"], 1, false)); // k is not declared any more, and still tracked
    database.fault = undefined;
    await test.succeed(program(["l"], 2, true));
    expect(database.rows("t")).toEqual({ k: "2", l: "1" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    const commits: unknown[] = [];
    await test.succeed(program(["l"], 2, true), { onCommit: (changes) => void commits.push(changes) });
    expect(commits).toEqual([]);
    expect(ran).toEqual(["keeper k l", "keeper l"]);
  });
});
