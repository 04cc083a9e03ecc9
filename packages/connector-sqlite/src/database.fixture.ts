import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { app, type ContextKey, contextKey, environment, type UpdateReport } from "@coco/core";
import { onTestFinished } from "vitest";
import { type Connection, connect, type SqliteClient } from "./connection.ts";

/** The database of these tests. */
export const DB: ContextKey<SqliteClient> = contextKey<SqliteClient>("test_db");

/** A database in a folder of its own, and an app that writes to it; both go when the test ends. */
export interface TestDatabase {
  readonly file: string;
  readonly connection: Connection;
  run(main: () => unknown, options?: { readonly fullReprocess?: boolean }): Promise<UpdateReport>;
  /** The same, for runs in which nothing may fail. */
  succeed(main: () => unknown, options?: { readonly fullReprocess?: boolean }): Promise<UpdateReport>;
  /** The first column of all rows. */
  pluck(sql: string): unknown[];
}

/** `client`: what the app is given in place of the connection. */
export async function testDatabase(
  client: (connection: Connection) => SqliteClient = (connection) => connection,
): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "coco-sqlite-"));
  const file = join(folder, "test.db");
  const connection = await connect(file);
  onTestFinished(() => {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const run: TestDatabase["run"] = async (main, options = {}) => {
    const place = environment({ name: "test", storePath: join(folder, "state.db"), log: () => undefined }, (env) =>
      env.provide(DB, client(connection)),
    );
    return app({ name: "Test", environment: place }, main).update({ failures: "report", ...options });
  };
  return {
    file,
    connection,
    run,
    async succeed(main, options) {
      const report = await run(main, options);
      if (report.failures.length > 0) throw report.failures[0]?.error;
      return report;
    },
    pluck: (sql) => connection.prepare(sql).pluck().all(),
  };
}

/** The error of the one thing that failed. */
export function failureOf({ failures }: UpdateReport): {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
} {
  if (failures.length !== 1)
    throw new Error(`${failures.length} failures: ${failures.map(({ error }) => String(error)).join("; ")}`);
  return failures[0]?.error as { readonly code: string; readonly message: string };
}
