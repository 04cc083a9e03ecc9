import { lanceDbError } from "./classify-error.ts";
import type { Table } from "./connection.ts";

/** When a table is put in order. Exported for tests, which cannot write a million rows. */
export interface MaintenanceLimits {
  /** Small fragments of an empty table; a larger one may have more: see `fragmentLimit`. */
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
  /** Versions are counted after so many new ones, or more where there are many. */
  readonly countEvery: number;
}

export const defaultMaintenanceLimits: MaintenanceLimits = {
  smallFragments: 20,
  deletionFiles: 20,
  unindexedRows: 256,
  unindexedShare: 0.05,
  prunableVersions: 50,
  retentionMs: 60 * 60 * 1000,
  countEvery: 10,
};

/** What the last optimisation left as it is: that must not make the next look optimise again. */
interface LastLook {
  fragments: number;
  /** Unknown until versions are counted again. */
  deletionFiles: number | undefined;
  /** By index. Rows that it cannot hold, such as those without a vector, stay outside for ever. */
  unindexedRows: ReadonlyMap<string, number>;
  /** The version at which versions are to be counted next; unknown in a new process. */
  countAt: number | undefined;
}

/** Another writer was faster, or dropped the table. */
const harmless: ReadonlySet<string> = new Set(["LANCEDB_CONFLICT", "LANCEDB_TABLE_MISSING"]);

const lastLooks = new WeakMap<object, Map<string, LastLook>>();

/**
 * Joins small fragments, brings late rows into the indexes and removes old versions, if the table's statistics ask for
 * it. Answers whether it did. A conflict with another writer is no failure: the next run finds the same statistics.
 *
 * @param inRun - looks at fragments alone, which slow the rest of the run down; the rest can wait for its end.
 */
export async function maintainTable(
  connection: object,
  table: Table,
  limits: MaintenanceLimits = defaultMaintenanceLimits,
  inRun = false,
): Promise<boolean> {
  const look = lastLookOf(connection, table.name);
  try {
    const needed =
      (await hasManyFragments(table, look, limits)) || (!inRun && (await hasLateWork(table, look, limits)));
    if (!needed) return false;
    await table.optimize({ cleanupOlderThan: new Date(Date.now() - limits.retentionMs) });
    look.fragments = (await table.stats()).fragmentStats.numSmallFragments;
    look.unindexedRows = await countUnindexedRows(table);
    look.deletionFiles = undefined;
    return true;
  } catch (error) {
    // Nothing is lost but speed, and the statistics will ask again in the next run.
    const failure = lanceDbError(error, `optimise the table ${table.name}`);
    if (!harmless.has(failure.code)) process.emitWarning(failure.message, "LanceDbWarning");
    return false;
  }
}

async function hasManyFragments(table: Table, look: LastLook, limits: MaintenanceLimits): Promise<boolean> {
  const { fragmentStats, numRows } = await table.stats();
  return fragmentStats.numSmallFragments >= look.fragments + fragmentLimit(numRows, limits);
}

async function hasLateWork(table: Table, look: LastLook, limits: MaintenanceLimits): Promise<boolean> {
  const { numRows } = await table.stats();
  for (const [index, rows] of await countUnindexedRows(table)) {
    const late = rows - (look.unindexedRows.get(index) ?? 0);
    if (late >= limits.unindexedRows && late >= numRows * limits.unindexedShare) return true;
  }
  return hasOldVersions(table, look, limits);
}

async function hasOldVersions(table: Table, look: LastLook, limits: MaintenanceLimits): Promise<boolean> {
  const version = await table.version();
  const due = look.countAt === undefined ? version % limits.countEvery === 0 : version >= look.countAt;
  if (!due) return false;
  const versions = await table.listVersions();
  // Listing them takes 0.4 ms each, so the more there are, the more seldom.
  look.countAt = version + Math.max(limits.countEvery, Math.ceil(versions.length / 10));
  const cutoff = Date.now() - limits.retentionMs;
  const prunable = versions.slice(0, -1).filter(({ timestamp }) => timestamp.getTime() < cutoff).length;
  const deletionFiles = Number(versions.at(-1)?.metadata["total_deletion_files"] ?? 0);
  look.deletionFiles ??= deletionFiles;
  return prunable >= limits.prunableVersions || deletionFiles >= look.deletionFiles + limits.deletionFiles;
}

async function countUnindexedRows(table: Table): Promise<ReadonlyMap<string, number>> {
  return new Map((await table.listIndices()).map(({ name, numUnindexedRows }) => [name, numUnindexedRows ?? 0]));
}

/**
 * Every commit with new rows adds a fragment, and every fragment makes each later merge 0.07 ms slower; joining them
 * rewrites the table, 10 ms a thousand rows. The sum is least with a limit that grows as the square root of the rows.
 */
export function fragmentLimit(rows: number, limits: MaintenanceLimits = defaultMaintenanceLimits): number {
  return limits.smallFragments + Math.floor(Math.sqrt(rows) / 2);
}

function lastLookOf(connection: object, table: string): LastLook {
  let ofConnection = lastLooks.get(connection);
  if (ofConnection === undefined) lastLooks.set(connection, (ofConnection = new Map()));
  let look = ofConnection.get(table);
  if (look === undefined) {
    look = { fragments: 0, deletionFiles: 0, unindexedRows: new Map(), countAt: undefined };
    ofConnection.set(table, look);
  }
  return look;
}
