import { type ServeOptions, type Serving, serve } from "../server/serve.ts";
import { makeService, type ServiceOptions } from "./services.ts";

export type ServeHereOptions = ServeOptions & ServiceOptions;

/** Serves what stands in for Qdrant in this process: it ends with it, and cannot be killed alone. */
export function serveQdrant(options: ServeHereOptions = {}): Promise<Serving> {
  return serve(makeService("qdrant", options), options);
}

/** Serves what stands in for Turbopuffer in this process. */
export function serveTurbopuffer(options: ServeHereOptions = {}): Promise<Serving> {
  return serve(makeService("turbopuffer", options), options);
}
