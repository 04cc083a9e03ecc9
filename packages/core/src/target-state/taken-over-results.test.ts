import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, subpath } from "../index.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
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
});
