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

/**
 * Makes a client. Nothing is asked of the service yet.
 *
 * @param options - defaults: the environment variables `TURBOPUFFER_API_KEY`, `TURBOPUFFER_REGION` and
 * `TURBOPUFFER_BASE_URL`.
 * @throws TurbopufferError when the client is not installed, or key or region are missing.
 */
export async function connect(options: ConnectOptions = {}): Promise<Connection> {
  const { Turbopuffer } = await loadTurbopuffer();
  try {
    return new Turbopuffer(options);
  } catch (error) {
    const { message } = turbopufferError(error, "make a client of Turbopuffer");
    throw new TurbopufferError(message, {
      code: "TURBOPUFFER_OPTIONS",
      hint: 'Write await connect({ apiKey, region: "gcp-us-central1" }), or set TURBOPUFFER_API_KEY and TURBOPUFFER_REGION.',
      cause: error,
    });
  }
}
