import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proofSeed, proofSize } from "../testing/proof.ts";
import { printedHistory } from "../testing/world/printed-history.ts";
import { history } from "../testing/world/random-history.ts";
import { WorldRun } from "../testing/world/world-run.ts";

const HISTORIES = proofSize("COCO_PROVE_HISTORIES", 130);

describe("random programs under random histories of edits, failures and crashes", () => {
  it(`agree with a run from scratch, after each step and in the end (${HISTORIES} histories)`, {
    timeout: 3_600_000,
  }, async () => {
    const seed = proofSeed();
    const checked = await fc.check(
      fc.asyncProperty(history, async (steps) => {
        const run = new WorldRun();
        try {
          for (const step of steps) await run.step(step);
          await run.finish();
        } finally {
          run.dispose();
        }
      }),
      { numRuns: HISTORIES, seed, endOnFailure: false },
    );
    if (checked.failed) {
      const [steps = []] = checked.counterexample ?? [];
      const error =
        checked.errorInstance instanceof Error ? checked.errorInstance.stack : String(checked.errorInstance);
      expect.fail(
        `seed ${seed}, path ${checked.counterexamplePath}, shrunk to:\n\n${printedHistory(steps)}\n\n${error}`,
      );
    }
    expect(checked.numRuns).toBe(HISTORIES);
  });
});
