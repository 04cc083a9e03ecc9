import { CallSite, captureSite, describeSite, describeSites } from "../internal/call-site.ts";

/** A memoized call whose reused result declares a target state. */
export class ReplayedCall {
  /** Of its function; `undefined` where an earlier version of the engine stored the result. */
  readonly functionName: string | undefined;

  constructor(functionName: string | undefined) {
    this.functionName = functionName;
  }
}

/** The place of one declaration; nothing where it was not noted. */
export type DeclaringPlace = CallSite | ReplayedCall | undefined;

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
      first instanceof CallSite && second instanceof CallSite
        ? describeSites(first, second)
        : [nameOf(first), nameOf(second)];
    return `${one}, and ${other}`;
  }
}

function nameOf(place: DeclaringPlace): string {
  if (place === undefined) return "at a place that was not noted (the next update says which)";
  if (!(place instanceof ReplayedCall)) return describeSite(place);
  const { functionName } = place;
  return `by a memoized call ${functionName === undefined ? "" : `of ${functionName} `}whose result was reused`;
}
