import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { NodeEngine } from "@surrealdb/node";
import { CborCodec, type ConnectionState, type DriverContext } from "surrealdb";
import { takeUpWebSocket } from "./websocket-frames.ts";

// A process that answers the official client's remote calls (RPC over WebSocket, in CBOR) with the engine of a folder: SurrealDB's server itself is to be
// had from no package registry. What is not SurrealDB's own here is what stands between the socket and the engine.
const [folder = "", port = "0"] = process.argv.slice(2);

const codec = CborCodec.DEFAULT;
/** Calls and answers go through as the bytes that they are: not every value would come out of being read and written again. */
const context = {
  options: {},
  uniqueId: randomUUID,
  codecs: {
    cbor: { encode: ({ call }: { readonly call: Uint8Array }) => call, decode: (answer: Uint8Array) => ({ answer }) },
  },
};
const engine = new NodeEngine(context as unknown as DriverContext);
const connected = new Promise<void>((resolve, reject) => {
  engine.subscribe("connected", resolve);
  engine.subscribe("error", reject);
});
engine.open({ url: new URL(`surrealkv://${folder}`) } as ConnectionState);
await connected;

interface Wrapped {
  readonly answer: Uint8Array;
}

/** The engine gives a result alone, or an object with an error in it; the client waits for an object with the call's id. */
function withId(id: unknown, answer: Uint8Array): Uint8Array {
  const result: unknown = codec.decode(answer);
  const isError = typeof result === "object" && result !== null && "error" in result;
  if (isError) return codec.encode({ id, error: result.error });
  const mapOfTwo = Uint8Array.of(0xa2);
  return Buffer.concat([mapOfTwo, codec.encode("id"), codec.encode(id), codec.encode("result"), answer]);
}

const server = createServer();
server.on("upgrade", (request, socket) => {
  takeUpWebSocket(request, socket, (message, send) => {
    const { id } = codec.decode<{ readonly id: unknown }>(message);
    // What is not a call's own goes through to the codec above.
    void engine.send({ call: message } as never).then((wrapped) => send(withId(id, (wrapped as Wrapped).answer)));
  });
});
server.listen(Number(port), "127.0.0.1");
await once(server, "listening");
process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
// It ends with the process that started it.
process.stdin.on("end", () => process.exit()).resume();
