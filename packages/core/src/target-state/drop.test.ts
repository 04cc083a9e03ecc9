import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UpdateFailedError } from "../errors/update-failed-error.ts";
import { mountEach, subpath } from "../index.ts";
import { checkStore } from "../testing/check-store.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("drop");
  database.create("mine");
});
afterEach(() => test.dispose());

const doc = wrap("drop/doc", { memo: true }, async (text: string, ...tables: MemoryTable[]) => {
  for (const table of tables) table.declare(text, text);
});
const main = async (): Promise<void> => {
  const table = await database.mountTable("t");
  const mine = await database.mountTable("mine", "v1.a", "user");
  table.declareIndex("i", "flat");
  await mountEach(
    subpath("docs"),
    [
      ["a", "1"],
      ["b", "2"],
    ] as [string, string][],
    doc,
    table,
    mine,
  );
};
const failureOf = async (work: Promise<unknown>): Promise<UpdateFailedError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UpdateFailedError);
  return error as UpdateFailedError;
};

describe("dropping an app (T10)", () => {
  it("deletes everything, children of what stays one by one, and all that is stored", async () => {
    await test.succeed(main);
    database.takeLog();
    await test.drop();
    expect(database.takeLog().sort()).toEqual(['delete mine/"1"', 'delete mine/"2"', "drop t"]);
    expect((await checkStore(test.storePath, "Test", true)).tracked).toEqual([]);
  });

  it("lets the app run again from nothing", async () => {
    await test.succeed(main);
    await test.drop();
    database.takeLog();
    await test.succeed(main);
    expect(database.takeLog().sort()).toEqual([
      'create mine/"1"',
      'create mine/"2"',
      'create t/"1"',
      'create t/"2"',
      "index t/i",
      "make t",
    ]);
  });

  it("of an app that never ran does nothing", async () => {
    await test.drop();
    expect(database.log).toEqual([]);
  });

  it.each(["drop t", 'delete mine/"1"'])(
    "raises when it cannot %s, keeps that tracked, and the next drop tries it again",
    async (action) => {
      await test.succeed(main);
      database.fault = (what) => (what === action ? new Error("refused") : undefined);
      const error = await failureOf(test.drop());
      expect(error.report.failures.map((failure) => [failure.kind, (failure.error as Error).message])).toEqual([
        ["delete", "refused"],
      ]);
      expect((await checkStore(test.storePath, "Test", false)).problems).toEqual([]);
      database.fault = undefined;
      database.takeLog();
      await test.drop();
      expect(database.takeLog()).toEqual([action]);
      expect((await checkStore(test.storePath, "Test", true)).tracked).toEqual([]);
    },
  );

  it("that failed can be followed by an update, which writes everything again", async () => {
    await test.succeed(main);
    database.fault = (what) => (what === 'delete mine/"1"' ? new Error("refused") : undefined);
    await failureOf(test.drop());
    database.fault = undefined;
    await test.succeed(main);
    expect(database.rows("t")).toEqual({ '"1"': "1", '"2"': "2" });
    expect(database.rows("mine")).toEqual({ '"1"': "1", '"2"': "2" });
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });

  it("raises where a connector is not loaded, and keeps its states", async () => {
    await test.succeed(main);
    const handlers = (globalThis as never as Record<symbol, Map<string, unknown>>)[
      Symbol.for("coco.root-handlers")
    ] as Map<string, unknown>;
    const handler = handlers.get("test.memory.drop");
    handlers.delete("test.memory.drop");
    const error = await failureOf(test.drop());
    expect(messagesOf(error.report)[0]).toContain('Nothing in this process handles targets of "test.memory.drop"');
    handlers.set("test.memory.drop", handler);
    database.takeLog();
    await test.drop();
    expect(database.takeLog().sort()).toEqual(['delete mine/"1"', 'delete mine/"2"', "drop t"]);
  });
});

describe("a full reprocess (M8)", () => {
  it("writes every target state again, does not bring back what is gone, and leaves nothing to do", async () => {
    await test.succeed(main);
    const fewer = async (): Promise<void> => {
      const table = await database.mountTable("t");
      const mine = await database.mountTable("mine", "v1.a", "user");
      await mountEach(subpath("docs"), [["a", "1"]] as [string, string][], doc, table, mine);
    };
    await test.succeed(fewer);
    database.takeLog();
    await test.succeed(fewer, { fullReprocess: true });
    expect(database.takeLog().sort()).toEqual(["make t", 'update mine/"1"', 'update t/"1"']);
    expect(database.rows("t")).toEqual({ '"1"': "1" });
    const report = await test.succeed(fewer);
    expect(database.takeLog()).toEqual([]);
    expect(report.stats.components["drop/doc"]).toMatchObject({ ran: 0, unchanged: 1 });
  });

  it("that drops and changes things at once ends where a first run would", async () => {
    await test.succeed(main);
    const other = async (): Promise<void> => {
      const table = await database.mountTable("t", "v2.a");
      await mountEach(subpath("docs"), [["c", "3"]] as [string, string][], doc, table);
    };
    await test.succeed(other, { fullReprocess: true });
    expect(Object.fromEntries([...database.tables.keys()].map((name) => [name, database.rows(name)]))).toEqual({
      mine: {},
      t: { '"3"': "3" },
    });
    expect([...database.indexes]).toEqual([]);
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
  });
});
