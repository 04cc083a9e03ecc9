import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printedFailure } from "../testing/printed-failure.ts";
import { proofSeed, proofSize, proofTimeout, tellProgress, tellProgressOf } from "../testing/proof.ts";
import { printedHistory } from "../testing/world/printed-history.ts";
import { history, type Step } from "../testing/world/random-history.ts";
import { shrunkHistory } from "../testing/world/shrunk-history.ts";
import { WorldRun } from "../testing/world/world-run.ts";

const HISTORIES = proofSize("COCO_PROVE_HISTORIES", 100);
/** How long a history that fails is made shorter. */
const SHRINKING_MS = 60_000;

/** What goes wrong in a history, if anything does. */
async function failureOf(steps: readonly Step[]): Promise<unknown> {
  const run = new WorldRun();
  try {
    for (const step of steps) await run.step(step);
    await run.finish();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    run.dispose();
  }
}

describe("random programs under random histories of edits, failures and crashes", () => {
  it(`agree with a run from scratch, after each step and in the end (${HISTORIES} histories)`, {
    timeout: proofTimeout(HISTORIES) + SHRINKING_MS,
  }, async () => {
    const seed = proofSeed();
    let failed: readonly Step[] | undefined;
    let error: unknown;
    let done = 0;
    const checked = await fc.check(
      fc.asyncProperty(history, async (steps) => {
        error = await failureOf(steps);
        tellProgressOf("histories", ++done, HISTORIES);
        if (error === undefined) return;
        failed = steps;
        throw error;
      }),
      { numRuns: HISTORIES, seed, endOnFailure: true },
    );
    if (failed !== undefined) {
      tellProgress(`history ${checked.numRuns} fails and is made shorter, for up to ${SHRINKING_MS / 1000} s`);
      const until = performance.now() + SHRINKING_MS;
      const fails = async (steps: readonly Step[]): Promise<boolean> => {
        const other = await failureOf(steps);
        error = other ?? error;
        return other !== undefined;
      };
      const least = await shrunkHistory(failed, fails, () => performance.now() > until);
      const what = `seed ${seed}, history ${checked.numRuns}, shrunk to`;
      expect.fail(`${what}:\n\n${printedHistory(least)}\n\n${printedFailure(error)}`);
    }
    expect(checked.numRuns).toBe(HISTORIES);
  });

  /** Histories that failed once, by what was wrong. */
  const found: readonly (readonly [string, readonly Step[]])[] = [
    [
      "the former owner stands beneath a place that a scan passes by",
      [
        {
          failing: true,
          weather: {},
          edits: [
            { edit: "table", table: "u.t3" },
            { edit: "group", group: "u", schema: "v1.a" },
            { edit: "item", name: "a", kind: "closure", fails: "last" },
            { edit: "item", name: "a/a/b", rows: [{ table: "u.t3", key: "k2", value: "blue", way: "direct" }] },
          ],
        },
        {
          failing: true,
          weather: {},
          edits: [
            { edit: "rename", from: "a", to: "a/b" },
            { edit: "rename", from: "a/a/b", to: "b/a/a" },
          ],
        },
      ],
    ],
    [
      "one that waits for what fails does not come to its own failure",
      [
        {
          failing: true,
          weather: {},
          edits: [
            { edit: "item", name: "a", kind: "closure", fails: "last" },
            { edit: "level", level: "a/a", style: "use", kind: "memo" },
            { edit: "item", name: "a/a/a", kind: "closure", fails: "first" },
          ],
        },
      ],
    ],
    [
      "one that was as it was loses what it declares, and then one beneath it does",
      [
        {
          weather: {},
          edits: [
            { edit: "table", table: "t0" },
            { edit: "table", table: "mine" },
            { edit: "item", name: "b/a/a", rows: [{ table: "t0", key: "k3", value: "blue", way: "direct" }] },
            { edit: "item", name: "b/a", rows: [{ table: "mine", key: "k3", value: "red", way: "direct" }] },
          ],
        },
        {
          failing: true,
          weather: {},
          edits: [
            { edit: "item", name: "a", rows: [{ table: "t0", key: "k3", value: "blue", way: "direct" }] },
            { edit: "item", name: "a/a", rows: [{ table: "mine", key: "k3", value: "red", way: "direct" }] },
          ],
        },
      ],
    ],
  ];
  it.each(found)("agree where %s", async (_, steps) => {
    expect(await failureOf(steps)).toBeUndefined();
  });
});
