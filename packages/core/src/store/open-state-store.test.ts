import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase, { type Database } from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreBusyError } from "./errors/store-busy-error.ts";
import { StoreCorruptError } from "./errors/store-corrupt-error.ts";
import { StoreLockedError } from "./errors/store-locked-error.ts";
import { StoreFullError } from "./errors/store-full-error.ts";
import { StoreNotFoundError } from "./errors/store-not-found-error.ts";
import { StoreNotWritableError } from "./errors/store-not-writable-error.ts";
import { StoreVersionError } from "./errors/store-version-error.ts";
import { newestLayout } from "./migrations/index.ts";
import { openStateStore } from "./open-state-store.ts";
import { openForWriting } from "./sqlite/open-database.ts";
import { SqliteStateStore } from "./sqlite/sqlite-state-store.ts";
import { StoreConnection } from "./sqlite/store-connection.ts";

const put = (key: string, size: number) =>
  ({ kind: "put", table: "functionMemo", key: Buffer.from(key), value: Buffer.alloc(size, key) }) as const;

describe("opening a state store", () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "coco-open-"));
    await chmod(folder, 0o755);
    path = join(folder, "state.db");
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** Changes the file as another program would. */
  function meddle(change: (database: Database) => void): void {
    const database = new SqliteDatabase(path);
    change(database);
    database.close();
  }

  async function made(): Promise<void> {
    const store = await openStateStore({ path });
    await (await store.app("app")).commit([put("a", 10)]);
    await store.close();
  }

  /** Root may write everywhere; these tests are of those who may not. */
  async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
    if (process.geteuid?.() !== 0) return work();
    process.seteuid?.(65_534);
    try {
      await work();
    } finally {
      process.seteuid?.(0);
    }
  }

  it("makes the folder and the file, durable and with large pages", async () => {
    path = join(folder, "a", "b", "state.db");
    await made();
    const database = openForWriting(path);
    const pragma = (name: string): unknown => database.pragma(name, { simple: true });
    expect([pragma("page_size"), pragma("journal_mode"), pragma("synchronous"), pragma("mmap_size")]).toEqual([
      8192,
      "wal",
      2,
      0,
    ]);
    database.close();
  });

  it("writes nothing but the empty store until the first commit, and nothing for a reader", async () => {
    await made();
    const before = await readFile(path);
    for (const readOnly of [false, true]) {
      const store = await openStateStore({ path, readOnly });
      const app = await store.app("another");
      await app.page("component", { prefix: new Uint8Array(), limit: 1 });
      await store.apps();
      await store.close();
    }
    expect(await readFile(path)).toEqual(before);
  });

  it("keeps a store in memory, which is forgotten", async () => {
    const store = await openStateStore({ path: ":memory:" });
    const app = await store.app("app");
    await app.commit([put("a", 3)]);
    expect(await app.read("functionMemo", [Buffer.from("a")])).toEqual([Buffer.from("aaa")]);
    await (await store.lock()).release();
    await store.close();
    await expect(app.read("functionMemo", [Buffer.from("a")])).rejects.toThrow(/:memory: was used after/);
  });

  it("refuses a folder, a place below a file, and a name that ends in white space", async () => {
    await expect(openStateStore({ path: folder })).rejects.toThrow(StoreNotWritableError);
    await expect(openStateStore({ path: folder })).rejects.toThrow(/it is a folder/);
    await writeFile(path, "");
    for (const below of [join(path, "below"), join(path, "further", "below")]) {
      await expect(openStateStore({ path: below })).rejects.toMatchObject({
        name: "StoreNotWritableError",
        message: `The state store ${below} cannot be written: ${path} is a file, not a folder.`,
        hint: `Put the store into a folder (storePath of the environment, or COCO_DB), or move ${path} away.`,
      });
    }
    await expect(openStateStore({ path: `${path} ` })).rejects.toThrow(/ends in white space/);
  });

  it("refuses a file or folder that this user may not write, and still reads what it may", async () => {
    await made();
    await chmod(path, 0o444);
    await asOrdinaryUser(async () => {
      await expect(openStateStore({ path })).rejects.toThrow(StoreNotWritableError);
      await expect(openStateStore({ path: join(folder, "x", "new.db") })).rejects.toMatchObject({
        code: "STORE_NOT_WRITABLE",
      });
    });
    const writer = await openStateStore({ path });
    await asOrdinaryUser(async () => {
      await expect(openStateStore({ path: join(folder, "new.db") })).rejects.toThrow(StoreNotWritableError);
    });
    await writer.close();
    await chmod(folder, 0o700);
    await asOrdinaryUser(async () => {
      for (const readOnly of [false, true]) {
        await expect(openStateStore({ path, readOnly })).rejects.toThrow(StoreNotWritableError);
      }
    });
  });

  it("is one store with one lock, also when it is reached through a link", async () => {
    await made();
    const other = join(folder, "link.db");
    await symlink(path, other);
    const [one, two] = [await openStateStore({ path }), await openStateStore({ path: other })];
    expect(two.location).toBe(await realpath(path));
    await one.lock();
    await expect(two.lock()).rejects.toThrow(StoreLockedError);
    await one.close();
    await two.close();
  });

  it("refuses a file that is no database, and leaves it alone", async () => {
    await writeFile(path, "this is my diary, not a store. ".repeat(100));
    for (const readOnly of [false, true]) {
      const failure = openStateStore({ path, readOnly });
      await expect(failure).rejects.toThrow(StoreCorruptError);
      await expect(failure).rejects.toMatchObject({
        message: expect.stringContaining("Nothing in your targets is deleted") as string,
        hint: expect.stringContaining("--reset") as string,
      });
    }
    expect(await readFile(path, "utf8")).toMatch(/^this is my diary/);
  });

  it("refuses the database of another program, and leaves it alone", async () => {
    meddle((database) => database.exec("CREATE TABLE diary (text); INSERT INTO diary VALUES ('x')"));
    const before = await readFile(path);
    for (const readOnly of [false, true]) {
      await expect(openStateStore({ path, readOnly })).rejects.toThrow(/it is the database of another program/);
    }
    expect(await readFile(path)).toEqual(before);
  });

  it("refuses a newer layout, names file and versions, and leaves it alone", async () => {
    await made();
    meddle((database) => database.pragma("user_version = 999"));
    const before = await readFile(path);
    for (const readOnly of [false, true]) {
      const failure = openStateStore({ path, readOnly });
      await expect(failure).rejects.toThrow(StoreVersionError);
      await expect(failure).rejects.toMatchObject({
        code: "STORE_VERSION_NEWER",
        found: 999,
        known: newestLayout(),
        location: path,
      });
      await expect(failure).rejects.toThrow(`${path} has layout version 999, written by a newer coco`);
    }
    expect(await readFile(path)).toEqual(before);
  });

  it("says that there is nothing to read, and makes nothing", async () => {
    await expect(openStateStore({ path, readOnly: true })).rejects.toThrow(StoreNotFoundError);
    await expect(openStateStore({ path: folder, readOnly: true })).rejects.toThrow(StoreNotFoundError);
    await expect(stat(path)).rejects.toThrow(/ENOENT/);
    await writeFile(path, "");
    await expect(openStateStore({ path, readOnly: true })).rejects.toThrow(StoreNotFoundError);
  });

  it("goes on where making it was broken off", async () => {
    await mkdir(join(folder, "x"));
    path = join(folder, "x", "state.db");
    await writeFile(path, "");
    await made();
    meddle((database) => {
      // As it stands after the marks were written and before the tables were.
      const tables = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        .pluck()
        .all();
      for (const table of tables) database.exec(`DROP TABLE ${String(table)}`);
      database.pragma("user_version = 0");
    });
    await made();
    const store = await openStateStore({ path, readOnly: true });
    expect((await store.apps()).map(({ name }) => name)).toEqual(["app"]);
    await store.close();
  });

  it("finds no store where the process that began to make it was killed, and makes it", async () => {
    // The file as it is before it has a log: half of a transaction in it, and the journal that takes it back.
    const other = join(folder, "other.db");
    const database = new SqliteDatabase(other);
    database.exec("PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE half (bytes)");
    database.prepare("INSERT INTO half VALUES (zeroblob(1000000))").run();
    for (const beside of ["", "-journal"]) await copyFile(`${other}${beside}`, `${path}${beside}`);
    database.close();
    await expect(openStateStore({ path, readOnly: true })).rejects.toThrow(StoreNotFoundError);
    await expect(openStateStore({ path, readOnly: true })).rejects.toThrow("only one that was begun");
    await made();
    const store = await openStateStore({ path, readOnly: true });
    expect((await store.apps()).map(({ name }) => name)).toEqual(["app"]);
    await store.close();
  });

  it("finds damage, when it checks itself and when it meets it", async () => {
    const store = await openStateStore({ path });
    await (await store.app("app")).commit(Array.from({ length: 200 }, (_, index) => put(String(index), 2_000)));
    await store.close();
    const file = await open(path, "r+");
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size - 20 * 8192 - 8192, 0xab), 0, undefined, 20 * 8192);
    await file.close();
    const damaged = await openStateStore({ path });
    const problems = await damaged.check().catch((error: unknown) => [String(error)]);
    expect(problems.length).toBeGreaterThan(0);
    const app = await damaged.app("app");
    await expect(app.page("functionMemo", { prefix: new Uint8Array(), limit: 1_000 })).rejects.toThrow(
      StoreCorruptError,
    );
    await damaged.close();
  });

  it("says that the disk is full, stores nothing of that batch, and goes on when there is room", async () => {
    const database = openForWriting(path);
    const store = new SqliteStateStore(new StoreConnection(database, path));
    const app = await store.app("app");
    await app.commit([put("a", 10)]);
    const pages = database.pragma("page_count", { simple: true }) as number;
    database.pragma(`max_page_count = ${pages + 2}`);
    const failure = app.commit([put("b", 10), put("c", 100_000)]);
    await expect(failure).rejects.toThrow(StoreFullError);
    await expect(failure).rejects.toMatchObject({
      location: path,
      hint: expect.stringContaining("Make room") as string,
    });
    const keys = async (): Promise<string[]> =>
      (await app.page("functionMemo", { prefix: new Uint8Array(), limit: 9 })).map(({ key }) =>
        Buffer.from(key).toString(),
      );
    expect(await keys()).toEqual(["a"]);
    database.pragma("max_page_count = 100000");
    await app.commit([put("b", 10), put("c", 100_000)]);
    expect(await keys()).toEqual(["a", "b", "c"]);
    await store.close();
  });

  it("says that another program holds the file", async () => {
    await made();
    const database = openForWriting(path);
    database.pragma("busy_timeout = 0");
    const store = new SqliteStateStore(new StoreConnection(database, path));
    const other = new SqliteDatabase(path);
    other.exec("BEGIN IMMEDIATE");
    await expect((await store.app("app")).commit([put("b", 1)])).rejects.toThrow(StoreBusyError);
    other.exec("ROLLBACK");
    other.close();
    await (await store.app("app")).commit([put("b", 1)]);
    await store.close();
  });
});
