import { setFlagsFromString } from "node:v8";

let isSet = false;

/**
 * Tells V8 to make every object a young one. What a run makes for a component lives until its group is written, so
 * that V8, which learns by what survives while its heap is small, comes to put such objects among the old ones at once;
 * there they stay long after they are done with, and keep alive what they refer to. `docs/internals/performance.md` has
 * figures.
 */
export function expectShortLives(): void {
  if (isSet) return;
  isSet = true;
  setFlagsFromString("--no-allocation-site-pretenuring");
}
