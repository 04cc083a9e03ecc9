import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import SqliteDatabase from "better-sqlite3";
import { openForWriting } from "../../store/sqlite/open-database.ts";
import { OwnerTable } from "../../store/sqlite/owner-table.ts";
import { StoreConnection } from "../../store/sqlite/store-connection.ts";
import type { Random } from "./random.ts";

/** Flips one to three bits of a file. */
export function flipBits(file: string, random: Random): void {
  const bytes = readFileSync(file);
  for (let count = 1 + random.below(3); count > 0; count--) flipBit(bytes, random);
  writeFileSync(file, bytes);
}

/** Writes rubbish over a part of a file. */
export function overwrite(file: string, random: Random): void {
  const bytes = readFileSync(file);
  const start = random.below(bytes.length);
  bytes.set(rubbish(Math.min(1 + random.below(10_000), bytes.length - start), random), start);
  writeFileSync(file, bytes);
}

export function cutOff(file: string, random: Random): void {
  truncateSync(file, random.below(readFileSync(file).length));
}

/**
 * Changes one key or value in a store, so that SQLite itself has nothing to complain of: flips bits, cuts it off, or puts
 * rubbish in its place. Gives the table and the column.
 */
export function harmEntry(file: string, table: string, random: Random): string {
  const database = new SqliteDatabase(file);
  try {
    const { count } = database.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { count: number };
    if (count === 0) return "nothing";
    const row = database.prepare(`SELECT * FROM ${table} LIMIT 1 OFFSET ?`).get(random.below(count)) as Row;
    if (row.keys !== undefined) {
      database
        .prepare(`UPDATE ${table} SET keys = ? WHERE block = ?`)
        .run(harm(Buffer.from(row.keys), random), row.block);
      return `${table}.keys`;
    }
    if (row.entries !== undefined) {
      const harmed = harm(Buffer.from(row.entries), random);
      database.prepare(`UPDATE ${table} SET entries = ? WHERE number = ?`).run(harmed, row.number);
      return `${table}.entries`;
    }
    const column = random.chance(0.3) ? "key" : "value";
    const harmed = harm(Buffer.from(row[column]), random);
    // Two entries cannot have one key: then nothing is changed.
    database
      .prepare(`UPDATE OR IGNORE ${table} SET ${column} = ? WHERE app = ? AND key = ?`)
      .run(harmed, row.app, row.key);
    return `${table}.${column}`;
  } finally {
    database.close();
  }
}

/** Merges what waits in the journal of owners, so that there are blocks to be harmed. */
export function mergeJournal(file: string): void {
  const connection = new StoreConnection(openForWriting(file), file);
  new OwnerTable(connection, { left: 0, waiting: 0 }).close();
  connection.database.close();
}

interface Row {
  readonly app: number;
  readonly key: Buffer;
  readonly value: Buffer;
  /** Of a block of components that own something. */
  readonly keys?: Buffer;
  readonly block?: number;
  /** Of the journal of owners. */
  readonly entries?: Buffer;
  readonly number?: number;
}

function harm(bytes: Buffer, random: Random): Buffer {
  if (bytes.length === 0) return rubbish(5, random);
  switch (random.below(4)) {
    case 0:
      return bytes.subarray(0, random.below(bytes.length));
    case 1:
      return rubbish(bytes.length, random);
    default:
      for (let count = 1 + random.below(2); count > 0; count--) flipBit(bytes, random);
      return bytes;
  }
}

function flipBit(bytes: Buffer, random: Random): void {
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
}

function rubbish(length: number, random: Random): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}
