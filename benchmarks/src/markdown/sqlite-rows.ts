import { hash } from "node:crypto";
import { type Absent, absent, registerRootTargets, type Sink, type StableKey, type TargetProvider } from "@coco/core";
import type Database from "better-sqlite3";
import { vectorBytes } from "./free-embedder.ts";

/** A chunk as it stands in the table. */
export interface ChunkRow {
  readonly path: string;
  readonly text: string;
  readonly vector: Float32Array;
}

type Action = { readonly key: readonly [string, number]; readonly row: ChunkRow | undefined };

/**
 * A minimal handler for the rows of one SQLite table, so that this benchmark compares engines and not connectors.
 * Rows are upserted and deleted in one transaction a batch.
 */
export function chunkRows(database: Database.Database): TargetProvider<ChunkRow> {
  database.exec(
    "CREATE TABLE IF NOT EXISTS chunk (path TEXT, position INTEGER, text TEXT, vector BLOB, PRIMARY KEY (path, position))",
  );
  const put = database.prepare("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?, ?)");
  const cut = database.prepare("DELETE FROM chunk WHERE path = ? AND position = ?");
  const applyAll = database.transaction((actions: readonly Action[]) => {
    for (const { key, row } of actions) {
      if (row === undefined) cut.run(...key);
      else put.run(key[0], key[1], row.text, vectorBytes(row.vector));
    }
  });
  const sink: Sink<Action> = { name: "rows of chunk", apply: async (actions) => applyAll(actions) };
  return registerRootTargets<ChunkRow, Uint8Array, Action>("benchmark.sqlite.chunk", {
    reconcile(key: StableKey, desired: ChunkRow | Absent, previous) {
      const at = key as readonly [string, number];
      if (desired === absent) {
        return previous.possible.length === 0
          ? undefined
          : { tracking: absent, action: { sink, payload: { key: at, row: undefined } } };
      }
      const tracking = rowFingerprint(desired);
      const known =
        previous.possible.length === 1 && Buffer.compare(previous.possible[0] as Uint8Array, tracking) === 0;
      if (known && !previous.mayBeMissing) return undefined;
      return { tracking, action: { sink, payload: { key: at, row: desired } } };
    },
  });
}

let scratch = Buffer.alloc(0);

/** Enough to tell rows apart, and no more: what is tracked of a row is read on every run. */
function rowFingerprint({ text, vector }: ChunkRow): Uint8Array {
  const most = 3 * text.length + vector.byteLength;
  if (scratch.length < most) scratch = Buffer.alloc(2 * most);
  const length = scratch.write(text);
  scratch.set(vectorBytes(vector), length);
  // As text, one character a byte: half the time of a buffer made by the hash function.
  return Buffer.from(hash("sha256", scratch.subarray(0, length + vector.byteLength), "binary").slice(0, 16), "latin1");
}
