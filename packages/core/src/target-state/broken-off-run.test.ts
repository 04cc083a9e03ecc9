import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IdGenerator, mountEach, subpath, useMount } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("broken-off");
});
afterEach(() => test.dispose());

type Rows = Record<string, string>;

const row = async (value: string, key: string, table: MemoryTable): Promise<void> => table.declare(key, value);
const folder = wrap("broken-off/folder", { memo: true }, async (rows: Rows, table: MemoryTable) => {
  for (const [key, value] of Object.entries(rows))
    await mountEach(subpath("rows", key), [["one", value]], row, key, table);
});

const program = (rows: Rows) => async (): Promise<void> => {
  const table = await database.mountTable("t");
  await mountEach(subpath("folders"), [["a", rows]], folder, table);
};

/** Runs until the `n`-th write of the store; nothing is written from then on, as when a process is killed. */
async function runUntilCommit(n: number, main: () => Promise<void>): Promise<void> {
  let commits = 0;
  const onCommit = (): void => {
    commits += 1;
    if (commits >= n) throw new Error("the process ended");
  };
  database.fault = () => (commits >= n ? new Error("the process ended") : undefined);
  await test.run(main, { onCommit }).catch(() => undefined);
  database.fault = undefined;
}

describe("a run that breaks off when something beneath a memoized component was written (M4, T3)", () => {
  it.each([1, 2, 3])("leaves no result to reuse when the input is again what it was (commit %i)", async (n) => {
    await test.succeed(program({ k: "old" }));
    await runUntilCommit(n, program({ k: "new" }));
    await test.succeed(program({ k: "old" }));
    expect(database.rows("t")).toEqual({ k: "old" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});

describe("a run in which one write of the store fails (T3, T12)", () => {
  const numbered = async (_item: string, key: string, table: MemoryTable): Promise<void> =>
    table.declare(key, await new IdGenerator().next());
  const documents = (keys: readonly string[]) => async (): Promise<void> => {
    const table = await database.mountTable("t");
    for (const key of keys) await useMount(subpath("documents", key), numbered, key, key, table).catch(() => undefined);
  };

  it.each([1, 2, 3, 4, 5, 6])("writes nothing after it, and the next run sees to the rest (commit %i)", async (n) => {
    let commits = 0;
    const onCommit = (): void => {
      commits += 1;
      if (commits === n) throw new Error("the disk is full");
    };
    const report = await test.run(documents(["a", "b", "c"]), { onCommit });
    expect(report.status).toBe("failed");
    expect(commits).toBe(n);
    expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
    await test.succeed(documents(["a", "b", "c", "d"]));
    const numbers = Object.values(database.rows("t"));
    expect(new Set(numbers).size).toBe(4);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});
