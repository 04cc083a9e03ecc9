import { record, t } from "@coco/connectorkit";
import { Pool } from "pg";
import { describe, expect, it, onTestFinished } from "vitest";
import { connect } from "./connect.ts";
import { mountTable } from "./mount-table.ts";
import type { PostgresPool } from "./pool.ts";
import { DB, eachOf, TestApp } from "./testing/test-app.ts";
import { hasServer, testDatabase, testServer } from "./testing/test-database.ts";

const Note = record({ id: t.int(), text: t.string() }, { primaryKey: ["id"] });

/** A table of so many rows, each of a component of its own. */
const notes =
  (count: number, text = "text", before?: (id: number) => unknown) =>
  async () => {
    const table = await mountTable(DB, "notes", Note);
    const items = Array.from({ length: count }, (_, id) => [String(id), id] as const);
    await eachOf(items, async (id) => {
      await before?.(id);
      table.declareRow({ id, text: `${text} ${id}` });
    });
  };

const expected = (count: number, text = "text") =>
  Array.from({ length: count }, (_, id) => ({ id, text: `${text} ${id}` }));

/** The pool, with something done before certain statements. */
function watched(pool: Pool, statement: RegExp, before: (pid: number) => unknown): PostgresPool {
  return {
    query: (text, values) => pool.query(text, values),
    async connect() {
      const client = await pool.connect();
      const query = client.query.bind(client) as unknown as PostgresPool["query"];
      const pid = (client as unknown as { readonly processID: number }).processID;
      return {
        on: (event, listener) => client.on(event as "error", listener),
        removeListener: (event, listener) => client.removeListener(event, listener),
        release: (destroy) => client.release(destroy),
        async query(text, values) {
          if (statement.test(text)) await before(pid);
          return query(text, values);
        },
      };
    },
  };
}

describe("a failure that may pass", () => {
  // skipped: PGlite has one session for all connections, so none can be ended from another
  it.skipIf(!hasServer)(
    "such as a connection that is lost in mid batch: the batch is written over another one",
    async () => {
      const { pool, rows } = await testDatabase();
      let left = 2;
      const unsteady = watched(pool, /^INSERT/, async (pid) => {
        left -= 1;
        if (left >= 0) await rows("SELECT pg_terminate_backend($1)", [pid]);
      });
      const app = new TestApp(unsteady);
      await app.succeed(notes(100));
      expect(left).toBeLessThan(0);
      expect(await rows("SELECT id::int, text FROM notes ORDER BY id")).toEqual(expected(100));
    },
  );

  it("such as a transaction that another one was in the way of", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    await app.succeed(notes(0));
    await rows("CREATE SEQUENCE tries");
    await rows(`CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('tries') < 3 THEN RAISE EXCEPTION 'in the way' USING ERRCODE = '40001'; END IF; RETURN NEW; END $$`);
    await rows("CREATE TRIGGER failing BEFORE INSERT ON notes FOR EACH STATEMENT EXECUTE FUNCTION fail_first()");
    await app.succeed(notes(3));
    expect(await rows("SELECT id::int, text FROM notes ORDER BY id")).toEqual(expected(3));
  });
});

describe("a failure that stays", () => {
  it("such as a constraint of the user's is not tried again, and says what to do", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    await app.succeed(notes(0));
    await rows("ALTER TABLE notes ADD CONSTRAINT short CHECK (length(text) < 7)");
    const inserts: number[] = [];
    app.provided = watched(pool, /^INSERT/, (pid) => inserts.push(pid));
    expect(await app.failures(notes(1, "too long"))).toMatchObject([
      {
        code: "POSTGRES_CONSTRAINT",
        isRetryable: false,
        sqlState: "23514",
        message: expect.stringContaining('"short"'),
      },
    ]);
    expect(inserts).toHaveLength(1);
  });

  it("such as a server that is not there, or an address that is none, never shows the password", async () => {
    const pool = await connect("postgres://me:s3cret@127.0.0.1:1/docs");
    onTestFinished(() => pool.end());
    const app = new TestApp(pool);
    const [error] = await app.failures(notes(1));
    expect(error).toMatchObject({ code: "POSTGRES_UNAVAILABLE", isRetryable: true });
    for (let each = error; each !== undefined; each = (each as Error).cause) {
      expect(JSON.stringify(each, Object.getOwnPropertyNames(each))).not.toContain("s3cret");
    }
    expect(app.log.join("\n")).not.toContain("s3cret");
    const wrong = await connect("postgres//me:s3cret@127.0.0.1").catch((thrown: unknown) => thrown);
    expect(wrong).toMatchObject({ code: "POSTGRES_ADDRESS" });
    expect(JSON.stringify(wrong, Object.getOwnPropertyNames(wrong))).not.toContain("s3cret");
  });
});

describe("a write that takes too long", () => {
  // skipped: PGlite has one session, so nobody can hold a lock that another one waits for
  it.skipIf(!hasServer)("is broken off on the server too, which would wait for ever", async () => {
    const { pool, rows } = await testDatabase();
    const app = new TestApp(pool);
    await app.succeed(notes(1));
    const other = await pool.connect();
    await other.query("BEGIN");
    await other.query("LOCK TABLE notes");
    expect(await app.failures(notes(2), { sinkTimeout: 500 })).toMatchObject([{ code: "SINK_TIMEOUT" }]);
    const waiting = () =>
      rows("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()");
    await expect.poll(waiting, { timeout: 30_000 }).toEqual([]);
    await other.query("ROLLBACK");
    other.release();
    await app.succeed(notes(2));
    expect(await rows("SELECT id::int, text FROM notes ORDER BY id")).toEqual(expected(2));
  });
});

describe("a server that is killed in mid run", () => {
  // skipped: PGlite runs in one process with whoever watches over it, and has nothing to be killed
  it.skipIf(!hasServer)("and comes back at once costs waiting only", { timeout: 120_000 }, async () => {
    const { pool, rows } = await testDatabase();
    const server = await testServer();
    let left = 1;
    const app = new TestApp(
      watched(pool, /^INSERT/, async () => {
        left -= 1;
        if (left !== 0) return;
        await server.kill();
        void server.restart();
      }),
    );
    await app.succeed(notes(300));
    expect(await rows("SELECT id::int, text FROM notes ORDER BY id")).toEqual(expected(300));
  });

  // skipped: PGlite runs in one process with whoever watches over it, and has nothing to be killed
  it.skipIf(!hasServer)("and comes back later leaves what the next run makes right", { timeout: 240_000 }, async () => {
    const { pool, rows } = await testDatabase();
    const server = await testServer();
    const app = new TestApp(pool);
    await app.succeed(notes(400, "old"));
    let left = 2;
    // Some batches are written, one may or may not be, the others are not.
    app.provided = watched(pool, /^INSERT/, async () => {
      left -= 1;
      if (left === 0) await server.kill();
    });
    expect((await app.failures(notes(350, "new"))).length).toBeGreaterThan(0);
    await server.restart();
    app.provided = pool;
    await app.succeed(notes(350, "new"));
    expect(await rows("SELECT id::int, text FROM notes ORDER BY id")).toEqual(expected(350, "new"));
    expect(await app.changes(notes(350, "new"))).toEqual({});
  });
});

describe("a pool", () => {
  it("of one connection is enough for several tables with indexes", async () => {
    const { rows, url } = await testDatabase();
    const pool = new Pool({ connectionString: url, max: 1 });
    onTestFinished(() => pool.end());
    const app = new TestApp(pool);
    const main = async (): Promise<void> => {
      const tables = await Promise.all(["a", "b", "c"].map((name) => mountTable(DB, name, Note)));
      for (const table of tables) {
        table.declareRow({ id: 1, text: table.name });
        table.declareFtsIndex({ column: "text" });
      }
    };
    await app.succeed(main);
    expect(await rows("SELECT text FROM a UNION ALL SELECT text FROM b UNION ALL SELECT text FROM c")).toHaveLength(3);
    expect(app.log).toEqual([]);
  });
});
