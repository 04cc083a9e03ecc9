import type { Leftovers } from "../component/leftovers.ts";
import { pack, unpackIfReadable } from "../internal/packing.ts";
import type { PutChange } from "../store/index.ts";

/** What is to be deleted when the run settles: a component with all beneath it, or states that one stopped declaring. */
export interface Removal {
  readonly what: "component" | "states";
  /** Whether deletions may have been applied: then nothing of it is certain to be there. */
  readonly begun: boolean;
}

export function removalChange(key: Uint8Array, what: Removal["what"], begun = false): PutChange {
  return { kind: "put", table: "removal", key, value: pack([what === "component" ? 0 : 1, begun]) };
}

/** The same for a component that is gone: once deletions of it may have been applied, they stay begun. */
export function removalOfGone(key: Uint8Array, leftovers: Leftovers): PutChange {
  return removalChange(key, "component", leftovers.mayBeGone(key) || leftovers.undeclaredMayBeGone(key));
}

/**
 * Reads what `removalChange` wrote. What cannot be read deletes as little as a removal can, and supposes that it has
 * begun: whether the component is gone is found out anew by the one that mounted it.
 */
export function decodeRemoval(bytes: Uint8Array, onUnreadable?: () => void): Removal {
  const removal = unpackIfReadable(bytes) as [number, boolean] | undefined;
  if (removal === undefined) {
    onUnreadable?.();
    return { what: "states", begun: true };
  }
  const [what, begun] = removal;
  return { what: what === 0 ? "component" : "states", begun };
}
