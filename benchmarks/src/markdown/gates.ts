import { figureOf, timesOf } from "../report/figures.ts";
import { type GateOutcome, judge } from "../report/gate.ts";
import type { Figure } from "../report/result.ts";
import { BARE, COCO, COCO_CHUNKS, COCOINDEX, COCOINDEX_CHUNKS } from "./programs.ts";

const PEAK = { must: 250, aim: 150 };
const PHASE_LIMITS: Readonly<Record<string, { readonly must: number; readonly aim: number }>> = {
  full: { must: 2.2, aim: 1.6 },
  "no change": { must: 2, aim: 1.3 },
  "edit 1 %": { must: 3, aim: 2 },
  "delete 1 %": { must: 3, aim: 1.5 },
};

/** The limits of this benchmark: beside the bare script, beside CocoIndex, and in memory. */
export function markdownGates(figures: readonly Figure[], edited: number): GateOutcome[] {
  const gates: GateOutcome[] = [];
  for (const [phase, limits] of Object.entries(PHASE_LIMITS)) {
    for (const program of [COCO, COCO_CHUNKS]) {
      gates.push(
        judge({
          what: `${phase}: ${program} / ${BARE}`,
          value: timesOf(figures, program, BARE, phase),
          unit: "x",
          ...limits,
        }),
      );
    }
  }
  for (const [program, peer] of [
    [COCO, COCOINDEX],
    [COCO_CHUNKS, COCOINDEX_CHUNKS],
  ] as const) {
    const value = timesOf(figures, program, peer, "no change");
    gates.push(
      judge({ what: `no change: ${program} / ${peer}`, value, must: 1 / 25, unit: "x", missing: "not in this run" }),
    );
  }
  const texts = figureOf(figures, COCO_CHUNKS, "edit 1 %")?.work["texts"];
  gates.push(
    judge({ what: `edit 1 %: texts embedded by ${COCO_CHUNKS}`, value: Number(texts), must: edited, unit: "texts" }),
  );
  for (const program of [COCO, COCO_CHUNKS]) {
    const peaks = figures
      .filter((figure) => figure.program === program)
      .map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN);
    gates.push(
      judge({ what: `peak RSS of ${program}, greatest phase`, value: Math.max(...peaks), unit: "MB", ...PEAK }),
    );
  }
  return gates;
}
