import { type Absent, absent, registerRootTargets, type Sink, type StableKey, type TargetProvider } from "@coco/core";
import type Database from "better-sqlite3";

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
      else
        put.run(key[0], key[1], row.text, Buffer.from(row.vector.buffer, row.vector.byteOffset, row.vector.byteLength));
    }
  });
  const sink: Sink<Action> = { name: "rows of chunk", apply: async (actions) => applyAll(actions) };
  return registerRootTargets<ChunkRow, string, Action>("benchmark.sqlite.chunk", {
    reconcile(key: StableKey, desired: ChunkRow | Absent, previous) {
      const at = key as readonly [string, number];
      if (desired === absent) {
        return previous.possible.length === 0
          ? undefined
          : { tracking: absent, action: { sink, payload: { key: at, row: undefined } } };
      }
      const same = !previous.mayBeMissing && previous.possible.length === 1 && previous.possible[0] === desired.text;
      return same ? undefined : { tracking: desired.text, action: { sink, payload: { key: at, row: desired } } };
    },
  });
}
