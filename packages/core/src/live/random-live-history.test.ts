import { describe, expect, it } from "vitest";
import { LiveHistory } from "./testing/live-history.ts";

describe("a live update of sources that are edited at random (R3, T4, T5)", () => {
  const seeds = Number(process.env["COCO_LIVE_HISTORIES"] ?? 6);
  const first = Number(process.env["COCO_LIVE_SEED"] ?? 1);
  it.each(Array.from({ length: seeds }, (_, index) => first + index))(
    "ends with what a run from scratch would write: seed %i",
    async (seed) => {
      const { edits, expected, failures, problems, rows } = await new LiveHistory(seed).run(25);
      expect({ failures, problems, rows }, edits.slice(-12).join("\n")).toEqual({
        failures: [],
        problems: [],
        rows: expected,
      });
    },
    60_000,
  );
});
