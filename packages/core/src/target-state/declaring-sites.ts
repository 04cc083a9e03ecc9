import { type CallSite, captureSite, describeSite, describeSites } from "../internal/call-site.ts";

/** Where a target state was declared by a result that was reused. */
export const REPLAYED = "by a memoized call whose result was reused";

/** The place of one declaration; nothing where it was not noted. */
export type DeclaringPlace = CallSite | typeof REPLAYED | undefined;

/** How many declarations of a run have their places noted: a trace takes a tenth of all that is done for a row. */
const NOTED = 1024;

/**
 * Where target states are declared, for the error of a second declaration. What is wrong in a program mostly shows
 * among its first declarations; a component that fails later runs again next time, and then among few others.
 */
export class DeclaringSites {
  #left = NOTED;

  /** Notes the place that called `above`. */
  capture(above: (...args: never[]) => unknown, frames: number | undefined): CallSite | undefined {
    if (this.#left === 0) return undefined;
    this.#left -= 1;
    return captureSite(above, frames);
  }

  /** Names both places. From now on all are noted. */
  describe(first: DeclaringPlace, second: DeclaringPlace): string {
    this.#left = Number.POSITIVE_INFINITY;
    const [one, other] =
      typeof first === "object" && typeof second === "object"
        ? describeSites(first, second)
        : [nameOf(first), nameOf(second)];
    return `${one}, and ${other}`;
  }
}

function nameOf(place: DeclaringPlace): string {
  if (place === undefined) return "at a place that was not noted (the next update says which)";
  return place === REPLAYED ? place : describeSite(place);
}
