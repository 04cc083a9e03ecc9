import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { Cut, type Fault, Faults, Throttled } from "./faults.ts";
import { Folders } from "./folders.ts";
import { readJson, writeJson } from "./json.ts";
import { Refusal } from "./refusal.ts";
import { RequestLog } from "./request-log.ts";
import type { Service, ServiceRequest } from "./service.ts";

export interface ServeOptions {
  /** Default: any that is free. */
  readonly port?: number;
  /** Where what was written is kept, so that a server that is started again has it. Default: nowhere. */
  readonly folder?: string;
  /** What clients have to present. Default: nothing. */
  readonly apiKey?: string;
  /** Serves what another folder keeps, where that is asked for. Default: it cannot be. */
  readonly serveFolder?: (folder: string) => Promise<Serving>;
}

export interface Serving {
  readonly url: string;
  close(): Promise<void>;
}

/** The path under which faults are ordered: no API has one that begins so. */
export const CONTROL = "~stand-in";

/** Serves one API on this machine's own address. */
export async function serve(service: Service, options: ServeOptions): Promise<Serving> {
  const log = new RequestLog(options.folder);
  log.replay(service);
  const faults = new Faults();
  const folders = options.serveFolder === undefined ? undefined : new Folders(options.serveFolder);
  const server = createServer((request, response) => {
    void respond(request, response, { service, faults, folders, log, apiKey: options.apiKey });
  });
  // A client that keeps its connection must not meet one that is just being closed.
  server.keepAliveTimeout = 120_000;
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      log.close();
    },
  };
}

interface Desk {
  readonly service: Service;
  readonly faults: Faults;
  readonly folders: Folders | undefined;
  readonly log: RequestLog;
  readonly apiKey: string | undefined;
}

async function respond(message: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  try {
    const body = await handle(message, desk);
    send(response, 200, body);
  } catch (error) {
    if (error instanceof Cut) {
      message.socket.destroy();
    } else if (error instanceof Refusal) {
      const wait = error instanceof Throttled ? error.retryAfter : undefined;
      if (wait !== undefined) response.setHeader("retry-after", String(wait));
      send(response, error.status, desk.service.describe(error.status, error.message));
    } else {
      send(response, 500, desk.service.describe(500, error instanceof Error ? (error.stack ?? "") : String(error)));
    }
  }
}

async function handle(message: IncomingMessage, { apiKey, faults, folders, log, service }: Desk): Promise<unknown> {
  const url = new URL(message.url ?? "/", "http://stand-in");
  const path = url.pathname.split("/").slice(1).map(decodeURIComponent);
  const bytes = await readBody(message, path[0] === CONTROL ? Number.POSITIVE_INFINITY : service.maxRequestBytes);
  const body = parse(bytes);
  if (path[0] === CONTROL && path[1] === "folders") return controlFolders(folders, message.method ?? "", body);
  if (path[0] === CONTROL) return control(faults, message.method ?? "", path, body);
  if (apiKey !== undefined) {
    const presented = service.keyOf(message.headers);
    const { message: text, status } = service.refuseKey(presented);
    if (presented !== apiKey) throw new Refusal(status, text);
  }
  const request = { method: message.method ?? "", path, query: Object.fromEntries(url.searchParams), body };
  try {
    await faults.meet(service, request);
  } catch (error) {
    if (error instanceof Cut && error.done !== "nothing") {
      perform(service, log, error.done === "half" ? (service.firstHalf?.(request) ?? request) : request);
    }
    throw error;
  }
  return perform(service, log, request);
}

function perform(service: Service, log: RequestLog, request: ServiceRequest): unknown {
  const answer = service.answer(request);
  if (service.isWrite(request)) log.add(request);
  return answer;
}

function control(faults: Faults, method: string, path: readonly string[], body: unknown): unknown {
  if (method === "DELETE") {
    faults.remove(Number(path[2]));
    return {};
  }
  return { fault: faults.add(body as Fault) };
}

async function controlFolders(folders: Folders | undefined, method: string, body: unknown): Promise<unknown> {
  const { folder, url = "" } = body as { readonly folder: string; readonly url?: string };
  if (folders === undefined) throw new Refusal(404, "this stand-in serves no other folders");
  if (method !== "DELETE") return folders.open(folder);
  await folders.close(folder, url);
  return {};
}

async function readBody(message: IncomingMessage, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= limit) parts.push(part);
  }
  const body = Buffer.concat(parts);
  const plain = size <= limit && message.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
  const real = Math.max(size, plain.length);
  if (real > limit)
    throw new Refusal(413, `JSON payload (${real} bytes) is larger than allowed (limit: ${limit} bytes).`);
  return plain;
}

function parse(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return readJson(bytes.toString("utf8"));
  } catch (error) {
    throw new Refusal(400, `Format error in JSON body: ${(error as Error).message}`);
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(writeJson(body));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}
