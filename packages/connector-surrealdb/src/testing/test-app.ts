import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { app, type ContextKey, contextKey, environment, type UpdateOptions, type UpdateReport } from "@coco/core";
import { onTestFinished } from "vitest";
import type { SurrealClient } from "../client.ts";
import { makeDatabase, type TestDatabase } from "./test-database.ts";

/** The database of these tests. */
export const DB: ContextKey<SurrealClient> = contextKey<SurrealClient>("test_db");

/** A database, and an app that writes to it; both go when the test ends. */
export interface TestApp extends TestDatabase {
  run(main: () => unknown, options?: Pick<UpdateOptions<object>, "sinkTimeout">): Promise<UpdateReport>;
  /** What the key stands for in the next runs. */
  point(connection: SurrealClient): void;
  /** The same, for runs in which nothing may fail. */
  succeed(main: () => unknown): Promise<void>;
}

export async function testApp<Database extends TestDatabase = TestDatabase>(
  made: Database | Promise<Database> = makeDatabase() as Promise<Database>,
): Promise<TestApp & Database> {
  const database = await made;
  const folder = mkdtempSync(path.join(tmpdir(), "coco-surrealdb-app-"));
  onTestFinished(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let connection: SurrealClient = database.connection;
  const run: TestApp["run"] = async (main, options = {}) => {
    const storePath = path.join(folder, "state.db");
    const place = environment({ name: "test", storePath, log: () => undefined }, (env) => env.provide(DB, connection));
    return app({ name: "Test", environment: place }, main).update({ failures: "report", ...options });
  };
  return {
    ...database,
    run,
    point: (to) => void (connection = to),
    async succeed(main) {
      const { failures } = await run(main);
      if (failures.length > 0) throw failures[0]?.error;
    },
  };
}
