import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeRecord } from "../component/record-codec.ts";
import { mount, mountEach, subpath } from "../index.ts";
import type { Change } from "../store/index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;
/** Transactions and actions, in order. */
let events: string[] = [];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("write-ahead");
  events = [];
  database.fault = (what) => void events.push(what);
});
afterEach(() => test.dispose());

/** How many records each tracked state of a transaction's components may be in; `?` where it may be missing. */
function statesIn(changes: readonly Change[]): string {
  const states = changes.flatMap((change) =>
    change.kind === "put" && change.table === "component"
      ? decodeRecord(change.value).targets.flatMap((group) =>
          group.states.map((state) => `${state.possible.length}${state.mayBeMissing ? "?" : ""}`),
        )
      : [],
  );
  return `commit ${states.join(" ")}`.trim();
}
const doc = async (value: string, table: MemoryTable): Promise<void> => table.declare("k", value);
const main = (value?: string) => async () => {
  const table = await database.mountTable("t");
  await mountEach(subpath("docs"), Object.entries(value === undefined ? {} : { a: value }), doc, table);
};
const run = (work: () => unknown) => test.run(work, { onCommit: (changes) => void events.push(statesIn(changes)) });
const take = (): string[] => events.splice(0);

describe("a write (T3)", () => {
  it("stands in the store before the sink is called, with all that may be there, and after it as it is", async () => {
    await run(main("1"));
    expect(take()).toEqual(["commit 1?", "make t", "commit 1", "commit 1?", "create t/k", "commit 1", "commit"]);
    await run(main("2"));
    expect(take()).toEqual(["commit 2", "update t/k", "commit 1"]);
  });

  it("of a deletion is marked before the sink is called, and forgotten after it", async () => {
    await run(main("1"));
    take();
    await run(main());
    expect(take()).toEqual(["commit", "commit", "delete t/k", "commit", "commit"]);
  });

  it("that the sink refused leaves every state that may be there for the next one", async () => {
    await run(main("1"));
    database.fault = (what) => (what.startsWith("update") ? new Error("refused") : void events.push(what));
    await run(main("2"));
    await run(main("3"));
    take();
    database.fault = (what) => void events.push(what);
    await run(main("1"));
    // The last one strikes out the dead letter of the failures before.
    expect(take()).toEqual(["commit 3", "update t/k", "commit 1", "commit"]);
  });

  it("of many components goes with them into one transaction before the sink and one after it", async () => {
    const many = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mountEach(
        subpath("docs"),
        Object.entries({ a: "1", b: "2", c: "3" }),
        async (key: string, into: MemoryTable) => into.declare(key, key),
        table,
      );
    };
    await run(many);
    expect(take().slice(3)).toEqual([
      "commit 1? 1? 1?",
      'create t/"1"',
      'create t/"2"',
      'create t/"3"',
      "commit 1 1 1",
      "commit",
    ]);
  });

  it("that the store refuses calls no sink, fails what it was for, and is done by the next run", async () => {
    let full = false;
    const failing = (work: () => unknown) =>
      test.run(work, {
        onCommit: (changes) => {
          if (full && changes.some((change) => change.kind === "put" && change.table === "component"))
            throw new Error("disk full");
        },
      });
    await failing(main("1"));
    take();
    full = true;
    await failing(main("2")).catch(() => undefined);
    expect(take()).toEqual([]);
    full = false;
    await failing(main("2"));
    expect(database.rows("t")).toEqual({ k: "2" });
  });

  it("of a component is not held up by one that waits for it", async () => {
    await run(async () => {
      const table = await database.mountTable("t");
      const handle = await mount(async function child() {
        table.declare("child", "1");
      });
      await handle.ready();
      table.declare("parent", "1");
    });
    expect(take().filter((event) => !event.startsWith("commit"))).toEqual([
      "make t",
      "create t/child",
      "create t/parent",
    ]);
  });
});
