import { CodeMatchError } from "../code-match-error.ts";

/** Steps that a pattern may take on a source, and how many more for each leaf of it. */
const STEPS = 10_000_000;
const STEPS_A_LEAF = 500;

/** Counts what a search does, so that it ends, and as early on every machine. */
export class Steps {
  readonly #most: number;
  #left: number;

  constructor(leafCount: number) {
    this.#most = STEPS + STEPS_A_LEAF * leafCount;
    this.#left = this.#most;
  }

  /** How many were taken so far. */
  get taken(): number {
    return this.#most - this.#left;
  }

  /** Takes one. @throws CodeMatchError when there is none left. */
  take(): void {
    if (--this.#left >= 0) return;
    throw new CodeMatchError("The pattern has too many ways to match this source, and was given up.", {
      code: "MATCH_TOO_COSTLY",
      hint: "Write fewer runs side by side, or give some of them a condition such as \\(ARGS*:/regex/\\).",
    });
  }
}
