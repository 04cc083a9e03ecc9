import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Stands between a client and a server, and does what networks do. */
export interface Proxy {
  /** The server's address, through the proxy. */
  readonly url: string;
  /** Ends all connections that are open now; new ones can be made. */
  cut(): void;
  /** Ends all connections, and refuses new ones while it is on. */
  refuse(on: boolean): void;
  /** Keeps every answer of the server back for so many milliseconds; 0 for none. */
  delayAnswers(milliseconds: number): void;
  /** Is told of every piece of data that a client sends, before it goes on. */
  onRequest: ((data: Buffer) => void) | undefined;
  close(): Promise<void>;
}

/** Starts a proxy on a free port of loopback to the server of that address. */
export async function startProxy(target: string): Promise<Proxy> {
  const address = new URL(target);
  const { hostname, port: targetPort } = address;
  const open = new Set<Socket>();
  let delay = 0;
  let refusing = false;
  const server = createServer((client) => {
    if (refusing) return void client.destroy();
    const upstream = connect(Number(targetPort), hostname);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (data) => {
      proxy.onRequest?.(data);
      upstream.write(data);
    });
    let last: Promise<unknown> = Promise.resolve();
    upstream.on("data", (data) => {
      const wait = delay;
      if (wait === 0) {
        last = last.then(() => client.write(data));
        return;
      }
      last = last.then(() => pause(wait)).then(() => client.write(data));
    });
  });
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = (server.address() as { port: number }).port;
  address.port = String(port);
  const proxy: Proxy = {
    url: address.href,
    cut,
    refuse(on) {
      refusing = on;
      if (on) cut();
    },
    delayAnswers: (milliseconds) => void (delay = milliseconds),
    onRequest: undefined,
    async close() {
      cut();
      await new Promise((closed) => server.close(closed));
    },
  };
  return proxy;
}
