import { record, t } from "@coco/core";
import { describe, expect, it } from "vitest";
import { DB, failureOf, testDatabase } from "./database.fixture.ts";
import { findText } from "./find-rows.ts";
import type { FtsIndexOptions } from "./fts-index.ts";
import { mountTable } from "./mount-table.ts";

const Note = record({ id: t.string(), title: t.string(), body: t.string().nullable() }, { primaryKey: ["id"] });
type NoteRow = { readonly id: string; readonly title: string; readonly body?: string };
const tea: NoteRow = { id: "t", title: "Tea", body: "It's hot; don't spill it (really)." };
const cafe: NoteRow = { id: "c", title: "Café", body: "Coffees are hot, too." };

function declare(rows: readonly NoteRow[], options: Partial<FtsIndexOptions<"title" | "body">> = {}) {
  return async (): Promise<void> => {
    const table = await mountTable(DB, "it's notes", Note);
    table.declareFtsIndex({ columns: ["title", "body"], name: "all", ...options });
    for (const row of rows) table.declareRow(row);
  };
}

describe("a full-text index", () => {
  it("finds rows as they come, change and go, whatever signs a question holds", async () => {
    const database = await testDatabase();
    const ask = (text: string, syntax: "fts5" | "words" = "words"): string[] =>
      findText(database.connection, "it's notes", Note, { index: "all", text, syntax }).map(({ row }) => row.id);
    await database.succeed(declare([tea, cafe]));
    expect(ask('hot? "AND" (or NOT* -- \' it')).toEqual(["t", "c"]);
    expect(ask("cafe")).toEqual(["c"]);
    expect(ask("?!")).toEqual([]);
    expect(ask("title : tea NOT cold", "fts5")).toEqual(["t"]);
    expect(() => ask("tea AND", "fts5")).toThrow(expect.objectContaining({ name: "SqliteError" }));
    await database.succeed(declare([{ ...tea, body: "cold" }]));
    expect([ask("hot"), ask("cold tea")]).toEqual([[], ["t"]]);
    await database.succeed(declare([]));
    expect(ask("tea")).toEqual([]);
  });

  it("is built anew when its options change, from the rows that are there", async () => {
    const database = await testDatabase();
    const ask = (text: string): string[] =>
      findText(database.connection, "it's notes", Note, { index: "all", text }).map(({ row }) => row.id);
    await database.succeed(declare([tea, cafe]));
    expect(ask("coffee")).toEqual([]);
    await database.succeed(declare([tea, cafe], { tokenizer: "porter", prefix: [2, 3] }));
    expect(ask("coffee")).toEqual(["c"]);
    await database.succeed(declare([tea, cafe], { tokenizer: "trigram" }));
    expect(ask("offe")).toEqual(["c"]);
    await database.succeed(declare([tea, cafe], { foldDiacritics: false }));
    expect(ask("cafe")).toEqual([]);
  });

  it("is right after VACUUM, and after the table was copied for a change", async () => {
    const database = await testDatabase();
    await database.succeed(declare([cafe, tea, { id: "x", title: "Nothing" }]));
    await database.succeed(declare([tea, { id: "x", title: "Nothing" }]));
    database.connection.exec("VACUUM");
    const ask = (text: string): string[] =>
      findText(database.connection, "it's notes", Note, { index: "all", text }).map(({ row }) => row.id);
    expect([ask("tea"), ask("nothing"), ask("café")]).toEqual([["t"], ["x"], []]);
    const Loose = record(
      { id: t.string(), title: t.string().nullable(), body: t.string().nullable() },
      { primaryKey: ["id"] },
    );
    const { stats } = await database.succeed(async () => {
      const table = await mountTable(DB, "it's notes", Loose);
      table.declareFtsIndex({ columns: ["title", "body"], name: "all" });
      for (const row of [tea, { id: "x", title: "Nothing" }]) table.declareRow(row);
    });
    expect(stats.targets).toEqual({ "sqlite tables of test_db": { written: 1, deleted: 0 } });
    expect([ask("tea"), ask("nothing")]).toEqual([["t"], ["x"]]);
    database.connection.exec(
      `INSERT INTO "it's notes_all_fts" ("it's notes_all_fts", rank) VALUES ('integrity-check', 1)`,
    );
  });

  it("refuses columns and options that do not fit, with what would", async () => {
    const database = await testDatabase();
    const wrong: readonly [Partial<FtsIndexOptions>, string][] = [
      [{ columns: ["none"] }, "SQLITE_INDEX_COLUMN"],
      [{ columns: [] }, "SQLITE_INDEX_COLUMN"],
      [{ tokenizer: "other" as never }, "SQLITE_INDEX_OPTIONS"],
      [{ prefix: [0] }, "SQLITE_INDEX_OPTIONS"],
      [{ stem: true } as never, "SQLITE_INDEX_OPTIONS"],
      [{ name: "" }, "SQLITE_INDEX_NAME"],
    ];
    for (const [options, code] of wrong) {
      expect(failureOf(await database.run(declare([], options as never)))).toMatchObject({ code });
    }
  });
});
