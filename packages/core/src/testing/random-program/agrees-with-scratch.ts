import { expect } from "vitest";
import type { ProgramState } from "./program-history.ts";
import { ProgramRun } from "./program-run.ts";

/** Runs each program over what the one before left: as from scratch, and nothing more when nothing changed. */
export async function agreesWithScratch(states: readonly ProgramState[]): Promise<void> {
  const run = new ProgramRun();
  try {
    for (const given of states) {
      const outcome = await run.run(given);
      const scratch = new ProgramRun();
      try {
        const expected = await scratch.run({ ...given, fullReprocess: false });
        expect(outcome.failed > 0).toBe(expected.failed > 0);
        if (expected.failed > 0) continue;
        expect(outcome.rows).toEqual(expected.rows);
        expect(outcome.ran).toBeLessThanOrEqual(expected.ran);
      } finally {
        scratch.app.dispose();
      }
      const memoized = given.mounted || [0, 1].every((index) => given.shapes[index]?.memo !== false);
      if (memoized) expect((await run.run({ ...given, fullReprocess: false })).ran).toBe(0);
    }
  } finally {
    run.app.dispose();
  }
}
