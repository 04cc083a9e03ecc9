import {
  formatKey,
  type LiveMapSubscriber,
  type LiveMapView,
  type Readiness,
  record,
  type Row,
  type StableKey,
  t,
} from "@coco/connectorkit";
import { describe, expect, it, onTestFinished } from "vitest";
import { DB, TestApp } from "../testing/test-app.ts";
import { hasServer, testDatabase, type TestDatabase, testServer } from "../testing/test-database.ts";
import type { LiveOptions } from "./read-options.ts";
import { readTable } from "./read-table.ts";

const Product = record({ shop: t.string(), id: t.int(), name: t.string() }, { primaryKey: ["shop", "id"] });
type Product = Row<typeof Product>;

/** What was reported, in order. */
class Recorder implements LiveMapSubscriber<Product> {
  readonly log: string[] = [];
  readonly errors: unknown[] = [];

  async updateAll(): Promise<void> {
    this.log.push("all");
  }
  async update(key: StableKey, { name }: Product): Promise<Readiness> {
    this.log.push(`${formatKey(key)} ${name}`);
    return { ready: async () => undefined };
  }
  async delete(key: StableKey): Promise<Readiness> {
    this.log.push(`${formatKey(key)} gone`);
    return { ready: async () => undefined };
  }
  async markReady(): Promise<void> {
    this.log.push("ready");
  }
  async reportException(error: unknown): Promise<void> {
    this.errors.push(error);
  }

  /** Waits until that much was reported, and forgets it. */
  async next(count: number): Promise<string[]> {
    await expect.poll(() => this.log.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(count);
    return this.log.splice(0);
  }
}

async function watched(database: TestDatabase, live: LiveOptions | true = true, where?: string) {
  const recorder = new Recorder();
  const stop = new AbortController();
  let view: LiveMapView<Product> | undefined;
  await new TestApp(database.pool, "Watch").succeed(() => {
    view = readTable(DB, "products", Product, { live, ...(where === undefined ? {} : { where }) });
  });
  const done = (view as LiveMapView<Product>).watch(recorder, stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await done;
  };
  onTestFinished(() => end().catch(() => undefined));
  expect(await Promise.race([done, recorder.next(2)])).toEqual(["all", "ready"]);
  return { recorder, end };
}

async function shop(): Promise<TestDatabase & { triggers(): Promise<number> }> {
  const database = await testDatabase();
  await database.rows("CREATE TABLE products (shop text, id int, name text, PRIMARY KEY (shop, id))");
  const triggers = async (): Promise<number> =>
    Number(
      (await database.rows("SELECT count(*) AS n FROM pg_trigger WHERE tgrelid = 'products'::regclass"))[0]?.["n"],
    );
  return { ...database, triggers };
}

// skipped: PGlite has one session, so nobody can change a table while another one listens
describe.skipIf(!hasServer)("a table that is watched", () => {
  it("reports every change by its key, with what the row holds now", async () => {
    const database = await shop();
    const { recorder } = await watched(database);
    await database.rows(`INSERT INTO products VALUES ('a', 1, 'one'), ('b''"', 2, 'two')`);
    expect((await recorder.next(2)).sort()).toEqual(['["b\'\\"",2] two', "[a,1] one"]);
    await database.rows("UPDATE products SET name = 'changed' WHERE id = 1");
    expect(await recorder.next(1)).toEqual(["[a,1] changed"]);
    await database.rows("UPDATE products SET id = 7 WHERE id = 1");
    expect((await recorder.next(2)).sort()).toEqual(["[a,1] gone", "[a,7] changed"]);
    await database.rows("DELETE FROM products WHERE id = 7");
    expect(await recorder.next(1)).toEqual(["[a,7] gone"]);
    await database.rows("DELETE FROM products WHERE false");
    await database.rows("TRUNCATE products");
    expect(await recorder.next(1)).toEqual(["all"]);
    await database.rows("INSERT INTO products SELECT 'many', i, 'x' FROM generate_series(1, 1000) AS i");
    expect(await recorder.next(1)).toEqual(["all"]);
  });

  it("reports a row as gone when it no longer fits what is read", async () => {
    const database = await shop();
    const { recorder } = await watched(database, true, "name <> 'hidden'");
    await database.rows("INSERT INTO products VALUES ('a', 1, 'seen')");
    expect(await recorder.next(1)).toEqual(["[a,1] seen"]);
    await database.rows("UPDATE products SET name = 'hidden'");
    expect(await recorder.next(1)).toEqual(["[a,1] gone"]);
  });

  it("has triggers while somebody watches, and none after the last one", async () => {
    const database = await shop();
    const first = await watched(database);
    const second = await watched(database);
    expect(await database.triggers()).toBe(4);
    await first.end();
    expect(await database.triggers()).toBe(4);
    await database.rows("INSERT INTO products VALUES ('a', 1, 'one')");
    expect(await second.recorder.next(1)).toEqual(["[a,1] one"]);
    await second.end();
    expect(await database.triggers()).toBe(0);
    expect(await database.rows("SELECT 1 FROM pg_proc WHERE proname LIKE 'coco%'")).toEqual([]);
  });

  it("is watched on a channel of the user's, with nothing installed", async () => {
    const database = await shop();
    const { recorder } = await watched(database, { channel: `My "changes"` });
    expect(await database.triggers()).toBe(0);
    await database.rows("INSERT INTO products VALUES ('a', 1, 'one')");
    const notify = (payload: string) => database.rows("SELECT pg_notify($1, $2)", [`My "changes"`, payload]);
    await notify('[["a","1"],["a","2"]]');
    expect(await recorder.next(2)).toEqual(["[a,1] one", "[a,2] gone"]);
    await notify("whatever");
    expect(await recorder.next(1)).toEqual(["all"]);
  });

  it("is looked at as a whole after the connection was lost, and watched again", async () => {
    const database = await shop();
    const { recorder } = await watched(database);
    await database.rows(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    expect(await recorder.next(1)).toEqual(["all"]);
    expect(recorder.errors).toEqual([]);
    await database.rows("INSERT INTO products VALUES ('a', 1, 'one')");
    expect(await recorder.next(1)).toEqual(["[a,1] one"]);
  });

  it("is looked at as a whole after the server was killed and came back", { timeout: 120_000 }, async () => {
    const database = await shop();
    const { recorder } = await watched(database);
    const server = await testServer();
    await server.kill();
    await expect.poll(() => recorder.errors, { timeout: 30_000 }).toMatchObject([{ code: "POSTGRES_UNAVAILABLE" }]);
    await server.restart();
    expect(await recorder.next(1)).toEqual(["all"]);
    await database.rows("INSERT INTO products VALUES ('a', 1, 'one')");
    expect(await recorder.next(1)).toEqual(["[a,1] one"]);
  });

  it("that is not there ends the watching with an error", async () => {
    const database = await testDatabase();
    await expect(watched(database)).rejects.toMatchObject({ code: "POSTGRES_TABLE_MISSING" });
  });
});
