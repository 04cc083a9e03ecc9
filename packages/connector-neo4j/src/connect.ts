import type { Neo4jConnection, Neo4jDriver } from "./connection.ts";
import { loadLibrary } from "./library.ts";
import { Neo4jError } from "./neo4j-error.ts";

/** How connections are made; whatever else the driver's configuration knows can be given too. */
export interface ConnectOptions {
  /** Default: the user in the address, else "neo4j". */
  readonly user?: string;
  /** Default: the password in the address; without one no log-in is tried. */
  readonly password?: string;
  /** Which database of the server. Default: the user's home database, "neo4j" as a rule. */
  readonly database?: string;
  /** How long the driver itself tries a transaction again that failed for a moment, in milliseconds. Default 10,000. */
  readonly maxTransactionRetryTime?: number;
  readonly [option: string]: unknown;
}

/** A connection that {@link connect} made. */
export interface Connection extends Neo4jConnection {
  readonly driver: Neo4jDriver;
  /** Ends all connections. Call it in `env.defer()`, which runs after all updates have ended. */
  close(): Promise<void>;
}

/**
 * Makes a driver for a server; no connection is made before it is needed.
 *
 * @param address - `neo4j://host:7687`, `bolt://…`, `neo4j+s://…` as the driver takes it; it may hold `user:password@`.
 * @throws Neo4jError (`NEO4J_NOT_INSTALLED`, `NEO4J_ADDRESS`); it never shows the address, which may hold a password.
 */
export async function connect(address: string, options: ConnectOptions = {}): Promise<Connection> {
  const library = await loadLibrary();
  const place = parse(address);
  const { database, password = place.password, user = place.user || "neo4j", ...config } = options;
  const auth = password === "" ? undefined : library.auth.basic(user, password);
  const driver = library.driver(place.url, auth, { maxTransactionRetryTime: 10_000, userAgent: "coco", ...config });
  return { driver, ...(database === undefined ? {} : { database }), close: () => driver.close() };
}

interface Place {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

function parse(address: string): Place {
  if (typeof address === "string" && /^(?:neo4j|bolt)(?:\+s|\+ssc)?:\/\//.test(address) && URL.canParse(address)) {
    const url = new URL(address);
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    url.username = "";
    url.password = "";
    return { url: url.href, user, password };
  }
  // Without the cause: an error about an address repeats it.
  throw new Neo4jError("connect(address) was given no address of a Neo4j server.", {
    code: "NEO4J_ADDRESS",
    hint: "Write neo4j://host:7687, and user and password as options, or neo4j://user:password@host:7687 with characters such as @ and / written %40 and %2F.",
  });
}
