import { byteText } from "../internal/byte-text.ts";
import type { HandlerChain } from "./exception-handlers.ts";

/**
 * Which handlers hear of deletions that fail: those of the place where the component was mounted, or would have been.
 * What this run did not come to, and what stands in no scope of its own, goes to the environment's.
 */
export class DeletionHandlers {
  readonly #environment: HandlerChain | undefined;
  /** By the component's key as text. */
  readonly #scoped = new Map<string, HandlerChain>();

  constructor(environment: HandlerChain | undefined) {
    this.#environment = environment;
  }

  note(key: Uint8Array, handlers: HandlerChain | undefined): void {
    if (handlers !== undefined && handlers !== this.#environment) this.#scoped.set(byteText(key), handlers);
  }

  of(key: Uint8Array): HandlerChain | undefined {
    return this.#scoped.get(byteText(key)) ?? this.#environment;
  }
}
