import { startService, type StartedService } from "@coco-internal/services";
import { afterAll } from "vitest";
import { connect, type Connection } from "../connect.ts";

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
