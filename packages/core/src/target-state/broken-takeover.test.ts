import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("broken");
});
afterEach(() => test.dispose());

type Rows = Record<string, string>;

function docs(items: Record<string, Rows>): () => Promise<void> {
  const declare = async (rows: Rows, table: MemoryTable): Promise<void> => {
    for (const [key, value] of Object.entries(rows)) table.declare(key, value);
  };
  return async () => {
    const table = await database.mountTable("t");
    await mountEach(subpath("docs"), Object.entries(items), declare, table);
  };
}

/** Runs until the target holds the value; nothing is written after that, as when a process is killed. */
async function runUntil(value: string, main: () => Promise<void>): Promise<void> {
  let ended = false;
  const end = (): Error | undefined => {
    ended ||= database.rows("t")["k"] === value;
    return ended ? new Error("the process ended") : undefined;
  };
  database.fault = end;
  const onCommit = (): void => {
    const error = end();
    if (error !== undefined) throw error;
  };
  await test.run(main, { onCommit }).catch(() => undefined);
  database.fault = undefined;
}

describe("a takeover between two components that are written together, broken off half way (T3, T4)", () => {
  it.each([
    ["later", "earlier", "b", "a"],
    ["earlier", "later", "a", "b"],
  ])("from the %s to the %s one leaves one owner, and either may go on", async (_from, _to, from, to) => {
    await test.succeed(docs({ [from]: { k: "old" }, [to]: {} }));
    await runUntil("new", docs({ [from]: {}, [to]: { k: "new" } }));
    const { problems, tracked } = await checkStore(test.storePath, "Test", false);
    expect(problems).toEqual([]);
    expect(tracked).toHaveLength(2);

    await test.succeed(docs({ [from]: { k: "newest" }, [to]: {} }));
    expect(database.rows("t")).toEqual({ k: "newest" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});
