import { type AnyTargetHandler, encodeKey, type StableKey } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { decodeValue } from "../codec/index.ts";
import type { Component } from "../component/component.ts";
import { byteText } from "../internal/byte-text.ts";
import { childTargetPath, isAttachmentPath } from "./target-path.ts";

/** A target state that is to be deleted when the run settles. Keys of components and paths are bytes as text. */
export interface HeldState {
  readonly owner: string;
  readonly provider: Uint8Array;
  /** The encoded key within its provider. */
  readonly key: Uint8Array;
  readonly path: string;
}

/**
 * What holds a unique value that a declaration may need: the states that components of this run stopped declaring. Such
 * a state is deleted before the value is written again, not when the run settles (rules T4, T7).
 */
export class FreedValues {
  /** By provider and value, both encoded, as text; then by path. */
  readonly #held = new Map<string, Map<string, HeldState>>();
  /** By the provider's path as text, where it can be had. */
  readonly #handlers = new Map<string, AnyTargetHandler>();
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Notes what a component stopped declaring. */
  hold(component: Component): void {
    const taken = this.#run.takeovers.from(component.key);
    for (const { provider, states } of component.stored.record.targets) {
      const handler = this.#handlerWithValues(provider);
      if (handler === undefined) continue;
      for (const { container, key, possible } of states) {
        const path = byteText(childTargetPath(provider, key));
        if (container !== undefined || component.declarations.has(path)) continue;
        if (component.carried.has(path) || taken?.has(path)) continue;
        const held: HeldState = { owner: byteText(component.key), provider, key, path };
        for (const record of possible)
          this.#note(
            held,
            valuesOf(() => handler.uniqueValues?.({ tracked: decodeValue(record) })),
          );
      }
    }
  }

  /** The states that must go before what a component declares is written. */
  neededBy(component: Component): HeldState[] {
    if (this.#held.size === 0) return [];
    const needed = new Map<string, HeldState>();
    for (const [path, { provider, value }] of component.declarations) {
      const handler = this.#handlerWithValues(provider);
      if (handler === undefined) continue;
      for (const unique of valuesOf(() => handler.uniqueValues?.({ declared: value }))) {
        for (const [other, held] of this.#held.get(indexKey(provider, unique)) ?? [])
          if (other !== path && !component.declarations.has(other)) needed.set(other, held);
      }
    }
    return [...needed.values()];
  }

  #note(held: HeldState, values: readonly StableKey[]): void {
    for (const value of values) {
      const index = indexKey(held.provider, value);
      const holders = this.#held.get(index) ?? new Map<string, HeldState>();
      this.#held.set(index, holders.set(held.path, held));
    }
  }

  #handlerWithValues(provider: Uint8Array): AnyTargetHandler | undefined {
    const text = byteText(provider);
    let known = this.#handlers.get(text);
    if (known === undefined) {
      const { providers } = this.#run;
      if (isAttachmentPath(provider) || providers.generationOf(provider) === undefined) return undefined;
      known = providers.handler(provider) ?? NONE;
      this.#handlers.set(text, known);
    }
    return known.uniqueValues === undefined ? undefined : known;
  }
}

const NONE: AnyTargetHandler = { reconcile: () => undefined };

function indexKey(provider: Uint8Array, value: StableKey): string {
  return `${provider.length}.${byteText(provider)}${byteText(encodeKey(value))}`;
}

/** None where they cannot be had: what is wrong with the value is said when it is written. */
function valuesOf(ask: () => readonly StableKey[] | undefined): readonly StableKey[] {
  try {
    const values = ask() ?? [];
    for (const value of values) encodeKey(value);
    return values;
  } catch {
    return [];
  }
}
