import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Connection, type ConnectOptions, connect } from "../connect.ts";

/** A database of its own. */
export interface TestDatabase {
  readonly url: string;
  /** What the app is given. */
  readonly connection: Connection;
  /** Another session, to look at what there is. */
  readonly other: Connection;
  ask<T>(text: string, bindings?: Record<string, unknown>): Promise<T>;
  close(): Promise<void>;
}

/** The address of a server, if one was given: `http://root:password@127.0.0.1:8000`. */
const server: string | undefined = process.env["COCO_SURREALDB_URL"] || undefined;

/** Whether the tests are to run against a server that was given. */
export const hasGivenServer: boolean = server !== undefined;

/** A database in a folder; with `COCO_SURREALDB_URL` set one in a namespace of its own on that server. */
export function makeDatabase(): Promise<TestDatabase> {
  return server === undefined ? inFolder() : onServer(server);
}

async function inFolder(): Promise<TestDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-surrealdb-"));
  const url = `surrealkv://${path.join(folder, "graph")}`;
  return sessionsOf(url, {}, async () => rmSync(folder, { recursive: true, force: true }));
}

/** A database in a namespace of its own on a server. */
export async function onServer(url: string): Promise<TestDatabase> {
  const namespace = `coco_test_${randomUUID().replaceAll("-", "")}`;
  return sessionsOf(url, { namespace }, async (last) => {
    await last.query(`REMOVE NAMESPACE IF EXISTS ${namespace}`).collect();
  });
}

async function sessionsOf(
  url: string,
  options: ConnectOptions,
  remove: (last: Connection) => Promise<void>,
): Promise<TestDatabase> {
  const connection = await connect(url, options);
  const other = await connect(url, options);
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
      if (options.namespace !== undefined) await remove(other);
      await other.close();
      if (options.namespace === undefined) await remove(other);
    },
  };
}
