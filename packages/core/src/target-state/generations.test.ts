import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mountEach, subpath } from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

type Docs = Record<string, string>;

let test: TestApp;
let database: MemoryDatabase;
let table: MemoryTable;
const ran: string[] = [];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("generations");
  ran.length = 0;
});
afterEach(() => test.dispose());

const write = wrap("generations/write", { memo: true }, async (text: string, key: string, into: MemoryTable) => {
  ran.push(`write ${key}`);
  into.declare(key, text);
});
const writeOutside = wrap("generations/write-outside", { memo: true }, async (text: string, key: string) => {
  ran.push(`write ${key}`);
  table.declare(key, text);
});
const kinds = {
  "a memoized component with the table as argument": wrap(
    "generations/memo",
    { memo: true },
    async (text: string, into: MemoryTable) => {
      ran.push(text);
      into.declare(text, text);
    },
  ),
  "a memoized component that has the table from elsewhere": wrap(
    "generations/outside",
    { memo: true },
    async (text: string) => {
      ran.push(text);
      table.declare(text, text);
    },
  ),
  "a memoized call with the table as argument": async (text: string, into: MemoryTable): Promise<void> =>
    write(text, text, into),
  "a memoized call that has the table from elsewhere": async (text: string): Promise<void> => writeOutside(text, text),
  "a memoized component that makes a memoized call": wrap("generations/both", { memo: true }, async (text: string) =>
    writeOutside(text, text),
  ),
};

const run = (
  schema: string,
  docs: Docs,
  f: (text: string, into: MemoryTable) => Promise<void>,
  more?: (into: MemoryTable) => void,
) =>
  test.succeed(async () => {
    table = await database.mountTable("t", schema);
    more?.(table);
    await mountEach(subpath("docs"), Object.entries(docs), f, table);
  });
const log = (): string[] => database.takeLog().sort();

describe.each(Object.entries(kinds))("%s (T6, M1)", (_name, f) => {
  const docs = { one: "a", two: "b" };

  it("runs again when its table was rebuilt, and the run after that does nothing", async () => {
    await run("v1.a", docs, f);
    log();
    ran.length = 0;
    await run("v2.a", docs, f);
    expect(log()).toEqual(["create t/a", "create t/b", "make t"]);
    expect(ran).toHaveLength(2);
    await run("v2.a", docs, f);
    expect({ ran, log: log() }).toEqual({ ran: expect.objectContaining({ length: 2 }), log: [] });
    expect(database.rows("t")).toEqual({ a: "a", b: "b" });
  });

  it("writes its rows again when its table lost a column, and the run after that does nothing", async () => {
    await run("v1.ab", docs, f);
    log();
    ran.length = 0;
    await run("v1.a", docs, f);
    expect(log()).toEqual(["make t", "update t/a", "update t/b"]);
    expect(database.rows("t")).toEqual({ a: "a", b: "b" });
    await run("v1.a", docs, f);
    expect({ ran: ran.length, log: log() }).toEqual({ ran: 2, log: [] });
  });

  it("does nothing when its table gained a column", async () => {
    await run("v1.a", docs, f);
    ran.length = 0;
    log();
    await run("v1.ab", docs, f);
    expect({ ran, log: log() }).toEqual({ ran: [], log: ["make t"] });
  });

  it("leaves nothing behind of rows that it stops declaring as the table changes", async () => {
    await run("v1.ab", docs, f);
    await run("v1.a", { one: "a" }, f);
    expect(database.rows("t")).toEqual({ a: "a" });
    await run("v2.a", { two: "b" }, f);
    expect(database.rows("t")).toEqual({ b: "b" });
    log();
    await run("v2.a", { two: "b" }, f);
    expect(log()).toEqual([]);
  });

  it("notices a loss after a rebuild, through a run in which it hit", async () => {
    await run("v1.ab", docs, f);
    await run("v2.ab", docs, f);
    await run("v2.ab", docs, f);
    log();
    await run("v2.a", docs, f);
    expect(log()).toEqual(["make t", "update t/a", "update t/b"]);
  });

  it("writes its rows again when making the table anew failed at first", async () => {
    await run("v1.a", docs, f);
    database.fault = (what) => (what === "make t" ? new Error("refused") : undefined);
    await expect(run("v2.a", docs, f)).rejects.toThrow("refused");
    database.fault = undefined;
    log();
    await run("v2.a", docs, f);
    expect(log()).toEqual(["create t/a", "create t/b", "make t"]);
  });

  it("keeps its rows when the change of its table failed and was taken back", async () => {
    await run("v1.ab", docs, f);
    database.fault = (what) => (what === "make t" ? new Error("refused") : undefined);
    await expect(run("v1.a", docs, f)).rejects.toThrow("refused");
    database.fault = undefined;
    await run("v1.ab", docs, f);
    expect(database.rows("t")).toEqual({ a: "a", b: "b" });
    log();
    await run("v1.ab", docs, f);
    expect(log()).toEqual([]);
  });
});

describe("attachments of a table (T6, T7)", () => {
  const doc = async (text: string, into: MemoryTable): Promise<void> => into.declare(text, text);
  const indexed = (spec?: string) => (into: MemoryTable) => {
    if (spec !== undefined) into.declareIndex("i", spec);
  };

  it("are made, changed, left alone and removed", async () => {
    await run("v1.a", { one: "a" }, doc, indexed("flat"));
    expect(log()).toEqual(["create t/a", "index t/i", "make t"]);
    await run("v1.a", { one: "a" }, doc, indexed("flat"));
    expect(log()).toEqual([]);
    await run("v1.a", { one: "a" }, doc, indexed("deep"));
    expect(log()).toEqual(["index t/i"]);
    await run("v1.a", { one: "a" }, doc, indexed());
    expect(log()).toEqual(["unindex t/i"]);
    expect([...database.indexes]).toEqual([]);
  });

  it("are made again with a table that is rebuilt, and go with one that is dropped", async () => {
    await run("v1.a", { one: "a" }, doc, indexed("flat"));
    await run("v2.a", { one: "a" }, doc, indexed("flat"));
    expect([...database.indexes]).toEqual(["t/i"]);
    log();
    await test.succeed(async () => undefined);
    expect(log()).toEqual(["drop t"]);
  });

  it("come after the rows that are written with them", async () => {
    await test.succeed(async () => {
      table = await database.mountTable("t");
      table.declareIndex("i", "flat");
      table.declare("row", "1");
    });
    expect(database.takeLog()).toEqual(["make t", "create t/row", "index t/i"]);
  });

  it("of a kind that the target does not have are an error that says so", async () => {
    const report = await test.run(async () => {
      const { declareTargetState } = await import("@coco/connectorkit");
      table = await database.mountTable("t");
      declareTargetState(table.attachment("nonsense").state("i", "flat"));
    });
    expect(messagesOf(report)[0]).toContain('no attachments of kind "nonsense"');
  });
});
