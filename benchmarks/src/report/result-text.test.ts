import { describe, expect, it } from "vitest";
import type { ProcessRun } from "../measure/run-process.ts";
import { Figures } from "./figures.ts";
import { judge } from "./gate.ts";
import { resultText } from "./result-text.ts";

const run = (wallMilliseconds: number, cpuMilliseconds?: number): ProcessRun => ({
  wallMilliseconds,
  cpuMilliseconds,
  peakMegabytes: undefined,
  work: { rows: 20_000 },
});

describe("the text of a result", () => {
  const figures = new Figures();
  for (const [bare, coco] of [
    [100, 150],
    [300, 450],
    [110, 154],
  ] as const) {
    figures.add("bare", "full", run(bare, 80));
    figures.add("coco", "full", run(coco));
  }
  const text = resultText({
    benchmark: "example",
    command: "pnpm bench example",
    machine: { date: "", system: "", processor: "", cores: 2, memoryGigabytes: 1, loadBefore: 0, node: "", coco: "" },
    baseline: "bare",
    figures: figures.all(),
    gates: [judge({ what: "full", value: 1.5, must: 1.2, unit: "x" })],
    absent: [{ program: "Peer", why: "it is not installed here", how: "pnpm bench install peer" }],
    notes: [],
    values: [],
  });

  it("gives each figure as a ratio to the baseline, run by run, and leaves out what was not measured", () => {
    expect(text).toContain("| full | coco | 1.50 | – | 154 | 195 % | – | – | rows 20,000 |");
    expect(text).toContain("| full | bare | 1.00 | 1.00 | 110 |");
  });

  it("shows what missed its gate, and names who is absent and how to get it", () => {
    expect(text).toContain("| full | 1.5 x | ≤ 1.2 x | – | **MISS** |");
    expect(text).toContain("- **Peer is absent**: it is not installed here. pnpm bench install peer");
  });
});
