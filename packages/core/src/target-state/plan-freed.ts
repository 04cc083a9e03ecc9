import { absent, type AnyTargetHandler, decodeKey } from "@coco/connectorkit";
import { bytesOfText } from "../internal/byte-text.ts";
import type { HeldState } from "./freed-values.ts";
import { NextState } from "./next-states.ts";
import { type PossibleStates, reconcile } from "./reconcile.ts";
import { actionOrder, type PlannedAction } from "./sink-runner.ts";
import type { Generation } from "./tracked-state.ts";

/** The deletion of a state that holds a value which another is to get (rule T7): what is stored of it, and what is to be done. */
export function planFreed(
  { key, path, provider }: HeldState,
  generation: Generation,
  seen: PossibleStates,
  handler: AnyTargetHandler | undefined,
): { readonly state: NextState; readonly action: Omit<PlannedAction, "owner"> | undefined } {
  const encodedPath = bytesOfText(path);
  const isThere = seen.possible.length > 0 && handler !== undefined;
  const result = isThere ? reconcile(handler, decodeKey(key), absent, seen, { path: encodedPath }) : undefined;
  const state = new NextState({
    provider,
    generation,
    key,
    path,
    before: { possible: seen.possible, mayBeMissing: true },
    after: result?.after,
    declared: false,
    container: undefined,
  });
  const { action } = result ?? {};
  if (action === undefined) return { state, action };
  const what = { order: actionOrder.freeing, change: "delete", reason: { kind: "undeclared" } } as const;
  return { state, action: { sink: action.sink, payload: action.payload, path: encodedPath, ...what } };
}
