import { type ContextKey, contextKey } from "@coco/core";
import { ProvidedApp } from "../../../core/src/testing/provided-app.ts";
import type { Neo4jConnection } from "../connection.ts";

export { eachOf } from "../../../core/src/testing/provided-app.ts";

/** The graph that tests write into. */
export const DB: ContextKey<Neo4jConnection> = contextKey<Neo4jConnection>("graph");

/** An app that writes to it. */
export class TestApp extends ProvidedApp<Neo4jConnection> {
  constructor(connection: Neo4jConnection, name?: string) {
    super(DB, connection, name);
  }
}
