import { startProxy, type Proxy } from "@coco-internal/services";
import type { Fault } from "@coco/connectorkit/testing";
import type { FalkordbGraph } from "../client.ts";
import { connect, type Connection } from "../connect.ts";
import { testConnection, testServer } from "./test-server.ts";

/** A graph through a proxy, which can be made to fail as one fails in life. */
export class FaultyGraph implements FalkordbGraph {
  readonly proxy: Proxy;
  readonly #through: Connection;

  constructor(through: Connection, proxy: Proxy) {
    this.#through = through;
    this.proxy = proxy;
  }

  static async open(graph: string): Promise<FaultyGraph> {
    const proxy = await startProxy((await testServer()).url);
    return new FaultyGraph(await connect(proxy.url, { graph }), proxy);
  }

  query<Row>(text: string): Promise<{ readonly data?: Row[] | undefined }> {
    return this.#through.query<Row>(text);
  }

  /** Makes writes fail until what it gives is called. */
  async fail(fault: Fault): Promise<() => Promise<void>> {
    if (fault === "fatal") {
      await configure("maxmemory", "1");
      return () => configure("maxmemory", "0");
    }
    if (fault === "retryable") {
      this.proxy.refuse(true);
      return async () => this.proxy.refuse(false);
    }
    // In the middle of a batch: when its query has come by.
    this.proxy.onRequest = (data) => {
      if (data.includes("UNWIND")) this.proxy.cut();
    };
    return async () => void (this.proxy.onRequest = undefined);
  }

  async close(): Promise<void> {
    await this.#through.close();
    await this.proxy.close();
  }
}

/** Sets an option of the server. */
async function configure(option: string, value: string): Promise<void> {
  const { close, client } = await redis();
  await client.sendCommand(["CONFIG", "SET", option, value]);
  await close();
}

/** Sends commands that the graph's client has no method for. */
async function redis(): Promise<{
  readonly client: { sendCommand(words: readonly string[]): Promise<unknown> };
  close(): Promise<void>;
}> {
  const { falkor, close } = await testConnection();
  const client = (await falkor.connection) as unknown as { sendCommand(words: readonly string[]): Promise<unknown> };
  return { client, close };
}
