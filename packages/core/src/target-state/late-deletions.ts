import { type AnyTargetHandler, decodeKey } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { decodeValue } from "../codec/index.ts";
import type { TrackedGroup, TrackedState } from "./tracked-state.ts";

/**
 * The deletions that come after all others of a run, by their rank (`TargetHandler.deletedLate`): a folder can only be
 * removed when it is empty, and must not count as removed before, or a run that breaks off leaves it for ever.
 */
export class LateDeletions {
  readonly #run: Run;
  readonly #ranks = new Set<number>();
  #turn = Number.NEGATIVE_INFINITY;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Tells which states of a group wait for now; `undefined` where none ever does. */
  async waiting(group: TrackedGroup): Promise<((state: TrackedState) => boolean) | undefined> {
    const handler = await this.#handlerOf(group);
    if (handler?.deletedLate === undefined) return undefined;
    return (state) => {
      const rank = rankOf(handler, state);
      if (rank === undefined || rank <= this.#turn) return false;
      this.#ranks.add(rank);
      return true;
    };
  }

  /** Lets the next of those that wait have its turn; false when none does. */
  next(): boolean {
    const [next] = [...this.#ranks].sort((a, b) => a - b);
    if (next === undefined) return false;
    this.#ranks.delete(next);
    this.#turn = next;
    return true;
  }

  async #handlerOf({ provider }: TrackedGroup): Promise<AnyTargetHandler | undefined> {
    try {
      return (await this.#run.providers.resolve(provider)) ? this.#run.providers.handler(provider) : undefined;
    } catch {
      return undefined; // said when the deletion itself is tried
    }
  }
}

/** The highest of what it may be: not before its turn in any case. */
function rankOf(handler: AnyTargetHandler, { key, possible }: TrackedState): number | undefined {
  try {
    const ranks = possible.map((record) => handler.deletedLate?.(decodeKey(key), decodeValue(record)));
    return ranks.reduce(
      (most, rank) => (rank === undefined || (most !== undefined && most > rank) ? most : rank),
      undefined,
    );
  } catch {
    return undefined;
  }
}
