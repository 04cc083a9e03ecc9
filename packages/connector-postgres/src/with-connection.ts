import { setTimeout as pause } from "node:timers/promises";
import { isConnectionLost, postgresError } from "./classify-error.ts";
import type { PoolConnection, PostgresPool } from "./pool.ts";

/** How long a server that does not answer is waited for: it may be restarting. */
const PATIENCE_MS = 10_000;
const FIRST_PAUSE_MS = 50;

export interface Work {
  readonly pool: PostgresPool;
  /** For messages: "write 10 rows into docs_db/chunks". */
  readonly what: string;
  /** Breaks the work off: the statement is cancelled, and the connection ended. */
  readonly signal: AbortSignal;
}

/** Does work on one connection of the pool, and gives it back. Errors say what was to be done. */
export async function withConnection<Result>(
  { pool, what, signal }: Work,
  work: (connection: PoolConnection) => Promise<Result>,
): Promise<Result> {
  keepAlive(pool);
  try {
    signal.throwIfAborted();
    const connection = await borrow(pool, signal);
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      connection.removeListener?.("error", nothing);
      connection.release(true);
    };
    // A connection that is lost while it is lent tells so by an event, too; without a listener that ends the process.
    connection.on?.("error", nothing);
    const breakOff = (): void => {
      cancelStatement(pool, connection);
      end();
    };
    signal.addEventListener("abort", breakOff, { once: true });
    try {
      const result = await work(connection);
      signal.removeEventListener("abort", breakOff);
      if (!ended) {
        ended = true;
        connection.removeListener?.("error", nothing);
        connection.release();
      }
      return result;
    } catch (error) {
      signal.removeEventListener("abort", breakOff);
      // In what state an error leaves a connection is not worth finding out.
      end();
      throw error;
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : postgresError(error, what);
  }
}

/** Does work in one transaction: all of it, or nothing. */
export async function withTransaction<Result>(
  work: Work,
  body: (connection: PoolConnection) => Promise<Result>,
): Promise<Result> {
  return withConnection(work, async (connection) => {
    await connection.query("BEGIN");
    // An error ends the connection, and with it the transaction.
    const result = await body(connection);
    await connection.query("COMMIT");
    return result;
  });
}

/** Pools whose server has answered, and is not known to have gone. */
const answering = new WeakSet<PostgresPool>();

/** A connection; a server that was there before, and may be on its way up again, is waited for. */
async function borrow(pool: PostgresPool, signal: AbortSignal): Promise<PoolConnection> {
  const until = performance.now() + (answering.has(pool) ? PATIENCE_MS : 0);
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, 1_000)) {
    try {
      const connection = await pool.connect();
      answering.add(pool);
      return connection;
    } catch (error) {
      if (isConnectionLost(error) && performance.now() + wait < until) {
        await pause(wait, undefined, { signal });
        continue;
      }
      answering.delete(pool);
      throw error;
    }
  }
}

/**
 * Ends what the server is doing for a connection, best effort: it does not notice that its client is gone while it waits
 * for a lock, say, and would keep those that it has.
 */
function cancelStatement(pool: PostgresPool, connection: PoolConnection): void {
  const { processID } = connection as { readonly processID?: unknown };
  if (typeof processID === "number") void pool.query("SELECT pg_cancel_backend($1)", [processID]).catch(nothing);
}

function nothing(): void {}

const kept = new WeakSet<object>();

/** An idle connection that the server ends is an event of the pool: where nobody listens to it, it would end the process. */
function keepAlive(pool: PostgresPool): void {
  if (kept.has(pool)) return;
  kept.add(pool);
  const emitter = pool as {
    on?: (event: string, listener: () => void) => unknown;
    listenerCount?: (event: string) => number;
  };
  if (emitter.listenerCount?.("error") === 0) emitter.on?.("error", nothing);
}
