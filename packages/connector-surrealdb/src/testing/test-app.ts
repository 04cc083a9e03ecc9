import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { app, type ContextKey, contextKey, environment, type UpdateReport } from "@coco/core";
import { onTestFinished } from "vitest";
import type { SurrealClient } from "../client.ts";
import { makeDatabase, type TestDatabase } from "./test-database.ts";

/** The database of these tests. */
export const DB: ContextKey<SurrealClient> = contextKey<SurrealClient>("test_db");

/** A database, and an app that writes to it; both go when the test ends. */
export interface TestApp extends TestDatabase {
  run(main: () => unknown): Promise<UpdateReport>;
  /** The same, for runs in which nothing may fail. */
  succeed(main: () => unknown): Promise<void>;
}

export async function testApp(made?: TestDatabase): Promise<TestApp> {
  const database = made ?? (await makeDatabase());
  const folder = mkdtempSync(path.join(tmpdir(), "coco-surrealdb-app-"));
  onTestFinished(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const place = environment({ name: "test", storePath: path.join(folder, "state.db"), log: () => undefined }, (env) =>
    env.provide(DB, database.connection),
  );
  const run = async (main: () => unknown): Promise<UpdateReport> =>
    app({ name: "Test", environment: place }, main).update({ failures: "report" });
  return {
    ...database,
    run,
    async succeed(main) {
      const { failures } = await run(main);
      if (failures.length > 0) throw failures[0]?.error;
    },
  };
}
