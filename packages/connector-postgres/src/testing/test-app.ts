import { type ContextKey, contextKey } from "@coco/core";
import { ProvidedApp } from "../../../core/src/testing/provided-app.ts";
import type { PostgresPool } from "../pool.ts";

export { eachOf } from "../../../core/src/testing/provided-app.ts";

/** The database that tests write into. */
export const DB: ContextKey<PostgresPool> = contextKey<PostgresPool>("docs_db");

/** An app that writes to it. */
export class TestApp extends ProvidedApp<PostgresPool> {
  constructor(pool: PostgresPool, name?: string) {
    super(DB, pool, name);
  }
}
