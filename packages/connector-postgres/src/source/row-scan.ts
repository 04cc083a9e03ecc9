import type { ItemScan, KeyedItem } from "@coco/connectorkit";
import type { PoolConnection, PostgresPool } from "../pool.ts";
import { postgresError } from "../classify-error.ts";
import { withConnection, withTransaction } from "../with-connection.ts";
import type { KeyPages } from "./key-pages.ts";

/** What a scan reads, and what it makes of it. */
export interface ScanPlan<V> {
  readonly pool: PostgresPool;
  /** For messages: "shop_db/products". */
  readonly label: string;
  readonly ordered: boolean;
  readonly snapshot: boolean;
  readonly pageSize: number;
  /** Waited for before the first page. */
  prepare(): Promise<{ readonly pages: KeyPages; item(answer: unknown): KeyedItem<V> }>;
}

/** One scan: page after page, in one transaction that shows one moment, or each for itself. */
export function rowScan<V>(plan: ScanPlan<V>): ItemScan<V> {
  return { ordered: plan.ordered, pages: (signal) => readPages(plan, signal) };
}

async function* readPages<V>(plan: ScanPlan<V>, signal: AbortSignal): AsyncGenerator<readonly KeyedItem<V>[]> {
  const { item, pages } = await plan.prepare();
  const session = await openSession(plan, signal);
  try {
    let last: unknown;
    do {
      const rows = await session.query(pages.text(last === undefined), pages.values(last));
      if (rows.length > 0) yield rows.map(item);
      last = rows.length < plan.pageSize ? undefined : rows.at(-1);
    } while (last !== undefined);
  } finally {
    await session.close();
  }
}

interface Session {
  query(text: string, values: unknown[]): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

/** A connection is held for as long as the reader takes, so the transaction ends when the reader says so. */
async function openSession({ label, pool, snapshot }: ScanPlan<unknown>, signal: AbortSignal): Promise<Session> {
  const work = { pool, what: `read ${label}`, signal };
  if (!snapshot) {
    const query = async (text: string, values: unknown[]): Promise<readonly unknown[]> =>
      withConnection(work, async (connection) => (await connection.query(text, values)).rows);
    return { query, close: async () => undefined };
  }
  const opened = Promise.withResolvers<PoolConnection>();
  const closed = Promise.withResolvers<void>();
  const transaction = withTransaction(work, async (connection) => {
    await connection.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    // The reader may take its time between two pages.
    await connection.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    opened.resolve(connection);
    await closed.promise;
  });
  transaction.catch(opened.reject);
  const connection = await opened.promise;
  return {
    async query(text, values) {
      try {
        return (await connection.query(text, values)).rows;
      } catch (error) {
        throw postgresError(error, work.what);
      }
    },
    async close() {
      closed.resolve();
      // What went wrong was said where it did.
      await transaction.catch(() => undefined);
    },
  };
}
