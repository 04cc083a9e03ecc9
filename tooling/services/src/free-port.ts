import { createServer } from "node:net";

/** A port of loopback that was free a moment ago: whoever listens on it must be ready to take another one. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("a listening server has no port");
  return address.port;
}
