import type { ClientOptions, Turbopuffer } from "@turbopuffer/turbopuffer";
import { turbopufferError } from "./classify-error.ts";
import { loadTurbopuffer } from "./library.ts";
import { TurbopufferError } from "./turbopuffer-error.ts";

/** A client of `@turbopuffer/turbopuffer`, as it is. */
export type Connection = Turbopuffer;

type Namespace = ReturnType<Turbopuffer["namespace"]>;

/** A namespace of the client's, as far as the connector needs it. */
export type NamespaceLike = {
  readonly [Method in "deleteAll" | "query" | "schema" | "updateSchema" | "write"]: (
    ...args: Parameters<Namespace[Method]>
  ) => Promise<Awaited<ReturnType<Namespace[Method]>>>;
};

/** What the connector needs of a client. Any `Turbopuffer` fits, also one made without `connect`. */
export interface TurbopufferLike {
  namespace(name: string): NamespaceLike;
}

/** The client's own options: `apiKey`, `region`, `baseURL`, `timeout` in milliseconds, … */
export type ConnectOptions = ClientOptions;

const HINT =
  'Write await connect({ apiKey, region: "gcp-us-central1" }), or set TURBOPUFFER_API_KEY and TURBOPUFFER_REGION.';
const HINT_OF_ADDRESS =
  "A service at an address of its own has no region: connect({ apiKey, baseURL, region: null }), or TURBOPUFFER_BASE_URL without TURBOPUFFER_REGION.";

/**
 * Makes a client. Nothing is asked of the service yet.
 *
 * @param options - defaults: the environment variables `TURBOPUFFER_API_KEY`, `TURBOPUFFER_REGION` and
 * `TURBOPUFFER_BASE_URL`.
 * @throws TurbopufferError when the client is not installed, or key or region are missing.
 */
export async function connect(options: ConnectOptions = {}): Promise<Connection> {
  const { Turbopuffer } = await loadTurbopuffer();
  const baseURL = options.baseURL ?? process.env["TURBOPUFFER_BASE_URL"] ?? "";
  // Without what was given, which may hold a password. The service's own has a place for the region.
  if (baseURL !== "" && !(/^https?:\/\//.test(baseURL) && URL.canParse(baseURL.replace("{region}", "region")))) {
    throw new TurbopufferError("Could not make a client of Turbopuffer: baseURL is no address.", {
      code: "TURBOPUFFER_OPTIONS",
      hint: "Write baseURL, or TURBOPUFFER_BASE_URL, with its scheme: http://127.0.0.1:6390",
    });
  }
  try {
    return new Turbopuffer(options);
  } catch (error) {
    const { message } = turbopufferError(error, "make a client of Turbopuffer");
    throw new TurbopufferError(message, {
      code: "TURBOPUFFER_OPTIONS",
      hint: baseURL === "" ? HINT : HINT_OF_ADDRESS,
      cause: error,
    });
  }
}
