import path from "node:path";
import type { Runs } from "../command/benchmarks.ts";
import { compiledProgram, packageFile } from "../measure/compiled-programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { type Command, runProcess } from "../measure/run-process.ts";
import { emptyFolder, inWorkFolder } from "../measure/work-folder.ts";
import { absence, cocoindexPython, peersFolder } from "../peers/peer.ts";
import { Figures, timesOf } from "../report/figures.ts";
import { type GateOutcome, judge } from "../report/gate.ts";
import type { BenchmarkResult, Figure } from "../report/result.ts";

const COCO = "coco";
const COCOINDEX = "CocoIndex";
const PHASES = ["cold", "warm", "drop"] as const;
type Phase = (typeof PHASES)[number];

/** The shares of CocoIndex's time that must not be passed, by number of states and phase; 10,000 components. */
const GATED_N = 10_000;
const LIMITS: Readonly<Record<number, Readonly<Record<Phase, number>>>> = {
  0: { cold: 1 / 10, warm: 1 / 8, drop: 1 / 4 },
  10: { cold: 1 / 8, warm: 1 / 8, drop: 1 / 8 },
};
const AIM = 1 / 20;

interface StoreProgram {
  readonly name: string;
  readonly command: (phase: Phase, variables: Readonly<Record<string, string>>) => Command;
}

/** N memoized components of M target states that cost nothing: first run, a run in which nothing changed, drop; by command. */
export async function stateStoreBenchmark(
  counts: readonly number[],
  states: readonly number[],
  runs: Runs,
): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const python = cocoindexPython();
  const programs = [coco, ...(python.version === undefined ? [] : [cocoindex()])].filter(
    ({ name }) => name === COCO || runs.wants(name),
  );
  const figures = new Figures();
  await inWorkFolder(async (folder) => {
    for (const n of counts) {
      for (const m of states) {
        for (let repeat = 0; repeat < Math.max(runs.repeats, runs.peerRepeats); repeat++) {
          for (const program of programs) {
            if (repeat < (program === coco ? runs.repeats : runs.peerRepeats))
              measureCell(figures, program, folder, n, m);
          }
        }
      }
    }
  });
  return {
    benchmark: "state-store",
    command: `pnpm bench state-store --n ${counts.join(",")} --m ${states.join(",")} --repeats ${runs.repeats} --peer-repeats ${runs.peerRepeats}`,
    machine,
    baseline: COCOINDEX,
    figures: figures.all(),
    gates: gatesOf(figures.all()),
    absent: [absence(python)].filter((one) => one !== undefined),
    values: [],
    notes: [
      "Whole commands: `coco update`, `coco drop --yes`, `cocoindex update`, `cocoindex drop -f`. The states that were applied were counted after each.",
      `Median of ${runs.repeats} runs, CocoIndex of ${runs.peerRepeats}.${python.version === undefined ? "" : ` CocoIndex ${python.version}.`} Gates: ${GATED_N.toLocaleString("en-US")} components.`,
    ],
  };
}

function measureCell(figures: Figures, { name, command }: StoreProgram, folder: string, n: number, m: number): void {
  const state = emptyFolder(folder, name);
  const variables = {
    BENCHMARK_N: String(n),
    BENCHMARK_M: String(m),
    COCO_DB: path.join(state, "state.db"),
    COCOINDEX_DB: path.join(state, "cocoindex"),
  };
  for (const phase of PHASES) {
    const run = runProcess(command(phase, variables));
    console.error(`${name}: N=${n} M=${m} ${phase}: ${Math.round(run.wallMilliseconds)} ms`);
    const expected = { ran: phase === "cold" ? n : 0, applied: phase === "warm" ? 0 : n * m };
    if (run.work["ran"] !== expected.ran || run.work["applied"] !== expected.applied) {
      throw new Error(`${name}, ${phase}: did ${JSON.stringify(run.work)} instead of ${JSON.stringify(expected)}.`);
    }
    figures.add(name, phaseName(n, m, phase), run);
  }
}

const coco: StoreProgram = {
  name: COCO,
  command: (phase, variables) => {
    const app = compiledProgram("state-store/app.ts");
    const args = [packageFile("cli/bin/coco.mjs"), phase === "drop" ? "drop" : "update", app];
    return { file: process.execPath, args: phase === "drop" ? [...args, "--yes"] : args, variables };
  },
};

function cocoindex(): StoreProgram {
  const python = cocoindexPython();
  const app = path.join(peersFolder, "cocoindex", "state_store.py");
  return {
    name: COCOINDEX,
    command: (phase, variables) =>
      python.command("-m", ["cocoindex.cli", ...(phase === "drop" ? ["drop", "-f"] : ["update"]), app], variables),
  };
}

function phaseName(n: number, m: number, phase: Phase): string {
  return `N=${n.toLocaleString("en-US")} M=${m} ${phase}`;
}

function gatesOf(figures: readonly Figure[]): GateOutcome[] {
  return Object.entries(LIMITS).flatMap(([m, limits]) =>
    PHASES.map((phase) => {
      const name = phaseName(GATED_N, Number(m), phase);
      const value = timesOf(figures, COCO, COCOINDEX, name);
      return judge({
        what: `${name}: coco / CocoIndex`,
        value,
        must: limits[phase],
        aim: AIM,
        unit: "x",
        missing: "not in this run",
      });
    }),
  );
}
