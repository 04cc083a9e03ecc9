import type { FalkorDB, FalkorDBOptions } from "falkordb";
import { falkordbError } from "./classify-error.ts";
import type { FalkordbGraph } from "./client.ts";
import { FalkordbError } from "./falkordb-error.ts";
import { loadLibrary } from "./library.ts";

/** One graph of a server. */
export interface Connection extends FalkordbGraph {
  /** The official client's, for queries of your own. */
  readonly graph: ReturnType<FalkorDB["selectGraph"]>;
  /** The official client. */
  readonly falkor: FalkorDB;
  /** Ends the connection. Call it in `env.defer()`, which runs after all updates have ended. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** The graph's name on the server. Default "coco". */
  readonly graph?: string;
  /** Default: those in the address. */
  readonly username?: string;
  readonly password?: string;
  /** How long to wait for the first connection, in milliseconds. Default 10,000. */
  readonly timeout?: number;
}

/** How long to wait before the next try to have a lost connection again, in milliseconds. */
const PAUSE = (tries: number): number => Math.min(50 * 2 ** tries, 2_000);

/**
 * Connects to a graph of a server; the graph is made when something is written.
 *
 * @param address - `falkor://[[user]:password@]host[:6379]`, or the same with `redis://`, `rediss://`, `falkors://`.
 * @throws FalkordbError (`FALKORDB_UNAVAILABLE`, `FALKORDB_DENIED`, `FALKORDB_ADDRESS`, `FALKORDB_NOT_INSTALLED`); it never shows the address, which may
 * hold a password.
 */
export async function connect(address: string, options: ConnectOptions = {}): Promise<Connection> {
  const { graph: name = "coco", timeout = 10_000, ...login } = options;
  if (!/^(?:falkor|redis)s?:\/\//.test(address) || !URL.canParse(address)) throw wrongAddress();
  const { FalkorDB } = await loadLibrary();
  const deadline = performance.now() + timeout;
  let isOpen = false;
  // The client hands them on as they are, and its own type does not know of all.
  const settings = {
    url: address,
    ...login,
    // Who waits for a lost connection is the engine, which tries a batch again after a pause.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: timeout,
      reconnectStrategy: (tries: number, cause: Error) =>
        isOpen || performance.now() < deadline ? PAUSE(tries) : cause,
    },
  };
  const client = await FalkorDB.connect(settings as FalkorDBOptions).catch((error: unknown) => {
    throw falkordbError(error, `connect to ${new URL(address).host}`);
  });
  isOpen = true;
  // Each command fails by itself when the connection is lost.
  client.on("error", () => undefined);
  const graph = client.selectGraph(name);
  return { graph, falkor: client, query: (text) => graph.query(text), close: () => client.close() };
}

function wrongAddress(): FalkordbError {
  // Without the address, which may hold a password.
  return new FalkordbError("connect(address) was given no address of a FalkorDB server.", {
    code: "FALKORDB_ADDRESS",
    hint: "Write falkor://host:6379, with user and password as options, or falkor://user:password@host:6379 with characters such as @ and / written %40 and %2F.",
  });
}
