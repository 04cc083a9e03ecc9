import { startService, type StartedService } from "@coco-internal/services";
import { afterAll } from "vitest";
import { connect, type Connection } from "../connect.ts";
import type { Neo4jRecord } from "../connection.ts";

/** Whether there is a server for tests: it needs Java, and Maven once. */
export const hasServer: boolean =
  (process.env["COCO_TEST_NEO4J"] ?? process.env["COCO_SERVICES"] ?? "server") === "server";

let service: Promise<StartedService> | undefined;

/** The server of this test file, started when it is first asked for. */
export function testServer(): Promise<StartedService> {
  service ??= startService("neo4j");
  return service;
}

afterAll(async () => {
  await (await service)?.stop();
  service = undefined;
}, 60_000);

/** A connection to it, to be closed. */
export async function testConnection(): Promise<Connection> {
  return connect((await testServer()).url, { maxTransactionRetryTime: 2_000 });
}

/** Asks the graph past the connector. */
export async function ask(
  { driver }: Connection,
  statement: string,
  parameters: Record<string, unknown> = {},
): Promise<readonly Neo4jRecord[]> {
  const session = driver.session();
  try {
    return (await session.run(statement, parameters)).records;
  } finally {
    await session.close();
  }
}

/** Everything goes: nodes, relations, constraints and indexes. */
export async function emptyGraph(connection: Connection): Promise<void> {
  await ask(connection, "MATCH (n) DETACH DELETE n");
  for (const found of await ask(connection, "SHOW CONSTRAINTS YIELD name")) {
    await ask(connection, `DROP CONSTRAINT \`${String(found.get("name")).replaceAll("`", "``")}\``);
  }
  for (const found of await ask(connection, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")) {
    await ask(connection, `DROP INDEX \`${String(found.get("name")).replaceAll("`", "``")}\``);
  }
}
