import { lanceDbError } from "./classify-error.ts";
import type { Table } from "./connection.ts";

/** When a table is put in order. Exported for tests, which cannot write a million rows. */
export interface MaintenanceLimits {
  /** Every commit with new rows adds a fragment, and every fragment costs a search some time. */
  readonly smallFragments: number;
  /** Fragments that carry a list of deleted rows. */
  readonly deletionFiles: number;
  /** Rows that a search has to look at one by one, because they came after their index. */
  readonly unindexedRows: number;
  /** The same, as a share of the table's rows. */
  readonly unindexedShare: number;
  /** Versions older than `retentionMs`, which hold files that nobody needs. */
  readonly prunableVersions: number;
  /** Versions younger than this stay, for readers that opened one of them. */
  readonly retentionMs: number;
}

export const defaultMaintenanceLimits: MaintenanceLimits = {
  smallFragments: 20,
  deletionFiles: 20,
  unindexedRows: 256,
  unindexedShare: 0.05,
  prunableVersions: 50,
  retentionMs: 60 * 60 * 1000,
};

interface LastLook {
  /** Fragments that the last optimisation left: what it could not join must not make it run again at once. */
  fragments: number;
  deletionFiles: number;
  /** The version at which versions were last counted: listing them takes 0.2 ms each. */
  countedAt: number;
}

const lastLooks = new WeakMap<object, Map<string, LastLook>>();

/**
 * Joins small fragments, brings late rows into the indexes and removes old versions, if the table's statistics ask for
 * it. Answers whether it did. A conflict with another writer is no failure: the next run finds the same statistics.
 */
export async function maintainTable(
  connection: object,
  table: Table,
  limits: MaintenanceLimits = defaultMaintenanceLimits,
): Promise<boolean> {
  const look = lastLookOf(connection, table.name);
  try {
    if (!(await needsMaintenance(table, look, limits))) return false;
    await table.optimize({ cleanupOlderThan: new Date(Date.now() - limits.retentionMs) });
    look.fragments = (await table.stats()).fragmentStats.numSmallFragments;
    const newest = (await table.listVersions()).at(-1);
    look.deletionFiles = deletionFilesOf(newest?.metadata);
    return true;
  } catch (error) {
    // Nothing is lost but speed, and the statistics will ask again in the next run.
    const failure = lanceDbError(error, `optimise the table ${table.name}`);
    if (failure.code !== "LANCEDB_CONFLICT") process.emitWarning(failure.message, "LanceDbWarning");
    return false;
  }
}

async function needsMaintenance(table: Table, look: LastLook, limits: MaintenanceLimits): Promise<boolean> {
  const stats = await table.stats();
  if (stats.fragmentStats.numSmallFragments >= look.fragments + limits.smallFragments) return true;
  for (const index of await table.listIndices()) {
    const late = index.numUnindexedRows ?? 0;
    if (late >= limits.unindexedRows && late >= stats.numRows * limits.unindexedShare) return true;
  }
  const version = await table.version();
  if (look.countedAt >= 0 && version < look.countedAt + Math.min(limits.prunableVersions, limits.deletionFiles)) {
    return false;
  }
  const versions = await table.listVersions();
  look.countedAt = version;
  const cutoff = Date.now() - limits.retentionMs;
  const prunable = versions.slice(0, -1).filter(({ timestamp }) => timestamp.getTime() < cutoff).length;
  if (prunable >= limits.prunableVersions) return true;
  return deletionFilesOf(versions.at(-1)?.metadata) >= look.deletionFiles + limits.deletionFiles;
}

function deletionFilesOf(metadata: Record<string, string> | undefined): number {
  return Number(metadata?.["total_deletion_files"] ?? 0) || 0;
}

function lastLookOf(connection: object, table: string): LastLook {
  let ofConnection = lastLooks.get(connection);
  if (ofConnection === undefined) lastLooks.set(connection, (ofConnection = new Map()));
  let look = ofConnection.get(table);
  if (look === undefined) ofConnection.set(table, (look = { fragments: 0, deletionFiles: 0, countedAt: -1 }));
  return look;
}
