import { describe, expect, it } from "vitest";
import { proofSeed, proofSize, tellProgress } from "../testing/proof.ts";
import { LiveHistory } from "./testing/live-history.ts";

const HISTORIES = Math.max(1, Math.round(proofSize("COCO_PROVE_HISTORIES", 50) / 10));
const STEPS = 25;

describe("a live update of sources that are edited at random (R3, T4, T5)", () => {
  it(`ends with what a run from scratch would write (${HISTORIES} histories)`, {
    timeout: 60_000 + 30_000 * HISTORIES,
  }, async () => {
    const first = proofSeed();
    for (let seed = first; seed < first + HISTORIES; seed++) {
      const nests = seed % 2 === 0; // sources beneath the items of sources
      const { edits, expected, failures, problems, rows } = await new LiveHistory(seed, nests).run(STEPS);
      const told = `seed ${seed}; the last edits:\n${edits.slice(-12).join("\n")}`;
      expect({ failures, problems, rows }, told).toEqual({ failures: [], problems: [], rows: expected });
      tellProgress(`live history ${seed - first + 1} of ${HISTORIES}`);
    }
  });
});
