import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createNodeEngines } from "@surrealdb/node";
import { CborCodec, Uuid } from "surrealdb";

/** What happens to a request: its connection is cut before anything of it was done, or after all of it was. */
export type ServerFault = "after" | "before";

/** A server of a database in a folder. */
export interface ServedDatabase {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Asked of each request that writes. */
  fault?: (() => ServerFault | undefined) | undefined;
  close(): Promise<void>;
}

/** What of the engine's own interface is used: it is given bytes, and gives bytes. */
interface Engine {
  open(state: { readonly url: URL }): void;
  subscribe(event: "connected" | "error", listener: (cause: unknown) => void): unknown;
  send(request: { readonly bytes: Uint8Array }): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Serves a folder's database over HTTP as SurrealDB's own server does: requests go as they came to the engine in this process, and its answers back,
 * so all but the HTTP layer is SurrealDB itself. Nobody is asked who he is.
 */
export async function serveDatabase(folder: string, port = 0): Promise<ServedDatabase> {
  const codec = new CborCodec({});
  const context = {
    options: {},
    uniqueId: () => "",
    codecs: { cbor: { encode: ({ bytes }: { bytes: Uint8Array }) => bytes, decode: (bytes: Uint8Array) => bytes } },
  };
  const engine = createNodeEngines()["surrealkv"]?.(context as never) as unknown as Engine;
  const ready = new Promise<void>((resolve, reject) => {
    engine.subscribe("connected", () => resolve());
    engine.subscribe("error", reject);
  });
  engine.open({ url: new URL(`surrealkv://${folder}`) });
  await ready;

  const sessions = new Map<string, Promise<Uint8Array>>();
  /** The end of a request, which names the session of a namespace and database. */
  const sessionOf = ({ headers }: IncomingMessage): Promise<Uint8Array> => {
    const place = [headers["surreal-ns"] ?? null, headers["surreal-db"] ?? null];
    const name = JSON.stringify(place);
    let session = sessions.get(name);
    if (session === undefined) sessions.set(name, (session = makeSession(place)));
    return session;
  };
  const makeSession = async (place: readonly unknown[]): Promise<Uint8Array> => {
    const session = Uuid.v4();
    await engine.send({ bytes: codec.encode({ id: "0", method: "attach", session }) });
    if (place[0] !== null)
      await engine.send({ bytes: codec.encode({ id: "0", method: "use", params: place, session }) });
    return codec.encode({ session }).subarray(1);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    const { id } = codec.decode<{ readonly id: string }>(bytes);
    const fault = bytes.includes("COMMIT") ? served.fault?.() : undefined;
    if (fault === "before") return void request.socket.destroy();
    // A map of one entry more.
    const [size = 0] = bytes;
    const asked = Buffer.concat([Buffer.of(size + 1), bytes.subarray(1), await sessionOf(request)]);
    const result = (await engine.send({ bytes: asked })) as Uint8Array;
    if (fault === "after") return void request.socket.destroy();
    const decoded = codec.decode<unknown>(result);
    const failed = typeof decoded === "object" && decoded !== null && "error" in decoded;
    // The engine leaves out what stands around a server's answer.
    const head = codec.encode({ id, [failed ? "error" : "result"]: null });
    const body = failed ? codec.encode({ id, error: decoded.error }) : Buffer.concat([head.subarray(0, -1), result]);
    response.writeHead(200, { "content-type": "application/cbor" }).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const served: ServedDatabase = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await engine.close();
    },
  };
  return served;
}
