import { startProxy, type Proxy } from "@coco-internal/services";
import type { Fault } from "@coco/connectorkit/testing";
import { connect, type Connection } from "../connect.ts";
import type { Neo4jConnection, Neo4jDriver } from "../connection.ts";
import { testServer } from "./test-server.ts";

/** A connection through a proxy, which can be made to fail as one fails in life. */
export class FaultyConnection implements Neo4jConnection {
  readonly driver: Neo4jDriver;
  readonly proxy: Proxy;
  readonly #through: Connection;
  /** Sessions that only read are refused by the server when they write. */
  readonly #state: { readOnly: boolean } = { readOnly: false };

  constructor(through: Connection, proxy: Proxy) {
    this.#through = through;
    this.proxy = proxy;
    const state = this.#state;
    this.driver = {
      session(config) {
        if (!state.readOnly) return through.driver.session(config);
        const session = through.driver.session({ ...config, defaultAccessMode: "READ" }) as ReadingSession;
        return Object.assign(Object.create(session) as ReadingSession, {
          run: session.run.bind(session),
          close: session.close.bind(session),
          executeWrite: session.executeRead.bind(session),
        });
      },
      close: () => through.close(),
    };
  }

  static async open(options: Record<string, unknown> = {}): Promise<FaultyConnection> {
    const proxy = await startProxy((await testServer()).url);
    return new FaultyConnection(await connect(proxy.url, { maxTransactionRetryTime: 0, ...options }), proxy);
  }

  /** Makes writes fail until what it gives is called. */
  async fail(fault: Fault): Promise<() => Promise<void>> {
    if (fault === "fatal") {
      this.#state.readOnly = true;
      return async () => void (this.#state.readOnly = false);
    }
    if (fault === "retryable") {
      this.proxy.refuse(true);
      return async () => this.proxy.refuse(false);
    }
    // In the middle of a batch: when its statement has come by.
    this.proxy.onRequest = (data) => {
      if (!data.includes("UNWIND")) return;
      this.proxy.cut();
    };
    return async () => void (this.proxy.onRequest = undefined);
  }

  async close(): Promise<void> {
    await this.#through.close();
    await this.proxy.close();
  }
}

type ReadingSession = ReturnType<Neo4jDriver["session"]> & {
  executeRead: ReturnType<Neo4jDriver["session"]>["executeWrite"];
};
