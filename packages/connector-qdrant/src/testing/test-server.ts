import { randomUUID } from "node:crypto";
import { type Fault, startQdrant } from "@coco/stand-ins";
import { connect, type Connection } from "../connection.ts";

/** A server for tests: the one at COCO_QDRANT_URL (with COCO_QDRANT_API_KEY), else one that stands in for it. */
export interface TestServer {
  readonly url: string;
  readonly client: Connection;
  /** Why a real server cannot be made to fail; `undefined`: this one can. */
  readonly cannotFail: string | undefined;
  /** What names of collections begin with, so that tests leave others alone. */
  readonly prefix: string;
  fail(fault: Fault): Promise<() => Promise<void>>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The address of a real server, if one was given. */
export const realServer: string | undefined = process.env["COCO_QDRANT_URL"] || undefined;

export async function startTestServer(options: { readonly durable?: boolean } = {}): Promise<TestServer> {
  const prefix = realServer === undefined ? "" : `coco-test-${randomUUID().slice(0, 8)}-`;
  if (realServer === undefined) {
    const server = await startQdrant(options);
    const client = await connect(server.url, { timeout: 10_000 });
    return { ...server, client, prefix, cannotFail: undefined };
  }
  const apiKey = process.env["COCO_QDRANT_API_KEY"];
  const client = await connect(realServer, apiKey === undefined ? {} : { apiKey });
  const impossible = (): never => {
    throw new Error("a real server is not made to fail");
  };
  return {
    url: realServer,
    client,
    prefix,
    cannotFail: "the server at COCO_QDRANT_URL is not ours to break",
    fail: impossible,
    kill: impossible,
    restart: impossible,
    async stop() {
      const { collections } = await client.getCollections();
      for (const { name } of collections) if (name.startsWith(prefix)) await client.deleteCollection(name);
    },
  };
}
