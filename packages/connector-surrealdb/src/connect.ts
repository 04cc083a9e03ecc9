import { loadLibrary } from "./library.ts";
import { openDatabase } from "./open-database.ts";
import { SurrealdbError } from "./surrealdb-error.ts";
import { surrealdbError } from "./classify-error.ts";
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
  /** As the client takes it: `{ username, password }`, a token, or a function that gives one. Embedded databases need none. */
  readonly authentication?: AuthProvider;
  /** How long to wait for the database, in milliseconds: an embedded one may be in use by another process. Default 10,000. */
  readonly timeout?: number;
}

const REMOTE = /^(?:wss?|https?):$/;
const EMBEDDED = /^surrealkv(?:\+versioned)?:$/;

/**
 * Connects to a server (`wss://host`, `https://host`), or opens a database in a folder: `surrealkv://./graph`. A folder can be open in one
 * process at a time; within it each call gives another session of the one that is open.
 *
 * @throws SurrealdbError (`SURREALDB_UNAVAILABLE`, `SURREALDB_IN_USE`, `SURREALDB_DENIED`, `SURREALDB_ADDRESS`, `SURREALDB_NOT_INSTALLED`).
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const { authentication, database = "main", namespace = "main", timeout = 10_000 } = options;
  const protocol = /^[a-z+]+:/.exec(url)?.[0] ?? "";
  if (EMBEDDED.test(protocol)) return openDatabase(url, { namespace, database, timeout });
  if (!REMOTE.test(protocol)) throw wrongAddress(url, protocol);
  const { Surreal } = await loadLibrary();
  const client = new Surreal();
  const opened = client.connect(url, {
    namespace,
    database,
    ...(authentication === undefined ? {} : { authentication }),
  });
  await withinTime(opened, timeout).catch(async (error: unknown) => {
    await client.close().catch(() => undefined);
    throw surrealdbError(error, `connect to ${new URL(url).host}`);
  });
  return { session: client, query: client.query.bind(client), close: async () => void (await client.close()) };
}

const unusable: Readonly<Record<string, string>> = {
  "mem:": "A database in memory is gone with the process, and what the app remembers of it is not.",
  "rocksdb:":
    "The engine for RocksDB keeps its folder until the process ends, and an update that comes later in it could not open it.",
};

function wrongAddress(url: string, protocol: string): SurrealdbError {
  const reason = unusable[protocol];
  return new SurrealdbError(`${JSON.stringify(url)} cannot be a target.${reason === undefined ? "" : ` ${reason}`}`, {
    code: "SURREALDB_ADDRESS",
    hint: "Give wss://host or https://host for a server, surrealkv://./folder for a database in this process.",
  });
}

async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`timed out after ${milliseconds} ms`)), milliseconds);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
