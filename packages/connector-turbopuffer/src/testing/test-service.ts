import { randomUUID } from "node:crypto";
import { type Fault, startTurbopuffer } from "@coco/stand-ins";
import { connect, type Connection } from "../connection.ts";

/**
 * A service for tests: the one whose key is COCO_TURBOPUFFER_API_KEY (in COCO_TURBOPUFFER_REGION, or at COCO_TURBOPUFFER_BASE_URL), else one that
 * stands in for it.
 */
export interface TestService {
  readonly url: string;
  readonly client: Connection;
  /** What names of namespaces begin with, so that tests leave others alone. */
  readonly prefix: string;
  fail(fault: Fault): Promise<() => Promise<void>>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The key of a real account, if one was given. */
export const realKey: string | undefined = process.env["COCO_TURBOPUFFER_API_KEY"] || undefined;

const REGION = "gcp-us-central1";

export async function startTestService(options: { readonly durable?: boolean } = {}): Promise<TestService> {
  if (realKey === undefined) {
    const service = await startTurbopuffer(options);
    return { ...service, client: await connectTo(service.url), prefix: "" };
  }
  const prefix = `coco-test-${randomUUID().slice(0, 8)}-`;
  const baseURL = process.env["COCO_TURBOPUFFER_BASE_URL"];
  const place = baseURL ? { baseURL, region: null } : { region: process.env["COCO_TURBOPUFFER_REGION"] ?? REGION };
  const client = await connect({ apiKey: realKey, ...place });
  const impossible = (): never => {
    throw new Error("a real service is not made to fail");
  };
  return {
    url: client.baseURL,
    client,
    prefix,
    fail: impossible,
    kill: impossible,
    restart: impossible,
    async stop() {
      for await (const { id } of client.namespaces({ prefix })) await client.namespace(id).deleteAll();
    },
  };
}

/** A client of a service that stands in for Turbopuffer. */
export function connectTo(baseURL: string, apiKey = "unchecked"): Promise<Connection> {
  return connect({ apiKey, baseURL, timeout: 10_000, logLevel: "off" });
}
