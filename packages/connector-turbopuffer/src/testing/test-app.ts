import { type ContextKey, contextKey } from "@coco/core";
import { ProvidedApp } from "../../../core/src/testing/provided-app.ts";
import type { TurbopufferLike } from "../connection.ts";

export { eachOf } from "../../../core/src/testing/provided-app.ts";

/** The account that tests write to. */
export const DB: ContextKey<TurbopufferLike> = contextKey<TurbopufferLike>("docs_db");

/** An app that writes to it. */
export class TestApp extends ProvidedApp<TurbopufferLike> {
  constructor(client: TurbopufferLike, name?: string) {
    super(DB, client, name);
  }
}
