import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ContextKey, SinkContext } from "@coco/connectorkit";
import { onTestFinished } from "vitest";
import { connect, type Connection } from "./connection.ts";

/** The name of the context key in these tests. */
export const DATABASE = "docs_db";

export interface TestDatabase {
  readonly folder: string;
  readonly connection: Connection;
  readonly context: SinkContext;
}

/** A real database in a folder of its own, removed when the test ends. */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await temporaryDatabase();
  onTestFinished(database.remove);
  return database;
}

/** A real database in a folder of its own, for several tests. */
export async function temporaryDatabase(): Promise<TestDatabase & { readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "coco-lancedb-"));
  const connection = await connect(folder);
  const remove = async (): Promise<void> => {
    connection.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { folder, connection, context: sinkContext(connection), remove };
}

export function sinkContext(connection: object): SinkContext {
  return {
    context<T>(key: ContextKey<T> | string): T {
      const name = typeof key === "string" ? key : key.name;
      if (name !== DATABASE) throw new Error(`context key ${name} is not provided`);
      return connection as T;
    },
    count: () => undefined,
    signal: new AbortController().signal,
  };
}
