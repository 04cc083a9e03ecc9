import { type ContextKey, contextKey, record, type Row, type Source, t } from "@coco/connectorkit";
import type { Client, Pool as PgPool } from "pg";
import { expectTypeOf } from "vitest";
import { mountTable, type Pool, queryRows, readQuery, readTable, type StoredRow } from "./index.ts";

// Checked by tsc alone: what fits, and what does not.
const Note = record(
  { id: t.int(), text: t.string(), vector: t.vector(3), note: t.string().nullable() },
  { primaryKey: ["id"] },
);
const OWN: ContextKey<Pool> = contextKey<Pool>("own");
/** The user's own pool, of pg. */
const PG: ContextKey<PgPool> = contextKey<PgPool>("pg");
const CLIENT: ContextKey<Client> = contextKey<Client>("client");

export async function usage(): Promise<void> {
  const table = await mountTable(PG, "notes", Note, { columns: { text: "varchar(20)" } });
  await mountTable(OWN, "notes", Note);
  table.declareRow({ id: 1, text: "a", vector: [1, 2, 3] });
  table.declareVectorIndex({ column: "vector" });
  table.declareFtsIndex({ column: ["text", "note"] });
  // @ts-expect-error: a single connection is no pool
  await mountTable(CLIENT, "notes", Note);
  // @ts-expect-error: there is no such column
  await mountTable(PG, "notes", Note, { columns: { title: "text" } });
  // @ts-expect-error: text is missing
  table.declareRow({ id: 1, vector: [1, 2, 3] });
  // @ts-expect-error: a column of numbers has no words
  table.declareFtsIndex({ column: "id" });
  // @ts-expect-error: nor is it a vector
  table.declareVectorIndex({ column: "id" });

  type Note = Row<typeof Note>;
  const { watch } = readTable(PG, "notes", Note, { live: true });
  expectTypeOf(watch).toBeFunction();
  expectTypeOf(readTable(PG, "notes", Note)).not.toHaveProperty("watch");
  expectTypeOf(readTable(PG, "notes", Note)).toEqualTypeOf<Source<Note>>();
  expectTypeOf(readTable(PG, "notes", Note, { ordinal: "id" })).toEqualTypeOf<Source<StoredRow<Note>>>();
  // @ts-expect-error: a query has no trigger of ours
  readQuery(PG, "SELECT 1", Note, { live: true });
  expectTypeOf(await queryRows(null as unknown as PgPool, Note, "SELECT 1")).toEqualTypeOf<Note[]>();
}
