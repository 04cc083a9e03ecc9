import { timesOf } from "../report/figures.ts";
import { type GateOutcome, judge } from "../report/gate.ts";
import type { Figure } from "../report/result.ts";

export const COCO = "coco";
export const RUST = "CocoIndex (Rust)";
export const PYTHON = "CocoIndex (Python)";

const LIMITS = [
  { phase: "cold", peer: RUST, must: 4, aim: 2 },
  { phase: "warm", peer: RUST, must: 1.5, aim: 1 },
  { phase: "edit", peer: RUST, must: 1.5, aim: 1 },
  { phase: "shape", peer: RUST, must: 1.5, aim: 1 },
  { phase: "cold", peer: PYTHON, must: 1 / 4 },
];

/** The limits of this benchmark, beside CocoIndex's two languages. */
export function summarizationGates(figures: readonly Figure[]): GateOutcome[] {
  return LIMITS.map(({ phase, peer, ...limits }) =>
    judge({
      what: `${phase}: coco / ${peer}`,
      value: timesOf(figures, COCO, peer, phase),
      unit: "x",
      missing: "not in this run",
      ...limits,
    }),
  );
}
