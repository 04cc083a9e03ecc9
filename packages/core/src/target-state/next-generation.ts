import type { Sequence } from "../identifiers/sequence.ts";
import type { PossibleStates, Reconciled } from "./reconcile.ts";
import type { Generation } from "./tracked-state.ts";

/** The generation of a container's children once it is written (rule T6). `known`: the one that it had. */
export function nextGeneration(
  sequence: Sequence,
  known: Generation | undefined,
  seen: PossibleStates,
  { invalidates }: Reconciled,
): Generation {
  if (known === undefined || seen.possible.length === 0 || invalidates === "destructive") {
    return { providerId: sequence.nextProvider(), schemaVersion: 0 };
  }
  // A container that may be missing is made if it is: then its children are missing too, if not they are all there.
  const uncertain = seen.mayBeMissing || invalidates === "lossy";
  return uncertain ? { ...known, schemaVersion: known.schemaVersion + 1 } : known;
}
