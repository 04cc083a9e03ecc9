import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerState,
  type PreviousStates,
  type Reconciliation,
  registerRootTargets,
  type StableKey,
  type TargetHandler,
  type TargetProvider,
} from "@coco/connectorkit";
import type { EntryAction } from "./entry-action.ts";
import { EntryHandler } from "./entry-handler.ts";
import { entrySink } from "./entry-sink.ts";
import type { Seen } from "./look-around.ts";
import { placeOf } from "./place-of.ts";

/** A root folder as it is mounted. */
export interface DirectoryValue {
  readonly managedBy: "system" | "user";
  readonly seen: Seen;
  /** Where no context key says it. */
  readonly folder: string | undefined;
  /** Where a context key says it: what it stands for now. */
  readonly home?: string | undefined;
}

/** What is remembered of a root folder. */
interface DirectoryTracking {
  /** Raised when this record changes its form; older forms are read for ever. */
  readonly version: 1;
  /** How many folders go with it when they are empty, itself included; 0: it stays. */
  readonly folders: number;
  readonly folder?: string;
  /**
   * Where a context key says where it lies: what that was when the folder was made or mounted first. It may stand for another
   * folder later: this one, moved or copied, or one with files of the user's (see `found-elsewhere.ts`).
   */
  readonly home?: string;
}

type Answer = Reconciliation<EntryAction, DirectoryTracking>;

/**
 * Root folders, by how they are known across runs. What is in one is deleted entry by entry when it is not mounted any
 * more, never the folder as a whole: it may hold files of the user's. It goes with its last entry (see `EntryHandler`).
 */
class DirectoryHandler implements TargetHandler<DirectoryValue, DirectoryTracking, EntryAction> {
  reconcile(
    key: StableKey,
    desired: DirectoryValue | Absent,
    { mayBeMissing, possible }: PreviousStates<DirectoryTracking>,
  ): Answer | undefined {
    if (desired === absent) return possible.length === 0 ? undefined : { tracking: absent };
    const { folder, managedBy, seen } = desired;
    const known = possible.length > 0;
    const missing = !seen.exists;
    const folders = managedBy === "user" ? 0 : Math.max(seen.folders, ...possible.map((one) => one.folders));
    // All that is written goes into a folder that is made anew.
    const home = missing ? desired.home : (possible.find((one) => one.home !== undefined)?.home ?? desired.home);
    if (home !== undefined) homes.set(desired, home);
    const tracking: DirectoryTracking = {
      version: 1,
      folders,
      ...(folder === undefined ? {} : { folder }),
      ...(home === undefined ? {} : { home }),
    };
    const isSame = (one: DirectoryTracking): boolean =>
      one.folders === folders && one.folder === folder && one.home === home;
    const same = possible.length === 1 && possible.every(isSame);
    if (same && !mayBeMissing && !missing) return undefined;
    if (managedBy === "user" || (known && !mayBeMissing && !missing)) return { tracking };
    const place = placeOf(key as string, folder);
    const payload: EntryAction = { kind: "make folder", place, alone: false, path: "", replacesFile: false };
    const answer: Answer = { action: { sink: entrySink(place), payload }, tracking };
    // A folder that is gone took with it all that was written into it.
    return known && missing ? { ...answer, invalidates: "destructive", details: ["the folder was not found"] } : answer;
  }

  child(key: StableKey, state: ContainerState<DirectoryValue, DirectoryTracking>): AnyTargetHandler {
    const identity = key as string;
    return "declared" in state
      ? new EntryHandler(placeOf(identity, state.declared.folder, homes.get(state.declared)), 0)
      : new EntryHandler(placeOf(identity, state.tracked.folder, state.tracked.home), state.tracked.folders);
  }
}

/** The homes of declared folders, of which the handlers of their entries are to know. */
const homes = new WeakMap<DirectoryValue, string>();

export const directories: TargetProvider<DirectoryValue> = registerRootTargets(
  "coco.localfs.directory",
  new DirectoryHandler(),
);
