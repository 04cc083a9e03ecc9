import { startService, type StartedService } from "@coco-internal/services";
import { Pool } from "pg";
import { afterAll, onTestFinished } from "vitest";

/** The server of this test file, started when it is first asked for. */
let service: Promise<StartedService> | undefined;
let databases = 0;

afterAll(async () => {
  await (await service)?.stop();
  service = undefined;
}, 120_000);

/** Whether tests have a server of their own, not an engine inside a process with one session for all connections. */
export const hasServer: boolean = (process.env["COCO_TEST_POSTGRES"] ?? process.env["COCO_SERVICES"]) !== "embedded";

export function testServer(): Promise<StartedService> {
  service ??= startService("postgres");
  return service;
}

/** A database of its own for one test. */
export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** The rows that a query gives. */
  rows(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
}

export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServer();
  const url = server.kind === "server" ? await newDatabase(server.url) : await emptied(server.url);
  const pool = new Pool({ connectionString: url, max: 6 });
  // A server that is killed on purpose ends idle connections.
  pool.on("error", () => {});
  onTestFinished(() => pool.end());
  const rows = async (text: string, values?: unknown[]): Promise<Record<string, unknown>[]> =>
    (await pool.query<Record<string, unknown>>(text, values)).rows;
  return { url, pool, rows };
}

async function newDatabase(url: string): Promise<string> {
  databases += 1;
  const name = `test_${databases}`;
  await once(url, `CREATE DATABASE ${name}`);
  return url.replace(/\/postgres$/, `/${name}`);
}

/** PGlite has one database for all tests of a file. */
async function emptied(url: string): Promise<string> {
  await once(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS other CASCADE");
  return url;
}

async function once(url: string, text: string): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 });
  await pool.query(text);
  await pool.end();
}
