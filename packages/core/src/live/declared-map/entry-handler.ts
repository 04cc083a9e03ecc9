import {
  type Absent,
  absent,
  encodeKey,
  formatKey,
  type PreviousStates,
  type Reconciliation,
  type Sink,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import { TargetStateError } from "../../errors/target-state-error.ts";
import { type Entry, EntryStore } from "./entry-store.ts";
import { sameValues } from "./same-values.ts";

/** Which value of an entry was written. The value itself is in memory alone. */
type EntryTracking = number;

interface EntryAction {
  readonly session: string;
  readonly key: StableKey;
  /** `undefined`: the entry goes. */
  readonly entry: Entry | undefined;
}

const entrySink: Sink<EntryAction> = {
  name: "entries of live maps",
  apply: (actions) => Promise.resolve(actions.map(applyEntry)),
};

function applyEntry({ entry, key, session }: EntryAction): TargetStateError | undefined {
  const store = EntryStore.of(session);
  if (store === undefined) return undefined; // nobody can see what it would hold
  if (entry === undefined) store.delete(key);
  else if (store.isTooLate) return tooLate(key);
  else store.set(entry);
  return undefined;
}

/** In a run that follows nothing the entry would be left out without a word. */
function tooLate(key: StableKey): TargetStateError {
  return new TargetStateError(
    `The entry ${formatKey(key)} of a live map was declared after the map's entries were mounted.`,
    {
      code: "LIVE_MAP_LATE",
      hint: "Call mountEach with the map in the component that mounted what declares its entries, after that: it waits for what was mounted before.",
    },
  );
}

let lastVersion = 0;

/** The entries of a map. A value that equals the one before it, in all its parts, is no change. */
export class EntryHandler implements TargetHandler<unknown, EntryTracking, EntryAction> {
  readonly #session: string;

  constructor(session: string) {
    this.#session = session;
  }

  reconcile(
    key: StableKey,
    desired: unknown,
    { mayBeMissing, possible }: PreviousStates<EntryTracking>,
  ): Reconciliation<EntryAction, EntryTracking> | undefined {
    if ((desired as Absent) === absent) return { action: this.#action(key, undefined), tracking: absent };
    const there = EntryStore.of(this.#session)?.get(textOf(key));
    const isKnown = !mayBeMissing && possible.length === 1 && there?.version === possible[0];
    if (isKnown && sameValues(there?.value, desired)) return undefined;
    lastVersion += 1;
    const entry: Entry = { key, value: desired, version: lastVersion };
    return { action: this.#action(key, entry), tracking: entry.version };
  }

  #action(key: StableKey, entry: Entry | undefined): { sink: Sink<EntryAction>; payload: EntryAction } {
    return { sink: entrySink, payload: { session: this.#session, key, entry } };
  }
}

function textOf(key: StableKey): string {
  return Buffer.from(encodeKey(key)).toString("latin1");
}
