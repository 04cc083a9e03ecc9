import type { AnyTargetHandler } from "@coco/connectorkit";
import type { Declaration } from "./declaration.ts";
import { type PossibleStates, reconcile } from "./reconcile.ts";

/**
 * What a change takes from what a container holds:
 * - `"none"`: nothing;
 * - `"lossy"`: the container stays, and values may get lost, those of a column, say: what it holds is written again;
 * - `"destructive"`: all: the container is dropped, or made anew and what is declared of it written again.
 */
export type TargetLoss = "destructive" | "lossy" | "none";

/** What becomes of what a container holds. */
export interface ContainerEffect {
  readonly loss: TargetLoss;
  /** What changes, each in a few words, as far as its connector says it. */
  readonly details: readonly string[];
}

export const DROPPED: ContainerEffect = { loss: "destructive", details: [] };

/**
 * What becomes of what a declared container holds; `undefined` of what is none. That it may be missing, as it counts under a full reprocess, is no
 * loss of this change's: so the handler is asked once more, as if nothing were uncertain.
 */
export function effectOf(
  handler: AnyTargetHandler,
  { container, key, path, value }: Declaration,
  { possible }: PossibleStates,
): ContainerEffect | undefined {
  if (!container) return undefined;
  const { details = [], invalidates } = reconcile(handler, key, value, { possible, mayBeMissing: false }, { path });
  // Of one that was never written nothing can be lost.
  return { loss: possible.length === 0 ? "none" : (invalidates ?? "none"), details };
}
