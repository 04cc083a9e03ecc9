import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { record, t } from "@coco/core";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { connect } from "./connection.ts";
import { DB, failureOf, testDatabase } from "./database.fixture.ts";
import { mountTable } from "./mount-table.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });
const declare = (text: string) => async (): Promise<void> => {
  const table = await mountTable(DB, "notes", Note);
  table.declareRow({ id: 1, text });
};

describe("connect", () => {
  it("makes a durable database, with its folder, that enforces foreign keys and knows vectors", async () => {
    const { file } = await testDatabase();
    const connection = await connect(join(file, "..", "a", "b", "new.db"));
    const pragma = (name: string): unknown => connection.pragma(name, { simple: true });
    expect([pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")]).toEqual(["wal", 2, 1]);
    expect(connection.prepare("SELECT vec_version()").pluck().get()).toMatch(/^v/);
    connection.close();
  });

  it("says what is wrong with a file or an option", async () => {
    const { file } = await testDatabase();
    mkdirSync(`${file}.folder`);
    await expect(connect("")).rejects.toMatchObject({ code: "SQLITE_FILE" });
    await expect(connect(`${file}.folder`)).rejects.toMatchObject({ code: "SQLITE_NOT_WRITABLE" });
    await expect(connect(`${file}.none`, { readonly: true })).rejects.toMatchObject({ code: "SQLITE_NOT_WRITABLE" });
    await expect(connect(file, { timeout: 5 } as never)).rejects.toMatchObject({ code: "SQLITE_OPTIONS" });
  });

  it("opens for reading beside an app that writes", async () => {
    const database = await testDatabase();
    await database.succeed(declare("1"));
    const reader = await connect(database.file, { readonly: true });
    await database.succeed(declare("2"));
    expect(reader.prepare("SELECT text FROM notes").pluck().all()).toEqual(["2"]);
    reader.close();
  });
});

describe("a connection", () => {
  it("may be the user's own", async () => {
    const own = new Database(":memory:");
    const database = await testDatabase(() => own);
    await database.succeed(declare("1"));
    expect(own.prepare("SELECT text FROM notes").pluck().all()).toEqual(["1"]);
    own.close();
  });

  it("in the middle of the user's transaction is waited for, and never written in between", async () => {
    const own = new Database(":memory:");
    let asked = 0;
    const database = await testDatabase(() => ({
      get inTransaction() {
        // The engine tries again a few times; then the user's transaction ends.
        if (own.inTransaction && ++asked === 3) own.exec("ROLLBACK");
        return own.inTransaction;
      },
      exec: (sql) => own.exec(sql),
      prepare: (sql) => own.prepare(sql),
    }));
    await database.succeed(declare("1"));
    own.exec("BEGIN; CREATE TABLE users_own (x)");
    await database.succeed(declare("2"));
    expect(asked).toBe(3);
    expect(own.prepare("SELECT text FROM notes").pluck().all()).toEqual(["2"]);
    own.close();
  });

  it("that is closed, or reads only, is an error that says so", async () => {
    const closed = await connect(":memory:");
    closed.close();
    const one = await testDatabase(() => closed);
    expect(failureOf(await one.run(declare("1")))).toMatchObject({ code: "SQLITE_CLOSED" });
    const reader = await connect(one.file, { readonly: true });
    const two = await testDatabase(() => reader);
    expect(failureOf(await two.run(declare("1")))).toMatchObject({ code: "SQLITE_NOT_WRITABLE" });
    reader.close();
  });
});
