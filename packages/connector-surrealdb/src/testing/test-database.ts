import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Connection, connect } from "../connect.ts";

/** A database in a folder of its own. */
export interface TestDatabase {
  readonly url: string;
  /** What the app is given. */
  readonly connection: Connection;
  /** Another session, to look at what there is. */
  readonly other: Connection;
  ask<T>(text: string, bindings?: Record<string, unknown>): Promise<T>;
  close(): Promise<void>;
}

export async function makeDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-surrealdb-"));
  const url = `surrealkv://${path.join(folder, "graph")}`;
  const connection = await connect(url);
  const other = await connect(url);
  return {
    url,
    connection,
    other,
    async ask<T>(text: string, bindings: Record<string, unknown> = {}): Promise<T> {
      const results = await other.query(text, bindings).collect();
      return results.at(-1) as T;
    },
    async close() {
      await connection.close();
      await other.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
