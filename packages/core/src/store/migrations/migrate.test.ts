import SqliteDatabase, { type Database } from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { layoutVersion, type Migration, migrate, migrations, newestLayout } from "./index.ts";

describe("the layout of a store goes forward step by step", () => {
  let database: Database;
  const steps: Migration[] = [
    { version: 1, apply: (one) => one.exec("CREATE TABLE note (text)") },
    { version: 2, apply: (one) => one.exec("ALTER TABLE note ADD COLUMN day; INSERT INTO note VALUES ('second', 2)") },
    { version: 3, apply: (one) => one.exec("UPDATE note SET text = upper(text)") },
  ];
  const notes = (): unknown => database.prepare("SELECT text, day FROM note").raw().all();

  beforeEach(() => {
    database = new SqliteDatabase(":memory:");
  });

  afterEach(() => {
    database.close();
  });

  it("from nothing, and from any version on, each step once", () => {
    migrate(database, steps.slice(0, 1));
    expect(layoutVersion(database)).toBe(1);
    database.exec("INSERT INTO note VALUES ('first')");
    migrate(database, steps);
    expect(layoutVersion(database)).toBe(3);
    expect(notes()).toEqual([
      ["FIRST", null],
      ["SECOND", 2],
    ]);
    migrate(database, steps);
    expect(notes()).toHaveLength(2);
  });

  it("and stays whole at the last good version when a step fails", () => {
    const failing: Migration = {
      version: 3,
      apply(one) {
        one.exec("DELETE FROM note");
        throw new Error("broken step");
      },
    };
    migrate(database, steps.slice(0, 1));
    expect(() => migrate(database, [...steps.slice(0, 2), failing])).toThrow("broken step");
    expect(layoutVersion(database)).toBe(2);
    expect(notes()).toEqual([["second", 2]]);
    migrate(database, steps);
    expect(notes()).toEqual([["SECOND", 2]]);
  });

  it("but all at once where there is nothing: no other program finds an older layout", () => {
    const broken: Migration = {
      version: 4,
      apply() {
        throw new Error("broken step");
      },
    };
    expect(() => migrate(database, [...steps, broken])).toThrow("broken step");
    expect(layoutVersion(database)).toBe(0);
    expect(database.prepare("SELECT count(*) FROM sqlite_schema").pluck().get()).toBe(0);
  });

  it("by steps that are numbered without a gap", () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    expect(newestLayout()).toBe(migrations.length);
    expect(() => migrate(database, steps.slice(1))).toThrow("Layout step 1 calls itself version 2.");
  });
});
