import type {
  Absent,
  ListedState,
  PreviousStates,
  Reconciliation,
  ListContext,
  StableKey,
  TargetHandler,
} from "@coco/connectorkit";
import { folderOfKey } from "../root/root.ts";
import type { EntryAction, Place } from "./entry-action.ts";
import { deletionRank } from "./deletion-rank.ts";
import type { EntryTracking, EntryValue } from "./entry-state.ts";
import { listFolder } from "./list-folder.ts";
import { reconcileEntry } from "./reconcile-entry.ts";

/** Files and folders beneath a mounted root, by their paths from it. The root itself has the path "". */
export class EntryHandler implements TargetHandler<EntryValue, EntryTracking, EntryAction> {
  readonly #place: Place;
  readonly #rootFolders: number;

  /** @param rootFolders - if the root is not declared any more: how many folders go with the last entry. */
  constructor(place: Place, rootFolders: number) {
    this.#place = place;
    this.#rootFolders = rootFolders;
  }

  reconcile(
    key: StableKey,
    desired: EntryValue | Absent,
    previous: PreviousStates<EntryTracking>,
  ): Reconciliation<EntryAction, EntryTracking> | undefined {
    const at = { place: this.#place, path: key as string, alone: false, rootFolders: this.#rootFolders };
    return reconcileEntry(at, desired, previous);
  }

  list({ context }: ListContext): AsyncIterable<ListedState> {
    const { folder, key } = this.#place;
    return listFolder(key === undefined ? (folder ?? "") : folderOfKey(key, context<unknown>(key)));
  }

  deletedLate(key: StableKey, tracking: EntryTracking): number | undefined {
    return deletionRank(key as string, tracking);
  }
}
