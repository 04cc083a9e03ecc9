import { randomUUID } from "node:crypto";
import type { GraphWork } from "@coco/property-graph";
import type { Neo4jConnection, Neo4jRunner, Neo4jSession } from "./connection.ts";

export type Work = GraphWork<Neo4jConnection>;

/** A session of its own, closed at the end. Everything is asked of the server that writes, so each step sees the one before. */
export async function withSession<T>({ connection }: Work, use: (session: Neo4jSession) => Promise<T>): Promise<T> {
  const { database, driver } = connection;
  const session = driver.session({
    defaultAccessMode: "WRITE",
    // Hints for people who write statements by hand: of labels that do not exist yet, for example.
    notificationFilter: { minimumSeverityLevel: "OFF" },
    ...(database === undefined ? {} : { database }),
  });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/**
 * Does work in one transaction, again and again by the driver's rules where it fails for a moment. When the time is up the server is told to end
 * it, which would wait for ever behind a lock.
 */
export async function inTransaction<T>(work: Work, use: (transaction: Neo4jRunner) => Promise<T>): Promise<T> {
  const id = randomUUID();
  const terminate = (): void => {
    void withSession(work, (session) => endTransaction(session, id)).catch(() => undefined);
  };
  work.signal.throwIfAborted();
  work.signal.addEventListener("abort", terminate, { once: true });
  try {
    return await withSession(work, (session) =>
      session.executeWrite(
        async (transaction) => {
          work.signal.throwIfAborted();
          return use(transaction);
        },
        { metadata: { app: "coco", batch: id } },
      ),
    );
  } finally {
    work.signal.removeEventListener("abort", terminate);
  }
}

async function endTransaction(session: Neo4jSession, id: string): Promise<void> {
  const { records } = await session.run(
    "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData.batch = $id RETURN transactionId AS id",
    { id },
  );
  for (const record of records) await session.run("TERMINATE TRANSACTION $found", { found: record.get("id") });
}
