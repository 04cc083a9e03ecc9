import { join } from "node:path";
import { mountEach, record, subpath, t } from "@coco/core";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect, type Connection, type SqliteClient } from "./connection.ts";
import { DB, failureOf, testDatabase, type TestDatabase } from "./database.fixture.ts";
import { mountTable } from "./mount-table.ts";
import type { TableOptions } from "./table-options.ts";

const Item = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

/** Each row by a component of its own, and a table beside that nothing stands in the way of. */
function items(ids: readonly number[], options: TableOptions<"id" | "text"> & { readonly index?: true } = {}) {
  return async (): Promise<void> => {
    const { index, ...rest } = options;
    const table = await mountTable(DB, "items", Item, rest);
    if (index) table.declareIndex({ columns: ["text"] });
    await mountEach(
      subpath("item"),
      ids.map((id) => [id, id] as const),
      (id) => table.declareRow({ id, text: `ours ${id}` }),
    );
  };
}

interface TwoFiles extends TestDatabase {
  readonly other: Connection;
  /** The next runs write into the other file, or again into the first. */
  point(to: "first" | "other"): void;
  /** The rows of the other file. */
  theirs(): unknown[];
}

/** The key's file, and another one in which `sql` was run. */
async function twoFiles(sql: string): Promise<TwoFiles> {
  let elsewhere: SqliteClient | undefined;
  const database = await testDatabase((connection) => elsewhere ?? connection);
  const other = await connect(join(database.file, "..", "other.db"));
  onTestFinished(() => void other.close());
  other.exec(sql);
  return {
    ...database,
    other,
    point: (to) => void (elsewhere = to === "other" ? other : undefined),
    theirs: () => other.prepare("SELECT id || ' ' || text FROM items ORDER BY id").pluck().all(),
  };
}

const FOREIGN =
  "CREATE TABLE items (id INTEGER PRIMARY KEY, text TEXT NOT NULL);" +
  "INSERT INTO items VALUES (1, 'theirs'), (2, 'theirs'), (9, 'theirs')";
const THEIRS = ["1 theirs", "2 theirs", "9 theirs"];

describe("a key that is pointed at another file", () => {
  it("writes and deletes nothing in a table there that the app did not make, says so, and goes on when pointed back", async () => {
    const { other, pluck, point, run, succeed, theirs } = await twoFiles(FOREIGN);
    await succeed(items([1, 2, 3]));
    point("other");
    // 2 and 3 go, 9 comes.
    const { failures } = await run(items([1, 9]));
    expect(failures.length).toBeGreaterThan(0);
    for (const { error } of failures) {
      expect(error).toMatchObject({
        code: "SQLITE_TABLE_EXISTS",
        isRetryable: false,
        message: expect.stringMatching(/items of .*other\.db .*not made by this app.*[Nn]othing/) as string,
        hint: expect.stringMatching(/Point.*fullReprocess.*adopt/s) as string,
      });
    }
    expect(theirs()).toEqual(THEIRS);
    const { failures: again } = await run(items([1, 9], { index: true }));
    expect(again.length).toBeGreaterThan(0);
    expect(other.prepare("SELECT count(*) FROM sqlite_schema").pluck().get()).toBe(1);
    expect(theirs()).toEqual(THEIRS);
    point("first");
    await succeed(items([1, 9], { index: true }));
    expect(pluck("SELECT id FROM items ORDER BY id")).toEqual([1, 9]);
    expect(pluck("SELECT name FROM pragma_index_list('items')")).toEqual(["items_text_idx"]);
  });

  it("does the same where all that is left to do is to delete rows", async () => {
    const { pluck, point, run, succeed, theirs } = await twoFiles(FOREIGN);
    await succeed(items([1, 2]));
    point("other");
    expect(failureOf(await run(items([2]))).code).toBe("SQLITE_TABLE_EXISTS");
    expect(theirs()).toEqual(THEIRS);
    point("first");
    await succeed(items([2]));
    expect(pluck("SELECT id FROM items")).toEqual([2]);
  });

  it("does the same with a table of another app's, or of a state that is lost", async () => {
    const first = await twoFiles("");
    const second = await testDatabase(() => first.other);
    await second.succeed(items([1, 2, 9]));
    await first.succeed(items([1, 2]));
    first.point("other");
    expect(failureOf(await first.run(items([2]))).message).toContain("made by another app");
    expect(first.theirs()).toEqual(["1 ours 1", "2 ours 2", "9 ours 9"]);
    await second.succeed(items([1, 2]));
    expect(first.theirs()).toEqual(["1 ours 1", "2 ours 2"]);
  });

  it("takes the table over where it is told so, by a full run", async () => {
    const { point, run, succeed, theirs } = await twoFiles(FOREIGN);
    await succeed(items([1, 2]));
    point("other");
    expect(failureOf(await run(items([1, 2]), { fullReprocess: true })).code).toBe("SQLITE_TABLE_EXISTS");
    expect(theirs()).toEqual(THEIRS);
    await succeed(items([1, 2], { onExisting: "adopt" }), { fullReprocess: true });
    expect(theirs()).toEqual(["1 ours 1", "2 ours 2", "9 theirs"]);
    await succeed(items([2, 3], { onExisting: "adopt" }));
    expect(theirs()).toEqual(["2 ours 2", "3 ours 3", "9 theirs"]);
  });

  it("writes as before into a copy of the file, and into a table that the user manages", async () => {
    const { file, other, pluck, point, succeed, theirs } = await twoFiles("");
    await succeed(items([1, 2]));
    other.exec(`ATTACH '${file}' AS first; CREATE TABLE items AS SELECT * FROM first.items; DROP TABLE items`);
    for (const sql of pluck("SELECT sql FROM sqlite_schema WHERE tbl_name = 'items' AND sql IS NOT NULL"))
      other.exec(String(sql));
    other.exec("INSERT INTO items SELECT * FROM first.items; DETACH first");
    point("other");
    await succeed(items([2, 3]));
    expect(theirs()).toEqual(["2 ours 2", "3 ours 3"]);

    const users = await twoFiles(FOREIGN);
    users.connection.exec(FOREIGN);
    await users.succeed(items([1, 3], { managedBy: "user" }));
    users.point("other");
    await users.succeed(items([3, 4], { managedBy: "user" }));
    expect(users.theirs()).toEqual(["2 theirs", "4 ours 4", "9 theirs"]);
  });

  it("says which file holds no such table", async () => {
    const { pluck, point, run, succeed } = await twoFiles("");
    await succeed(items([1]));
    point("other");
    expect(failureOf(await run(items([1, 2])))).toMatchObject({
      code: "SQLITE_TABLE_MISSING",
      message: expect.stringMatching(/items .*other\.db/) as string,
      hint: expect.stringMatching(/Point.*fullReprocess/s) as string,
    });
    point("first");
    await succeed(items([1, 2]));
    expect(pluck("SELECT id FROM items")).toEqual([1, 2]);
  });

  it("looks once a run", async () => {
    const asked: string[] = [];
    const { succeed } = await testDatabase((connection) => ({
      get inTransaction() {
        return connection.inTransaction;
      },
      exec: (sql) => connection.exec(sql),
      prepare(sql) {
        if (sql.includes("sqlite_schema")) asked.push(sql);
        return connection.prepare(sql);
      },
    }));
    await succeed(items([0]));
    asked.length = 0;
    // Rows of components that come one after the other are several batches.
    await succeed(async () => {
      const table = await mountTable(DB, "items", Item);
      for (const id of [1, 2, 3])
        await mountEach(subpath("item", id), [[id, id]], () => table.declareRow({ id, text: "" }));
    });
    expect(asked).toHaveLength(1);
  });
});
