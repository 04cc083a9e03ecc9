import { type ContextKey, contextKey } from "@coco/core";
import { ProvidedApp } from "../../../core/src/testing/provided-app.ts";
import type { FalkordbGraph } from "../client.ts";

export { eachOf } from "../../../core/src/testing/provided-app.ts";

/** The graph that tests write into. */
export const DB: ContextKey<FalkordbGraph> = contextKey<FalkordbGraph>("graph");

/** An app that writes to it. */
export class TestApp extends ProvidedApp<FalkordbGraph> {
  constructor(connection: FalkordbGraph, name?: string) {
    super(DB, connection, name);
  }
}
