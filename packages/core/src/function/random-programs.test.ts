import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printedFailure } from "../testing/printed-failure.ts";
import { proofSeed, proofSize, proofTimeout, tellProgress, tellProgressOf } from "../testing/proof.ts";
import { agreesWithScratch } from "../testing/random-program/agrees-with-scratch.ts";
import { printedPrograms } from "../testing/random-program/printed-program.ts";
import { programHistory, type ProgramState } from "../testing/random-program/program-history.ts";

const PROGRAMS = proofSize("COCO_PROVE_PROGRAMS", 60);
/** How long a history of programs that fails is made simpler. */
const SHRINKING_MS = 60_000;

describe("random programs that are edited between runs", () => {
  it(`give what a run from scratch gives, and run nothing when nothing changed (${PROGRAMS} programs)`, {
    timeout: proofTimeout(PROGRAMS) + SHRINKING_MS,
  }, async () => {
    const seed = proofSeed();
    let least: { readonly states: readonly ProgramState[]; readonly error: unknown } | undefined;
    let until = Number.POSITIVE_INFINITY;
    let done = 0;
    const checked = await fc.check(
      fc.asyncProperty(programHistory, async (states) => {
        // From here on none fails any more: what failed last is the least that was found in time.
        if (performance.now() > until) return;
        try {
          await agreesWithScratch(states);
        } catch (error) {
          if (least === undefined) {
            until = performance.now() + SHRINKING_MS;
            tellProgress(
              `history ${done + 1} of programs fails and is made simpler, for up to ${SHRINKING_MS / 1000} s`,
            );
          }
          least = { states, error };
          throw error;
        }
        if (least === undefined) tellProgressOf("programs", ++done, PROGRAMS);
      }),
      { numRuns: PROGRAMS, seed },
    );
    if (least !== undefined) {
      const what = `seed ${seed}, history ${checked.numRuns} of programs, shrunk to`;
      expect.fail(`${what}:\n\n${printedPrograms(least.states)}\n\n${printedFailure(least.error)}`);
    }
    expect(checked.numRuns).toBe(PROGRAMS);
  });
});
