import type { StableKey } from "@coco/connectorkit";
import { ownerHash } from "./target-path.ts";

/** Enough to pass the frames of a connector and come to the user's line. */
const FRAMES = 6;

/** What a declaration is made from. */
export interface DeclarationParts {
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

/** A target state that a component declared in this run. */
export class Declaration implements DeclarationParts {
  readonly provider: Uint8Array;
  readonly key: StableKey;
  readonly encodedKey: Uint8Array;
  readonly path: Uint8Array;
  readonly value: unknown;
  readonly container: boolean;
  readonly site: { readonly stack?: string };
  #hash: Uint8Array | undefined;

  constructor(parts: DeclarationParts) {
    this.provider = parts.provider;
    this.key = parts.key;
    this.encodedKey = parts.encodedKey;
    this.path = parts.path;
    this.value = parts.value;
    this.container = parts.container;
    this.site = parts.site;
  }

  /** Its key in the owner table: asked for only where the owner is not known. */
  get hash(): Uint8Array {
    this.#hash ??= ownerHash(this.path);
    return this.#hash;
  }
}

/** Notes where a declaration or a mount is made, cheaply: V8 formats the trace when it is read. */
export function captureSite(above: (...args: never[]) => unknown): { readonly stack?: string } {
  const site: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
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
