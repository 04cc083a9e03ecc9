import { describe, expect } from "vitest";
import { decodeRecord } from "../../component/record-codec.ts";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import type { Change } from "../../store/index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import type { TestApp } from "../../testing/test-app.ts";
import { describeEvent } from "../describe-event.ts";
import {
  created,
  deleted,
  failed,
  gone,
  notDeleted,
  opened,
  ran,
  takenOver,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

/**
 * How many states each tracked target state of a transaction may be in, by its component: "?" where it may be missing,
 * "-" where it is not declared any more; and which components are to be deleted.
 */
function stored(changes: readonly Change[]): string {
  const words = changes.flatMap((change) => {
    if (change.kind === "put" && change.table === "removal") return ["to be deleted"];
    if (change.kind !== "put" || change.table !== "component") return [];
    return decodeRecord(change.value).targets.flatMap((group) =>
      group.states.map(
        (state) => `${state.declared ? "" : "-"}${state.possible.length}${state.mayBeMissing ? "?" : ""}`,
      ),
    );
  });
  return ["stored:", ...words].join(" ");
}

/** What a run did, with its transactions and the calls of sinks in between. */
async function timeline(app: TestApp, database: MemoryDatabase, main: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  const fault = database.fault;
  database.fault = (what) => {
    lines.push(`sink: ${what}`);
    return fault?.(what);
  };
  await app
    .define(main, { onCommit: (changes) => void lines.push(stored(changes)) })
    .update({ failures: "report", onEvent: (event) => void lines.push(describeEvent(event)) });
  database.fault = fault;
  return lines;
}

type Rows = Readonly<Record<string, string>>;
const declareAll = async (rows: Rows, table: MemoryTable): Promise<void> => {
  for (const [key, value] of Object.entries(rows)) table.declare(key, value);
};
const main = (database: MemoryDatabase, items: Readonly<Record<string, Rows>>) => async () => {
  await mountEach(subpath("docs"), Object.entries(items), declareAll, await database.mountTable("t"));
};
const refuse = (database: MemoryDatabase, what: string): void => {
  database.fault = (action) => (action === what ? new Error("refused") : undefined);
};

describe("T3 Write-ahead: what stands in the store before a sink is called, and after", () => {
  it("of a new state: that it may be there", async ({ app, database }) => {
    expect(await timeline(app, database, main(database, { a: { k: "1" } }))).toEqual([
      ran("/"),
      ran("@target/test.memory.db/t"),
      "stored: 1?",
      "sink: make t",
      created("t", "@target/test.memory.db/t"),
      "stored: 1",
      ran("docs/a"),
      "stored: 1?",
      "sink: create t/k",
      created("t/k", "docs/a"),
      "stored: 1",
      "stored:", // the levels of the root
    ]);
  });

  it("of a state that changes: both", async ({ app, database }) => {
    await app.succeed(main(database, { a: { k: "1" } }));
    expect(await timeline(app, database, main(database, { a: { k: "2" } }))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      "stored: 2",
      "sink: update t/k",
      updated("t/k", "docs/a"),
      "stored: 1",
    ]);
  });

  it("of a state that its component declares no more: that it is to be deleted", async ({ app, database }) => {
    await app.succeed(main(database, { a: { k: "1", l: "1" } }));
    expect(await timeline(app, database, main(database, { a: { l: "1" } }))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      "stored: -1 1 to be deleted",
      "stored: to be deleted", // and now may be gone
      "sink: delete t/k",
      deleted("t/k", "docs/a", UNDECLARED),
      "stored: 1",
      "stored:",
    ]);
  });

  it("of a component that is gone: that it is to be deleted", async ({ app, database }) => {
    await app.succeed(main(database, { a: { k: "1" }, b: { l: "1" } }));
    expect(await timeline(app, database, main(database, { b: { l: "1" } }))).toEqual([
      ...opened("t"),
      ran("docs/b"),
      "stored: to be deleted",
      "stored: to be deleted", // and now may be gone
      "sink: delete t/k",
      deleted("t/k", "docs/a"),
      gone("docs/a"),
      "stored:",
      "stored:",
    ]);
  });

  it("of what is as it was: nothing", async ({ app, database }) => {
    await app.succeed(main(database, { a: { k: "1" } }));
    expect(await timeline(app, database, main(database, { a: { k: "1" } }))).toEqual([...opened("t"), ran("docs/a")]);
  });

  it("of several components of a group: all in one transaction, and after the sink in one", async ({
    app,
    database,
  }) => {
    await app.succeed(main(database, { a: { k: "1" } }));
    const items = { a: { k: "2" }, b: { l: "1" }, c: { m: "1", n: "1" } };
    expect(await timeline(app, database, main(database, items))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      ran("docs/b"),
      ran("docs/c"),
      "stored: 2 1? 1? 1?",
      "sink: update t/k",
      "sink: create t/l",
      "sink: create t/m",
      "sink: create t/n",
      updated("t/k", "docs/a"),
      created("t/l", "docs/b"),
      created("t/m", "docs/c"),
      created("t/n", "docs/c"),
      "stored: 1 1 1 1",
    ]);
  });

  it("of a state that another component takes over and changes: it is the new owner's, old and new", async ({
    app,
    database,
  }) => {
    await app.succeed(main(database, { a: { k: "1" }, b: {} }));
    expect(await timeline(app, database, main(database, { a: {}, b: { k: "2" } }))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      ran("docs/b"),
      takenOver("t/k", "docs/a", "docs/b"),
      "stored: 2",
      "sink: update t/k",
      updated("t/k", "docs/b"),
      "stored: 1",
    ]);
  });

  it("of a state that another component takes over as it is: one transaction, no sink", async ({ app, database }) => {
    await app.succeed(main(database, { a: { k: "1" }, b: {} }));
    expect(await timeline(app, database, main(database, { a: {}, b: { k: "1" } }))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      ran("docs/b"),
      takenOver("t/k", "docs/a", "docs/b"),
      "stored: 1",
    ]);
  });

  it("of a write that the sink refused: what it was before the call stays", async ({ app, database }) => {
    await app.succeed(main(database, { a: { k: "1" } }));
    refuse(database, "update t/k");
    expect(await timeline(app, database, main(database, { a: { k: "2" } }))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      "stored: 2",
      "sink: update t/k",
      failed("docs/a", "refused"),
      "stored:", // the dead letter
    ]);
    database.fault = undefined;
    expect(await timeline(app, database, main(database, { a: { k: "3" } }))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      "stored: 3",
      "sink: update t/k",
      updated("t/k", "docs/a", UNFINISHED),
      "stored: 1",
      "stored:", // the dead letter is struck out
    ]);
  });

  it("of a deletion that the sink refused: that it is to be deleted", async ({ app, database }) => {
    await app.succeed(main(database, { a: { k: "1" } }));
    refuse(database, "delete t/k");
    expect(await timeline(app, database, main(database, {}))).toEqual([
      ...opened("t"),
      "stored: to be deleted",
      "stored: to be deleted",
      "sink: delete t/k",
      notDeleted("docs/a", "refused"),
      "stored:", // the dead letter
    ]);
  });

  it("of a chain of components that wait for one another: each before the next", async ({ app, database }) => {
    const chain = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("outer"), async () => {
        await useMount(subpath("inner"), async () => table.declare("k", "1"));
        table.declare("l", "1");
      });
    };
    await app.succeed(async () => void (await database.mountTable("t")));
    expect(await timeline(app, database, chain)).toEqual([
      ...opened("t"),
      ran("outer"),
      ran("outer/inner"),
      "stored: 1?",
      "sink: create t/k",
      created("t/k", "outer/inner"),
      "stored: 1",
      "stored: 1?",
      "sink: create t/l",
      created("t/l", "outer"),
      "stored: 1",
      "stored:",
    ]);
  });
});
