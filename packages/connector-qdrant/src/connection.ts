import type { QdrantClient, QdrantClientParams, Schemas } from "@qdrant/js-client-rest";
import { loadQdrant } from "./library.ts";
import { QdrantError } from "./qdrant-error.ts";

/** A client of `@qdrant/js-client-rest`, as it is. */
export type Connection = QdrantClient;

/** What the connector needs of a client. Any `QdrantClient` fits, also one made without `connect`. */
export type QdrantLike = Pick<
  QdrantClient,
  | "createCollection"
  | "createPayloadIndex"
  | "createVectorName"
  | "delete"
  | "deleteCollection"
  | "deletePayloadIndex"
  | "deleteVectorName"
  | "getCollection"
  | "scroll"
  | "updateCollection"
  | "upsert"
>;

/** Shapes of Qdrant's API, as its client names them. */
export type QdrantSchemas = Schemas;

/** The client's own options: `apiKey`, `timeout` in milliseconds, `headers`, … */
export type ConnectOptions = Omit<QdrantClientParams, "host" | "https" | "url">;

const TIMEOUT = 60_000;

/**
 * Makes a client for the server at `url`. Nothing is asked of the server yet.
 *
 * @param url - `"http://127.0.0.1:6333"`, also with a path behind which the server stands; without a port it is 6333. Default: the environment
 * variable `QDRANT_URL`.
 * @param options - default of `apiKey`: the environment variable `QDRANT_API_KEY`; of `timeout`: 60,000.
 * @throws QdrantError when the client is not installed, or there is no address; it never shows the address, which may hold a password.
 */
export async function connect(
  url: string | undefined = process.env["QDRANT_URL"],
  options: ConnectOptions = {},
): Promise<Connection> {
  const place = parse(url, options.prefix);
  const { QdrantClient } = await loadQdrant();
  const key = process.env["QDRANT_API_KEY"];
  return new QdrantClient({
    ...(key === undefined || key === "" ? {} : { apiKey: key }),
    timeout: TIMEOUT,
    // Asked for in the background, with a warning on the console when nobody answers: our errors say as much.
    checkCompatibility: false,
    ...options,
    ...place,
  });
}

/** What the client takes of an address: it passes over a path, a user, and a port that the scheme has anyway. */
function parse(
  url: string | undefined,
  prefix: string | undefined,
): Pick<QdrantClientParams, "port" | "prefix" | "url"> {
  if (url === undefined || url === "") throw wrongAddress("connect(url) needs the address of a Qdrant server.");
  if (typeof url !== "string" || !/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
    throw wrongAddress("connect(url) was given no address of a Qdrant server.");
  }
  const { hash, origin, password, pathname, search, username } = new URL(url);
  if (username !== "" || password !== "") {
    throw wrongAddress(
      "The address given to connect(url) holds a user or a password, of which Qdrant does not know.",
      "Qdrant has API keys: connect(url, { apiKey }), or QDRANT_API_KEY.",
    );
  }
  if (search !== "" || hash !== "") {
    throw wrongAddress("The address given to connect(url) holds more than a path: what begins with ? or #.");
  }
  const path = pathname.replace(/\/+$/, "");
  if (path !== "" && prefix !== undefined) {
    throw wrongAddress(
      "connect(url, options) was given a path in the address, and a prefix beside it.",
      "Leave one out.",
    );
  }
  const port = /^https?:\/\/[^/]*:(\d+)(?:\/|$)/.exec(url)?.[1];
  return {
    url: origin,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(path === "" ? {} : { prefix: path }),
  };
}

function wrongAddress(
  message: string,
  hint = 'Write await connect("http://127.0.0.1:6333"), or set QDRANT_URL.',
): QdrantError {
  return new QdrantError(message, { code: "QDRANT_ADDRESS", hint });
}
