import type { Runs } from "../command/benchmarks.ts";
import { compiledProgram, packageFile } from "../measure/compiled-programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { runProcess } from "../measure/run-process.ts";
import { median } from "../measure/statistics.ts";
import { figureOf, Figures } from "../report/figures.ts";
import { judge } from "../report/gate.ts";
import type { BenchmarkResult, Figure } from "../report/result.ts";

const NOTHING = "node, nothing";
const CORE = 'import "@coco/core"';
const VERSION = "coco --version";
const PHASE = "start-up";
/** Each takes a tenth of a second: more runs than asked for cost nothing. */
const RUNS_PER_REPEAT = 7;

/** What is there before any work: the command, and the import of the engine; each beside a Node that does nothing. */
export async function startUpBenchmark(runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const programs: Readonly<Record<string, readonly string[]>> = {
    [NOTHING]: [compiledProgram("start-up/nothing.ts")],
    [CORE]: [compiledProgram("start-up/import-core.ts")],
    [VERSION]: [packageFile("cli/bin/coco.mjs"), "--version"],
  };
  const figures = new Figures();
  for (let repeat = 0; repeat < runs.repeats * RUNS_PER_REPEAT; repeat++) {
    for (const [name, args] of Object.entries(programs))
      figures.add(name, PHASE, runProcess({ file: process.execPath, args }));
  }
  const all = figures.all();
  return {
    benchmark: "start-up",
    command: `pnpm bench start-up --repeats ${runs.repeats}`,
    machine,
    baseline: NOTHING,
    figures: all,
    gates: [
      judge({ what: `${VERSION}, less a bare Node`, value: over(all, VERSION), must: 60, unit: "ms" }),
      judge({ what: `${CORE}, less a bare Node`, value: over(all, CORE), must: 40, unit: "ms" }),
    ],
    absent: [],
    values: [],
    notes: [
      `Median of ${runs.repeats * RUNS_PER_REPEAT} runs, in turn. The gates are the medians of what each run took longer than the Node that ran just before.`,
    ],
  };
}

function over(figures: readonly Figure[], program: string): number {
  const [one, bare] = [figureOf(figures, program, PHASE), figureOf(figures, NOTHING, PHASE)];
  const walls = one?.runs.map((run, at) => run.wallMilliseconds - (bare?.runs[at]?.wallMilliseconds ?? Number.NaN));
  return median(walls ?? []);
}
