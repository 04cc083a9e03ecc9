import {
  type Absent,
  absent,
  type PreviousStates,
  type Reconciliation,
  registerRootTargets,
  type StableKey,
  type TargetHandler,
  type TargetProvider,
} from "@coco/connectorkit";
import type { EntryAction } from "./entry-action.ts";
import type { EntryTracking, EntryValue } from "./entry-state.ts";
import { deletionRank } from "./deletion-rank.ts";
import { placeOf } from "./place-of.ts";
import { reconcileEntry } from "./reconcile-entry.ts";

/** A file or a folder together with where its root lies. */
export interface StandaloneValue {
  readonly entry: EntryValue;
  /** Where no context key says it. */
  readonly root: string | undefined;
}

type Answer = Reconciliation<EntryAction, EntryTracking>;

/** Files and folders that are declared without mounting their root, by the root's identity and their paths. */
class StandaloneHandler implements TargetHandler<StandaloneValue, EntryTracking, EntryAction> {
  reconcile(
    key: StableKey,
    desired: StandaloneValue | Absent,
    previous: PreviousStates<EntryTracking>,
  ): Answer | undefined {
    const [identity, path] = key as readonly [string, string];
    const root = desired === absent ? previous.possible.at(-1)?.root : desired.root;
    const at = { place: placeOf(identity, root), path, alone: true, rootFolders: 0 };
    const answer = reconcileEntry(at, desired === absent ? absent : desired.entry, previous);
    if (answer === undefined && desired !== absent) {
      // Nothing is to be done; but the package may have moved, with its files.
      const [known] = previous.possible;
      return known === undefined || known.root === root ? undefined : { tracking: withRoot(known, root) };
    }
    if (answer === undefined || answer.tracking === absent) return answer;
    return { ...answer, tracking: withRoot(answer.tracking, root) };
  }

  deletedLate(key: StableKey, tracking: EntryTracking): number | undefined {
    const [, path] = key as readonly [string, string];
    return deletionRank(path, tracking);
  }
}

function withRoot(tracking: EntryTracking, root: string | undefined): EntryTracking {
  return root === undefined ? tracking : { ...tracking, root };
}

export const standaloneEntries: TargetProvider<StandaloneValue> = registerRootTargets(
  "coco.localfs.file",
  new StandaloneHandler(),
);
