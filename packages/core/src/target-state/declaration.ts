import type { StableKey } from "@coco/connectorkit";

/** A target state that a component declared in this run. */
export interface Declaration {
  /** The encoded path of its provider. */
  readonly provider: Uint8Array;
  readonly key: StableKey;
  readonly encodedKey: Uint8Array;
  readonly path: Uint8Array;
  readonly value: unknown;
  readonly container: boolean;
  /** Where it was declared; the trace is formatted only when it is asked for. */
  readonly site: { readonly stack?: string };
}

/** Notes where a declaration or a mount is made, cheaply: V8 formats the trace when it is read. */
export function captureSite(above: (...args: never[]) => unknown): { readonly stack?: string } {
  const site: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 12;
  Error.captureStackTrace(site, above);
  Error.stackTraceLimit = limit;
  return site;
}

/** The first frame of a site that is not in the packages of coco: the user's line. */
export function describeSite(site: { readonly stack?: string } | undefined): string {
  const frames = (site?.stack ?? "").split("\n").slice(1);
  const own = frames.find((frame) => !/[\\/](?:@coco|packages)[\\/](?:core|connectorkit|connector-[^\\/]+)[\\/](?:src|dist)[\\/](?!.*\.test\.)/.test(frame));
  return (own ?? frames[0] ?? "an unknown place").trim().replace(/^at /, "");
}
