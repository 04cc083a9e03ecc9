import { loadLibrary } from "./library.ts";
import { openDatabase } from "./open-database.ts";
import { SurrealdbError } from "./surrealdb-error.ts";
import { surrealdbError } from "./classify-error.ts";
import { stayConnected } from "./stay-connected.ts";
import type { AuthProvider, SurrealSession } from "surrealdb";

/** A session of the official client, with its namespace and database chosen. */
export interface Connection {
  /** For queries of your own: all that the client can do. */
  readonly session: SurrealSession;
  /** Runs statements; what sinks use. */
  query: SurrealSession["query"];
  /** Ends the session; the last one of an embedded database closes it. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Default "main". */
  readonly namespace?: string;
  /** Default "main". */
  readonly database?: string;
  /**
   * As the client takes it: `{ username, password }`, a token, or a function that gives one. Default: the user in the address. Embedded databases need
   * none.
   */
  readonly authentication?: AuthProvider;
  /** How long to wait for the database, in milliseconds: an embedded one may be in use by another process. Default 10,000. */
  readonly timeout?: number;
}

const REMOTE = /^(?:wss?|https?):$/;
const EMBEDDED = /^surrealkv(?:\+versioned)?:$/;

/**
 * Connects to a server (`wss://host`, `https://host`, with `user:password@` before the host if you like), or opens a database in a folder:
 * `surrealkv://./graph`. A connection to a server that is lost comes back by itself, however long the server was away. A folder can be open in one
 * process at a time; within it each call gives another session of the one that is open.
 *
 * @throws SurrealdbError (`SURREALDB_UNAVAILABLE`, `SURREALDB_IN_USE`, `SURREALDB_DENIED`, `SURREALDB_ADDRESS`, `SURREALDB_NOT_INSTALLED`); it never shows the
 * address of a server, which may hold a password.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const { database = "main", namespace = "main", timeout = 10_000 } = options;
  const protocol = /^[a-z+]+:/.exec(url)?.[0] ?? "";
  if (EMBEDDED.test(protocol)) return openDatabase(url, { namespace, database, timeout });
  if (!REMOTE.test(protocol) || !URL.canParse(url)) throw wrongAddress(protocol);
  const { address, login } = parse(url);
  const authentication = options.authentication ?? login;
  const { Surreal } = await loadLibrary();
  const client = new Surreal();
  const connectOnce = (): Promise<unknown> =>
    client.connect(address, {
      namespace,
      database,
      reconnect: false,
      ...(authentication === undefined ? {} : { authentication }),
    });
  const staying = await withinTime(stayConnected(client, connectOnce), timeout).catch(async (error: unknown) => {
    await client.close().catch(() => undefined);
    throw surrealdbError(error, `connect to ${new URL(address).host}`);
  });
  const query = (...args: readonly [never, never?]) => {
    staying.check();
    return client.query(...args);
  };
  return { session: client, query, close: () => staying.close() };
}

function parse(url: string): { readonly address: string; readonly login: AuthProvider | undefined } {
  const place = new URL(url);
  const [username, password] = [decodeURIComponent(place.username), decodeURIComponent(place.password)];
  place.username = "";
  place.password = "";
  return { address: place.href, login: username === "" ? undefined : { username, password } };
}

const unusable: Readonly<Record<string, string>> = {
  "mem:": "A database in memory is gone with the process, and what the app remembers of it is not.",
  "rocksdb:":
    "The engine for RocksDB keeps its folder until the process ends, and an update that comes later in it could not open it.",
};

function wrongAddress(protocol: string): SurrealdbError {
  const reason = unusable[protocol];
  // Without the address, which may hold a password.
  const message =
    reason === undefined
      ? "connect(url) was given no address of a SurrealDB server or folder."
      : `A database of the kind ${protocol}// cannot be a target. ${reason}`;
  return new SurrealdbError(message, {
    code: "SURREALDB_ADDRESS",
    hint: "Give wss://host or https://host for a server, with authentication as an option or wss://user:password@host, and characters such as @ and / written %40 and %2F; surrealkv://./folder for a database in this process.",
  });
}

async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`timed out after ${milliseconds} ms`)), milliseconds);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
