import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Runs } from "../command/benchmarks.ts";
import { UsageError } from "../command/usage-error.ts";
import { compiledProgram } from "../measure/compiled-programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { type Command, type ProcessRun, runProcess } from "../measure/run-process.ts";
import { emptyFolder, inWorkFolder, letFilesRest } from "../measure/work-folder.ts";
import { absence, cocoindexPython, cocoindexRust, type Peer } from "../peers/peer.ts";
import { Figures } from "../report/figures.ts";
import type { BenchmarkResult } from "../report/result.ts";
import { editDataset, reshapeDataset, SCALES, writeDataset } from "./dataset.ts";
import { COCO, PYTHON, RUST, summarizationGates } from "./gates.ts";
import type { SummarizationTask } from "./summarization-task.ts";

const PHASES = ["cold", "warm", "edit", "shape"] as const;
type Phase = (typeof PHASES)[number];

interface SummarizationProgram {
  readonly name: string;
  readonly repeats: number;
  readonly run: (task: SummarizationTask, phase: Phase) => ProcessRun;
}

/**
 * Files to sections to analyses to one summary a project, each step remembered, as CocoIndex's benchmark of this name has
 * it: everything, nothing changed, some files edited, one deleted, renamed and added. All programs read one folder, and
 * their outputs must be the same, byte for byte.
 */
export async function fileSummarizationBenchmark(scaleName: string, runs: Runs): Promise<BenchmarkResult> {
  const scale = SCALES[scaleName];
  if (scale === undefined)
    throw new UsageError(`--scale is one of ${Object.keys(SCALES).join(", ")}, not "${scaleName}".`);
  const machine = thisMachine();
  const [python, rust] = [cocoindexPython(), cocoindexRust()];
  const own: SummarizationProgram = { name: COCO, repeats: runs.repeats, run: (told) => runProcess(cocoCommand(told)) };
  const programs = [
    own,
    ...peerProgram(RUST, rust, runs.repeats, (task, phase) => runRust(rust, task, phase)),
    ...peerProgram(PYTHON, python, runs.peerRepeats, (task) =>
      runProcess(python.command("file_summarization.py", [JSON.stringify(task)])),
    ),
  ].filter(({ name }) => name === COCO || runs.wants(name));
  const figures = new Figures();
  await inWorkFolder(async (folder) => {
    for (let repeat = 0; repeat < Math.max(...programs.map(({ repeats }) => repeats)); repeat++) {
      const dataset = path.join(folder, "dataset");
      writeDataset(dataset, scale);
      const taking = programs.filter(({ repeats }) => repeat < repeats);
      for (const { name } of taking) emptyFolder(folder, name);
      for (const phase of PHASES) {
        if (phase === "edit") editDataset(dataset);
        if (phase === "shape") reshapeDataset(dataset);
        if (phase !== "warm") letFilesRest();
        measurePhase(figures, taking, folder, dataset, phase);
      }
    }
  });
  return {
    benchmark: "file-summarization",
    command: `pnpm bench file-summarization --scale ${scaleName} --repeats ${runs.repeats} --peer-repeats ${runs.peerRepeats}`,
    machine,
    baseline: programs.some(({ name }) => name === RUST) ? RUST : COCO,
    figures: figures.all(),
    gates: summarizationGates(figures.all()),
    absent: [absence(rust), absence(python)].filter((one) => one !== undefined),
    values: [],
    notes: [
      `Scale ${scaleName}; the output trees of all programs were equal after every phase (hash).${scaleName === "xlarge" ? "" : " The gates are set for xlarge."}`,
      `Median of ${runs.repeats} runs, Python of ${runs.peerRepeats}.${python.version === undefined ? "" : ` CocoIndex ${python.version} (Python).`}`,
    ],
  };
}

function measurePhase(
  figures: Figures,
  programs: readonly SummarizationProgram[],
  folder: string,
  dataset: string,
  phase: Phase,
): void {
  let expected: string | undefined;
  for (const { name, run } of programs) {
    const [state, output] = [path.join(folder, name, "state"), path.join(folder, name, "output")];
    mkdirSync(state, { recursive: true });
    mkdirSync(output, { recursive: true });
    const measured = run({ dataset, state, output }, phase);
    console.error(`${name}, ${phase}: ${Math.round(measured.wallMilliseconds)} ms`);
    const { hash, analysed, rebuilt } = measured.work;
    const did = `${hash}, ${analysed} sections analysed, ${rebuilt} files written`;
    expected ??= did;
    if (did !== expected) throw new Error(`${name}, ${phase}: ${did}; ${programs[0]?.name} had ${expected}.`);
    figures.add(name, phase, measured);
  }
}

function cocoCommand(task: SummarizationTask): Command {
  return {
    file: process.execPath,
    args: [compiledProgram("file-summarization/coco-summaries.ts"), JSON.stringify(task)],
  };
}

function peerProgram(
  name: string,
  { version }: Peer,
  repeats: number,
  run: SummarizationProgram["run"],
): SummarizationProgram[] {
  return version === undefined ? [] : [{ name, repeats, run }];
}

/** CocoIndex's program takes flags, and writes what it did into a file. */
function runRust(rust: Peer, { dataset, state, output }: SummarizationTask, phase: Phase): ProcessRun {
  const metrics = path.join(state, "..", "metrics.json");
  const flags = { scenario: "codebase", profile: "mixed", dataset, state, output, metrics, phase };
  const run = runProcess(
    rust.command(
      "",
      Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]),
    ),
  );
  const did = JSON.parse(readFileSync(metrics, "utf8")) as Record<string, number> & { output_hash: string };
  const work = {
    files: did["files_seen"] ?? 0,
    sections: did["sections_total"] ?? 0,
    analysed: did["cache_misses"] ?? 0,
    batches: did["batch_calls"] ?? 0,
    rebuilt: did["output_files_rebuilt"] ?? 0,
    hash: did.output_hash,
  };
  return { ...run, work };
}
