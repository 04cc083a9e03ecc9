import { mountEach, subpath } from "@coco/core";
import { record, type Row, t } from "@coco/connectorkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { mountTable } from "../mount-table.ts";
import { DB, TestApp } from "../testing/test-app.ts";
import { hasServer, testDatabase, testServer } from "../testing/test-database.ts";
import { readTable } from "./read-table.ts";

const Product = record({ id: t.int(), name: t.string() }, { primaryKey: ["id"] });
const Shown = record({ id: t.int(), title: t.string() }, { primaryKey: ["id"] });

// skipped: PGlite has one session, so nobody can change a table while another one listens
describe.skipIf(!hasServer)("an app that follows a table", () => {
  async function follow() {
    const database = await testDatabase();
    await database.rows("CREATE TABLE products (id int PRIMARY KEY, name text NOT NULL)");
    await database.rows("INSERT INTO products VALUES (1, 'one'), (2, 'two')");
    const app = new TestApp(database.pool);
    const main = async (): Promise<void> => {
      const shown = await mountTable(DB, "shown", Shown);
      const products = readTable(DB, "products", Product, { live: true });
      await mountEach(subpath("product"), products, ({ id, name }: Row<typeof Product>) =>
        shown.declareRow({ id, title: name.toUpperCase() }),
      );
    };
    const stop = new AbortController();
    // The update begins when it is awaited.
    const done = Promise.resolve(app.define(main).update({ live: true, failures: "report", signal: stop.signal }));
    done.catch(() => undefined);
    const end = async (): Promise<void> => {
      stop.abort();
      await done;
    };
    onTestFinished(() => end().catch(() => undefined));
    const expectShown = async (...titles: string[]): Promise<void> => {
      const shown = async (): Promise<unknown> => {
        const rows = await database.rows("SELECT title FROM shown ORDER BY id").catch(() => []);
        return rows.map(({ title }) => title);
      };
      await expect.poll(shown, { timeout: 30_000 }).toEqual(titles);
    };
    await expectShown("ONE", "TWO");
    return { ...database, app, end, expectShown, main };
  }

  it("carries every change through, and leaves nothing behind in the table", async () => {
    const { end, expectShown, rows } = await follow();
    await rows("UPDATE products SET name = 'uno' WHERE id = 1");
    await expectShown("UNO", "TWO");
    await rows("INSERT INTO products VALUES (3, 'three')");
    await rows("DELETE FROM products WHERE id = 2");
    await expectShown("UNO", "THREE");
    await end();
    expect(await rows("SELECT 1 FROM pg_trigger WHERE tgname LIKE 'coco%'")).toEqual([]);
  });

  it("goes on after the server was killed, with what changed meanwhile", { timeout: 120_000 }, async () => {
    const { app, end, expectShown, main, rows } = await follow();
    const server = await testServer();
    await server.kill();
    await server.restart();
    await rows("UPDATE products SET name = 'again' WHERE id = 2");
    await expectShown("ONE", "AGAIN");
    await end();
    expect(await app.changes(main)).toEqual({});
  });
});
