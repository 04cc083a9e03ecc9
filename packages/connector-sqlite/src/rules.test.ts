import { mount, record, subpath, t, useMount } from "@coco/core";
import { describe, expect, it } from "vitest";
import { DB, failureOf, testDatabase } from "./database.fixture.ts";
import { mountTable } from "./mount-table.ts";
import type { TableOptions } from "./table-options.ts";

const User = record({ id: t.int(), email: t.string(), boss: t.int().nullable() }, { primaryKey: ["id"] });
const unique: TableOptions<"email" | "boss" | "id"> = { unique: [["email"]] };

/** `apart`: each row is declared by a component of its own. */
function declareUsers(emails: Readonly<Record<number, string>>, apart: boolean) {
  return async (): Promise<void> => {
    const table = await mountTable(DB, "users", User, unique);
    for (const [id, email] of Object.entries(emails)) {
      const declare = (): void => table.declareRow({ id: Number(id), email });
      if (apart) await mount(subpath("user", id), declare);
      else declare();
    }
  };
}

describe("unique columns", () => {
  it("hold values that move to another row, and that two rows exchange", async () => {
    const database = await testDatabase();
    const emails = (): unknown =>
      database.pluck("SELECT group_concat(id || email) FROM (SELECT * FROM users ORDER BY id)");
    for (const users of [
      { 1: "a", 2: "b", 3: "c" },
      { 1: "b", 2: "a", 3: "c" },
      { 4: "a", 2: "x" },
      { 1: "x", 4: "y" },
    ]) {
      await database.succeed(declareUsers(users, false));
      expect(emails()).toEqual([
        Object.entries(users)
          .map(([id, email]) => `${id}${email}`)
          .sort()
          .join(","),
      ]);
    }
  });

  it("hold values that rows of several components exchange", async () => {
    const database = await testDatabase();
    await database.succeed(declareUsers({ 1: "a", 2: "b", 3: "c" }, true));
    await database.succeed(declareUsers({ 1: "c", 2: "a", 3: "b" }, true));
    expect(database.pluck("SELECT email FROM users ORDER BY id")).toEqual(["c", "a", "b"]);
  });

  it("fail the component of a row that takes the value of another one", async () => {
    const database = await testDatabase();
    await database.succeed(declareUsers({ 1: "a", 2: "b" }, true));
    const { failures } = await database.run(declareUsers({ 1: "a", 2: "b", 3: "a", 4: "d" }, true));
    expect(failures.map(({ error }) => (error as { code: string }).code)).toEqual(["SQLITE_CONSTRAINT"]);
    expect(database.pluck("SELECT email FROM users ORDER BY id")).toEqual(["a", "b", "d"]);
  });
});

describe("foreign keys", () => {
  const boss: TableOptions<"boss" | "email" | "id"> = {
    foreignKeys: [{ columns: ["boss"], references: { table: "users", columns: ["id"] } }],
  };
  const Task = record({ id: t.int(), user: t.int() }, { primaryKey: ["id"] });
  const owned: TableOptions<"id" | "user"> = {
    foreignKeys: [{ columns: ["user"], references: { table: "users", columns: ["id"] }, onDelete: "cascade" }],
  };

  it("let rows of one batch come and go in any order, in one table and in several", async () => {
    const database = await testDatabase();
    const declare = (ids: readonly number[]) => async (): Promise<void> => {
      const users = await mountTable(DB, "users", User, boss);
      const tasks = await mountTable(DB, "tasks", Task, owned);
      for (const id of ids) {
        tasks.declareRow({ id, user: id });
        users.declareRow({ id, email: `${id}`, boss: ids.at(-1) ?? null });
      }
    };
    for (const ids of [[1, 2, 3], [2, 3, 4], [1], []]) {
      await database.succeed(declare(ids));
      expect(database.pluck("SELECT user FROM tasks ORDER BY id")).toEqual(ids);
      expect(database.pluck("PRAGMA foreign_key_check")).toEqual([]);
    }
  });

  it("hold values that rows of several components exchange", async () => {
    const database = await testDatabase();
    await database.succeed(declareUsers({ 1: "a", 2: "b", 3: "c" }, true));
    await database.succeed(declareUsers({ 1: "c", 2: "a", 3: "b" }, true));
    expect(database.pluck("SELECT email FROM users ORDER BY id")).toEqual(["c", "a", "b"]);
  });

  it("fail the component of a row that refers to none, with what to do", async () => {
    const database = await testDatabase();
    const report = await database.run(async () => {
      await mountTable(DB, "users", User, boss);
      const tasks = await mountTable(DB, "tasks", Task, owned);
      await mount(subpath("wrong"), () => tasks.declareRow({ id: 1, user: 7 }));
    });
    expect(failureOf(report)).toMatchObject({
      code: "SQLITE_FOREIGN_KEY",
      hint: expect.stringContaining("useMount") as string,
    });
    expect(database.pluck("SELECT * FROM tasks")).toEqual([]);
  });

  it("hold when a table that others refer to is changed by a copy", async () => {
    const database = await testDatabase();
    const declare = (schema: typeof User) => async (): Promise<void> => {
      await useMount(subpath("users"), async () => {
        const users = await mountTable(DB, "users", schema);
        users.declareRow({ id: 1, email: "a" });
      });
      const tasks = await mountTable(DB, "tasks", Task, owned);
      tasks.declareRow({ id: 1, user: 1 });
    };
    await database.succeed(declare(User));
    const Loose = record(
      { id: t.int(), email: t.string().nullable(), boss: t.int().nullable() },
      { primaryKey: ["id"] },
    );
    await database.succeed(declare(Loose as never));
    expect(database.pluck("SELECT user FROM tasks")).toEqual([1]);
    expect(database.pluck("PRAGMA foreign_key_check")).toEqual([]);
    expect(database.connection.pragma("foreign_keys", { simple: true })).toBe(1);
  });
});

describe("strict tables", () => {
  it("refuse values of another type from whoever writes; others, where it is not wanted, do not", async () => {
    const database = await testDatabase();
    const Count = record({ id: t.int(), n: t.int() }, { primaryKey: ["id"] });
    const insert = (): unknown => database.connection.exec("INSERT INTO counts VALUES (9, 'many')");
    await database.succeed(() => mountTable(DB, "counts", Count));
    expect(insert).toThrow(/cannot store TEXT value/);
    await database.succeed(() => mountTable(DB, "counts", Count, { strict: false }));
    expect(insert).not.toThrow();
  });
});

describe("options", () => {
  it("that are not known, or name columns that are not there, are refused with the ways there are", async () => {
    const database = await testDatabase();
    for (const options of [
      { onExisting: "keep" },
      { strict: 1 },
      { unique: [[]] },
      { unique: [["none"]] },
      { foreignKeys: [{ columns: ["boss", "id"], references: { table: "users", columns: ["id"] } }] },
      { virtual: { module: "fts5" } },
      { other: true },
    ]) {
      const report = await database.run(() => mountTable(DB, "users", User, options as never));
      expect(failureOf(report)).toMatchObject({
        code: "SQLITE_OPTIONS",
        hint: expect.stringContaining("unique") as string,
      });
    }
    for (const [name, code] of [
      ["", "SQLITE_TABLE_NAME"],
      ["sqlite_x", "SQLITE_TABLE_NAME"],
      ["a\0b", "SQLITE_TABLE_NAME"],
    ]) {
      expect(failureOf(await database.run(() => mountTable(DB, name ?? "", User))).code).toBe(code);
    }
    const Twins = record({ id: t.int(), Name: t.int(), name: t.int() }, { primaryKey: ["id"] });
    expect(failureOf(await database.run(() => mountTable(DB, "twins", Twins))).code).toBe("SQLITE_COLUMN_NAME");
  });
});
