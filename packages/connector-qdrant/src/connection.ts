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
 * @param url - `"http://127.0.0.1:6333"`; default: the environment variable `QDRANT_URL`.
 * @param options - default of `apiKey`: the environment variable `QDRANT_API_KEY`; of `timeout`: 60,000.
 * @throws QdrantError when the client is not installed, or there is no address.
 */
export async function connect(
  url: string | undefined = process.env["QDRANT_URL"],
  options: ConnectOptions = {},
): Promise<Connection> {
  if (typeof url !== "string" || !/^https?:\/\/[^/]/.test(url)) {
    throw new QdrantError("connect(url) needs the address of a Qdrant server.", {
      code: "QDRANT_ADDRESS",
      hint: 'Write await connect("http://127.0.0.1:6333"), or set QDRANT_URL.',
    });
  }
  const { QdrantClient } = await loadQdrant();
  const key = process.env["QDRANT_API_KEY"];
  return new QdrantClient({
    ...(key === undefined || key === "" ? {} : { apiKey: key }),
    timeout: TIMEOUT,
    // Asked for in the background, with a warning on the console when nobody answers: our errors say as much.
    checkCompatibility: false,
    ...options,
    url,
  });
}
