import type { StableKey } from "@coco/connectorkit";
import type { CallSite } from "../internal/call-site.ts";
import type { NextState } from "./next-states.ts";
import { actionOrder } from "./sink-runner.ts";
import { isAttachmentPath, ownerHash } from "./target-path.ts";

/** What a declaration is made from. */
export interface DeclarationParts {
  /** The encoded path of its provider. */
  readonly provider: Uint8Array;
  readonly key: StableKey;
  readonly encodedKey: Uint8Array;
  readonly path: Uint8Array;
  readonly value: unknown;
  readonly container: boolean;
  /** Where it was declared, if that was noted. */
  readonly site: CallSite | undefined;
}

/** A target state that a component declared in this run. */
export class Declaration implements DeclarationParts {
  readonly provider: Uint8Array;
  readonly key: StableKey;
  readonly encodedKey: Uint8Array;
  readonly path: Uint8Array;
  readonly value: unknown;
  readonly container: boolean;
  readonly site: CallSite | undefined;
  /** What the component will have there. */
  planned: NextState | undefined;
  #hash: Uint8Array | undefined;

  constructor(parts: DeclarationParts) {
    this.provider = parts.provider;
    this.key = parts.key;
    this.encodedKey = parts.encodedKey;
    this.path = parts.path;
    this.value = parts.value;
    this.container = parts.container;
    this.site = parts.site;
    this.planned = undefined;
  }

  /** Its key in the owner table: asked for only where the owner is not known. */
  get hash(): Uint8Array {
    this.#hash ??= ownerHash(this.path);
    return this.#hash;
  }
}

/** The stage in which a declared state is written (rule T7). */
export function orderOf({ container, provider }: Declaration): number {
  if (isAttachmentPath(provider)) return actionOrder.attachmentMade;
  return container ? actionOrder.containerMade : actionOrder.upsert;
}
