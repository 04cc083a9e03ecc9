import { mountEach, subpath } from "@coco/core";
import { fn, type Items, record, type Row, t } from "@coco/connectorkit";
import { Pool } from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { mountTable } from "../mount-table.ts";
import { DB, TestApp } from "../testing/test-app.ts";
import { hasServer, testDatabase } from "../testing/test-database.ts";
import { readQuery } from "./read-query.ts";
import { readTable } from "./read-table.ts";
import type { ReadTableOptions } from "./read-options.ts";
import type { StoredRow } from "./stored-row.ts";

const Product = record({ id: t.int(), name: t.string(), price: t.float() }, { primaryKey: ["id"] });
type Product = Row<typeof Product>;

async function shop(count: number) {
  const database = await testDatabase();
  await database.rows(
    "CREATE TABLE products (id int PRIMARY KEY, name text NOT NULL, price numeric, version int NOT NULL DEFAULT 1, other text)",
  );
  await database.rows("INSERT INTO products SELECT i, 'p' || i, i / 2.0 FROM generate_series(1, $1::int) AS i", [
    count,
  ]);
  return { ...database, app: new TestApp(database.pool) };
}

/** The rows that a scan gives, in order. */
async function scanned<V>(app: TestApp, items: () => Items<V>): Promise<V[]> {
  const found: V[] = [];
  await app.succeed(() => mountEach(subpath("each"), items(), (item: V) => void found.push(item)));
  return found;
}

describe("a table that is read", () => {
  it("gives its rows page by page, by key", async () => {
    const { app } = await shop(2_500);
    const found = await scanned(app, () => readTable(DB, "products", Product, { pageSize: 400 }));
    expect(found.length).toBe(2_500);
    expect(found.toSorted((a, b) => a.id - b.id)[1_999]).toEqual({ id: 2_000, name: "p2000", price: 1_000 });
  });

  it("gives every kind of value as it was declared, by keys of several columns, also of texts", async () => {
    const { pool } = await testDatabase();
    const app = new TestApp(pool);
    const All = record(
      {
        a: t.string(),
        b: t.uuid(),
        c: t.bytes(),
        big: t.bigint(),
        flag: t.boolean(),
        at: t.timestamp(),
        day: t.date(),
        json: t.json(),
        words: t.list(t.string()),
        times: t.list(t.timestamp()),
        blobs: t.list(t.bytes()),
        vector: t.vector(2),
        none: t.list(t.int()).nullable(),
      },
      { primaryKey: ["a", "b", "c"] },
    );
    const rows = ["Zebra", "apple", "Ünï", "'"].flatMap((a) =>
      ["0b0e7d1c-6f5f-4b44-9a5f-0123456789ab", "ffffffff-ffff-4fff-bfff-ffffffffffff"].map((b) => ({
        a,
        b,
        c: Uint8Array.of(0, 39, 255),
        big: -(2n ** 63n),
        flag: false,
        at: new Date("2024-02-29T23:59:59.999Z"),
        day: "0001-01-01",
        json: { a: [null, "x"] },
        words: ["", "{\"'"],
        times: [new Date(1)],
        blobs: [Uint8Array.of(), Uint8Array.of(1)],
        vector: [0.1, -1],
        none: null,
      })),
    );
    await app.succeed(async () => {
      const table = await mountTable(DB, "everything", All);
      for (const row of rows) table.declareRow(row);
    });
    const reader = new TestApp(pool, "Reader");
    const found = await scanned(reader, () => readTable(DB, "everything", All, { pageSize: 3 }));
    expect(found).toHaveLength(8);
    const one = found.find(({ a, b }) => a === "Ünï" && b.toString().startsWith("f"));
    expect({ ...one, b: one?.b.toString() }).toEqual({ ...rows[5], vector: Float32Array.of(0.1, -1) });
  });

  // skipped: PGlite has one session, so nobody can change a table while another one reads it
  it.skipIf(!hasServer)("is seen as it was when the scan began", async () => {
    const { app, rows } = await shop(50);
    let seen = 0;
    const names = new Set<string>();
    await app.succeed(() =>
      mountEach(subpath("each"), readTable(DB, "products", Product, { pageSize: 10 }), async (row: Product) => {
        seen += 1;
        names.add(row.name);
        if (seen === 1) await rows("UPDATE products SET name = 'new', id = id + 1000");
      }),
    );
    expect(names.size).toBe(50);
    expect(names.has("new")).toBe(false);
    const found = await scanned(app, () => readTable(DB, "products", Product, { snapshot: false, pageSize: 7 }));
    expect(found).toHaveLength(50);
  });

  it("can be filtered, and be the answer of a query", async () => {
    const { app } = await shop(20);
    const cheap = await scanned(app, () =>
      readTable(DB, "products", Product, { where: "price < $1 OR id = 20", parameters: [2], pageSize: 2 }),
    );
    expect(cheap.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 20]);
    const Group = record({ digit: t.string(), count: t.int() }, { primaryKey: ["digit"] });
    const query = "SELECT left(id::text, 1) AS digit, count(*) AS count FROM products WHERE id > $1 GROUP BY 1;";
    const groups = await scanned(app, () => readQuery(DB, query, Group, { parameters: [8], pageSize: 1 }));
    expect(groups).toEqual(
      expect.arrayContaining([
        { digit: "1", count: 10 },
        { digit: "2", count: 1 },
        { digit: "9", count: 1 },
      ]),
    );
  });

  it("says which row and column cannot be read as the record says", async () => {
    const { app, rows } = await shop(3);
    await rows("UPDATE products SET price = 'NaN' WHERE id = 2");
    const failures = await app.failures(() =>
      mountEach(subpath("each"), readTable(DB, "products", Product), () => undefined),
    );
    expect(failures).toMatchObject([
      {
        code: "POSTGRES_READ",
        message: 'Row 2 of docs_db/products: column "price" cannot be read: NaN is no finite number.',
      },
    ]);
    const Wrong = record({ id: t.int(), other: t.string() }, { primaryKey: ["id"] });
    expect(
      await app.failures(() => mountEach(subpath("each"), readTable(DB, "products", Wrong), () => undefined)),
    ).toMatchObject([
      {
        message: expect.stringContaining('Row 1 of docs_db/products: column "other" cannot be read: it is null'),
        hint: expect.stringContaining("nullable"),
      },
    ]);
  });

  it("says so where a day or a number is outside of what the record's kinds hold, and reads floats to the last bit", async () => {
    const { pool, rows, url } = await testDatabase();
    await rows("CREATE TABLE limits (id int PRIMARY KEY, day date, float float8)");
    await rows(
      "INSERT INTO limits VALUES (1, '0044-03-15 BC', 0.1), (2, 'infinity', 0.1), (3, '9999-12-31', 0.30000000000000004)",
    );
    const Limits = record({ id: t.int(), day: t.date(), float: t.float() }, { primaryKey: ["id"] });
    const app = new TestApp(pool);
    const read = (where: string) => () =>
      mountEach(subpath("each"), readTable(DB, "limits", Limits, { where }), () => undefined);
    expect(await app.failures(read("id = 1"))).toMatchObject([
      { message: expect.stringContaining("0044-03-15 BC is no day") },
    ]);
    expect(await app.failures(read("id = 2"))).toMatchObject([{ code: "POSTGRES_READ" }]);
    const roundly = new Pool({ connectionString: url, options: "-c extra_float_digits=0" });
    onTestFinished(() => roundly.end());
    const fresh = await scanned(new TestApp(roundly), () => readTable(DB, "limits", Limits, { where: "id = 3" }));
    expect(fresh).toEqual([{ id: 3, day: "9999-12-31", float: 0.1 + 0.2 }]);
  });

  it("that is not there, and options that are not known, are errors", async () => {
    const { app } = await shop(0);
    const read = (options: ReadTableOptions) => () =>
      mountEach(subpath("each"), readTable(DB, "nothing", Product, options as never), () => undefined);
    expect(await app.failures(read({}))).toMatchObject([{ code: "POSTGRES_TABLE_MISSING" }]);
    expect(await app.failures(read({ pageSize: 0 }))).toMatchObject([{ code: "POSTGRES_OPTIONS" }]);
    expect(await app.failures(read({ page: 1 } as never))).toMatchObject([{ code: "POSTGRES_OPTIONS" }]);
  });
});

describe("rows that changed", () => {
  let ran: number[] = [];
  const enrich = fn({ memo: true, name: "enrich", deps: {} }, (row: Product) => {
    ran.push(row.id);
    return row.name;
  });
  const enrichStored = fn({ memo: true, name: "enrichStored", deps: {} }, async (row: StoredRow<Product>) => {
    const { id, name } = await row.read();
    ran.push(id);
    return name;
  });
  const changed = async (app: TestApp, main: () => unknown): Promise<number[]> => {
    ran = [];
    await app.succeed(main);
    return ran.toSorted((a, b) => a - b);
  };

  it("are those of which a value did, whatever else the table holds", async () => {
    const { app, rows } = await shop(5);
    const main = () => mountEach(subpath("each"), readTable(DB, "products", Product), enrich);
    expect(await changed(app, main)).toEqual([1, 2, 3, 4, 5]);
    expect(await changed(app, main)).toEqual([]);
    await rows("UPDATE products SET name = 'other' WHERE id = 3");
    await rows("UPDATE products SET other = 'x', version = 2 WHERE id = 4");
    await rows("DELETE FROM products WHERE id = 5");
    await rows("INSERT INTO products VALUES (6, 'new', 1)");
    expect(await changed(app, main)).toEqual([3, 6]);
  });

  it("are those of which the ordinal column did, where there is one; only they are read", async () => {
    const { app, rows } = await shop(5);
    const main = () =>
      mountEach(subpath("each"), readTable(DB, "products", Product, { ordinal: "version" }), enrichStored);
    expect(await changed(app, main)).toEqual([1, 2, 3, 4, 5]);
    await rows("UPDATE products SET name = 'unseen' WHERE id = 2");
    expect(await changed(app, main)).toEqual([]);
    await rows("UPDATE products SET name = 'seen', version = 2 WHERE id = 3");
    expect(await changed(app, main)).toEqual([3]);
  });
});
