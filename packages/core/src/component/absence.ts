import { byteText } from "../internal/byte-text.ts";
import { type AppState, pagesOf } from "../store/index.ts";
import type { Component } from "./component.ts";
import { pathIfReadable } from "./component-path.ts";
import type { HandlerChain } from "./exception-handlers.ts";
import { holdersOf } from "./level-holders.ts";

/** A level that belonged to a component that is not present any more. */
export interface HandedOver {
  /** The key of that component. */
  readonly from: Uint8Array;
  readonly prefix: Uint8Array;
}

/** What a run of a component finds to be different beneath it. */
export interface Absence {
  /** Keys of the components that earlier runs mounted and that this run did not (rule T5). */
  readonly gone: readonly Uint8Array[];
  /** Levels that belong to this component now. */
  readonly handedOver: readonly HandedOver[];
}

const NOTHING: Absence = { gone: [], handedOver: [] };

/** Synchronous for a component that mounts nothing, and did not before. */
export function findAbsence(component: Component): Absence | Promise<Absence> {
  return component.levels.isEmpty ? NOTHING : findOnLevels(component);
}

async function findOnLevels(component: Component): Promise<Absence> {
  const { deletionHandlers, presence } = component.run;
  const gone: Uint8Array[] = [];
  for await (const { key, handlers } of findGone(component)) {
    if (pathIfReadable(key) === undefined) continue; // damaged: whose it was is not known, so nothing of it is deleted
    if (presence.of(key) !== "unseen") continue; // another mounts there now
    gone.push(key);
    deletionHandlers.note(key, handlers);
  }
  return { gone, handedOver: await findHandedOver(component) };
}

/** With the handlers of the level: of one that this run did not come to, the component's own. */
async function* findGone(
  component: Component,
): AsyncGenerator<{ key: Uint8Array; handlers: HandlerChain | undefined }> {
  const { state } = component.run;
  for (const level of component.levels.opened()) {
    const { absent, handlers, present } = level;
    if (absent !== undefined) {
      for (const key of absent) if (!present.has(byteText(key))) yield { key, handlers };
    } else if (level.complete) {
      for await (const key of keysOf(state, level.prefix)) if (!present.has(byteText(key))) yield { key, handlers };
    }
  }
  const { handlers } = component;
  for (const prefix of component.levels.abandoned()) {
    for await (const key of keysOf(state, prefix)) yield { key, handlers };
  }
}

/**
 * A level may have been that of another component, which is gone: what is on it must not be deleted with that one, not
 * even by a run that finds this one as it was.
 */
async function findHandedOver(component: Component): Promise<HandedOver[]> {
  const found: HandedOver[] = [];
  for (const level of component.levels.added()) {
    for (const from of await holdersOf(component, level)) {
      if (component.run.presence.of(from) === "unseen") found.push({ from, prefix: level.prefix });
    }
  }
  return found;
}

/** The keys of one level. */
async function* keysOf(state: AppState, prefix: Uint8Array): AsyncGenerator<Uint8Array> {
  for await (const page of pagesOf(state, "component", { prefix })) for (const { key } of page) yield key;
}
