import { type ContextKey, contextKey } from "@coco/core";
import { ProvidedApp } from "../../../core/src/testing/provided-app.ts";
import type { QdrantLike } from "../connection.ts";

export { eachOf } from "../../../core/src/testing/provided-app.ts";

/** The server that tests write to. */
export const DB: ContextKey<QdrantLike> = contextKey<QdrantLike>("docs_db");

/** An app that writes to it. */
export class TestApp extends ProvidedApp<QdrantLike> {
  constructor(client: QdrantLike, name?: string) {
    super(DB, client, name);
  }
}
