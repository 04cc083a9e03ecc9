import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { DeleteChange, PutChange } from "../change.ts";
import { openForReading, openForWriting } from "./open-database.ts";
import { OwnerBlocks } from "./owner-blocks.ts";
import { OwnerTable } from "./owner-table.ts";
import { StoreConnection } from "./store-connection.ts";

const APP = 1;
const none = new Uint8Array(0);
const put = (key: string, value: string): PutChange => ({
  kind: "put",
  table: "owner",
  key: Buffer.from(key),
  value: Buffer.from(value),
});
const remove = (key: string): DeleteChange => ({ kind: "delete", table: "owner", key: Buffer.from(key) });

let folder: string;
let connections: StoreConnection[];

function connect(open: (location: string) => ReturnType<typeof openForWriting> = openForWriting): StoreConnection {
  const file = path.join(folder, "state.db");
  const connection = new StoreConnection(open(file), file);
  connections.push(connection);
  return connection;
}

/** A table that merges when more than `waiting` entries wait. */
function table(connection: StoreConnection, waiting = 4, left = 2): OwnerTable {
  return new OwnerTable(connection, { waiting, left });
}

function write(connection: StoreConnection, owners: OwnerTable, ...changes: (PutChange | DeleteChange)[]): void {
  connection.write(() => owners.write(APP, owners.claim(APP, [], changes)))();
}

/** As many entries as the packed blocks hold. */
const merged = (connection: StoreConnection): number => new OwnerBlocks(connection).summary(APP).entries;

const read = (owners: OwnerTable, ...keys: string[]): (string | undefined)[] =>
  owners
    .read(
      APP,
      keys.map((key) => Buffer.from(key)),
    )
    .map((value) => value && Buffer.from(value).toString());

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

const pairs = (owners: OwnerTable, limit = 100): string[] =>
  owners.page(APP, { prefix: none, limit }).map(({ key, value }) => `${textOf(key)}=${textOf(value)}`);

const count = (connection: StoreConnection, of: string): number =>
  (connection.statement(`SELECT count(*) AS count FROM ${of}`).get() as { count: number }).count;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "coco-owner-"));
  connections = [];
  connect().database.exec("INSERT INTO app (name) VALUES ('App')");
});
afterEach(async () => {
  for (const connection of connections) await connection.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("the table of owners", () => {
  it("answers from the journal and from what was merged alike, and the last change counts", () => {
    const connection = connect();
    const owners = table(connection);
    write(connection, owners, put("a", "one"), put("b", "one"), put("c", "two"));
    expect(merged(connection)).toBe(0);
    write(connection, owners, put("b", "two"), put("d", "two"));
    expect(merged(connection)).toBe(4);
    expect(count(connection, "owner_journal")).toBe(0);
    write(connection, owners, remove("a"), put("c", "one"), put("e", "three"));
    expect(read(owners, "a", "b", "c", "d", "e", "f")).toEqual([undefined, "two", "one", "two", "three", undefined]);
    expect(pairs(owners)).toEqual(["b=two", "c=one", "d=two", "e=three"]);
    expect(pairs(owners, 2)).toEqual(["b=two", "c=one"]);
    const { bytes, entries } = owners.summary(APP);
    expect(entries).toBe(4);
    expect(bytes).toBeGreaterThan(0);
  });

  it("gives the pages of a range", () => {
    const connection = connect();
    const owners = table(connection);
    write(connection, owners, put("a1", "x"), put("a3", "x"), put("b1", "x"), put("a5", "x"), put("a7", "x"));
    write(connection, owners, put("a4", "y"), remove("a3"));
    const page = (after?: string): string[] =>
      owners
        .page(APP, {
          prefix: Buffer.from("a"),
          limit: 2,
          ...(after === undefined ? {} : { after: Buffer.from(after) }),
        })
        .map(({ key }) => Buffer.from(key).toString());
    expect(page()).toEqual(["a1", "a4"]);
    expect(page("a4")).toEqual(["a5", "a7"]);
    expect(page("a7")).toEqual([]);
  });

  it("keeps what waits in the journal for the next process", async () => {
    const connection = connect();
    write(connection, table(connection), put("a", "one"));
    await connection.close();
    const next = connect();
    const owners = table(next);
    write(next, owners, put("b", "two"));
    expect(read(owners, "a", "b")).toEqual(["one", "two"]);
    expect(count(next, "owner_journal")).toBe(2);
  });

  it("merges when it is closed only what would hold the next process up", () => {
    const connection = connect();
    const owners = table(connection);
    write(connection, owners, put("a", "one"), put("b", "one"));
    owners.close();
    expect(merged(connection)).toBe(0);
    write(connection, owners, put("c", "one"));
    owners.close();
    expect(merged(connection)).toBe(3);
    expect(read(owners, "a", "c")).toEqual(["one", "one"]);
  });

  it("shows a reader what another connection has written, merged or not", () => {
    const writer = connect();
    const owners = table(writer);
    write(writer, owners, put("a", "one"));
    const seen = table(connect(openForReading));
    expect(pairs(seen)).toEqual(["a=one"]);
    write(writer, owners, put("b", "one"));
    expect(pairs(seen)).toEqual(["a=one", "b=one"]);
    write(writer, owners, put("c", "one"), put("d", "one"), put("e", "one"), remove("a"));
    expect(pairs(seen)).toEqual(["b=one", "c=one", "d=one", "e=one"]);
  });

  it("knows nothing of changes whose transaction failed", () => {
    const connection = connect();
    const owners = table(connection);
    write(connection, owners, put("a", "one"));
    const failing =
      (...changes: PutChange[]) =>
      () =>
        connection.write(() => {
          owners.write(APP, owners.claim(APP, [], changes));
          throw new RangeError("no");
        });
    expect(failing(put("b", "two"))).toThrow();
    expect(failing(put("b", "two"), put("c", "two"), put("d", "two"), put("e", "two"))).toThrow();
    expect(pairs(owners)).toEqual(["a=one"]);
    expect(count(connection, "owner_component")).toBe(1);
  });

  it("has no owner for what a deleted component owned", () => {
    const connection = connect();
    const owners = table(connection);
    for (const key of ["one", "two"]) {
      const statement = "INSERT INTO component (app, key, value) VALUES (?, ?, ?)";
      connection.statement(statement).run(APP, Buffer.from(key), Buffer.from("record"));
    }
    write(connection, owners, put("a", "one"), put("b", "two"));
    connection.write(() => owners.claim(APP, [{ ...remove("one"), table: "component" }], []));
    expect(read(owners, "a", "b")).toEqual([undefined, "two"]);
    expect(pairs(owners)).toEqual(["b=two"]);
  });
});
