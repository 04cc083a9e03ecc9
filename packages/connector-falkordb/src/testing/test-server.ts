import { startService, type StartedService } from "@coco-internal/services";
import { randomUUID } from "node:crypto";
import { afterAll } from "vitest";
import { connect, type Connection } from "../connect.ts";

/** Whether there is a server for tests: it needs pip once, and Linux on x64. */
export const hasServer: boolean =
  (process.env["COCO_TEST_FALKORDB"] ?? process.env["COCO_SERVICES"] ?? "server") === "server";

let service: Promise<StartedService> | undefined;

/** The server of this test file, started when it is first asked for. */
export function testServer(): Promise<StartedService> {
  service ??= startService("falkordb");
  return service;
}

afterAll(async () => {
  await (await service)?.stop();
  service = undefined;
}, 60_000);

/** A connection to a graph of its own, or to that of the name; to be closed. */
export async function testConnection(graph: string = randomUUID()): Promise<Connection & { readonly name: string }> {
  const connection = await connect((await testServer()).url, { graph });
  return { ...connection, name: graph };
}
