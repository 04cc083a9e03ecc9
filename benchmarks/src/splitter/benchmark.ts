import { globSync } from "node:fs";
import path from "node:path";
import type { Runs } from "../command/benchmarks.ts";
import { benchmarksFolder, compiledProgram } from "../measure/compiled-programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { type Command, type ProcessRun, runProcess } from "../measure/run-process.ts";
import { absence, cocoindexPython } from "../peers/peer.ts";
import { figureOf, Figures, timesOf } from "../report/figures.ts";
import { judge } from "../report/gate.ts";
import type { BenchmarkResult, Figure } from "../report/result.ts";
import type { SplitterTask } from "./splitter-task.ts";

const COCO = "coco";
const COMPATIBLE = "coco, compatible";
const COCOINDEX = "CocoIndex";

const PROSE = "{docs,packages}/**/*.md";

/** What is split: files of this repository, the language that they are in, and how often. */
const CORPORA = {
  // A round of prose takes milliseconds, and V8 needs about a second to compile what it runs.
  prose: { pattern: PROSE, language: undefined, rounds: 200 },
  "prose, first round": { pattern: PROSE, language: undefined, rounds: 1 },
  code: { pattern: "packages/*/src/**/*.ts", language: "typescript", rounds: 5 },
} as const;

/** Splits the same files with the same options, ours in both modes beside CocoIndex's; parsing is part of it. */
export async function splitterBenchmark(runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const python = cocoindexPython();
  const figures = new Figures();
  for (const [phase, { pattern, ...how }] of Object.entries(CORPORA)) {
    const task: SplitterTask = { files: corpus(pattern), ...how, chunkSize: 1000, overlap: 200 };
    for (let repeat = 0; repeat < Math.max(runs.repeats, runs.peerRepeats); repeat++) {
      if (repeat < runs.repeats) {
        const ours = run({ file: process.execPath, args: [compiledProgram("splitter/coco.ts"), JSON.stringify(task)] });
        figures.add(COCO, phase, ours);
        const told = JSON.stringify({ ...task, compatibility: "cocoindex" });
        const compatible = run({ file: process.execPath, args: [compiledProgram("splitter/coco.ts"), told] });
        figures.add(COMPATIBLE, phase, compatible);
      }
      if (python.version !== undefined && repeat < runs.peerRepeats)
        figures.add(COCOINDEX, phase, run(python.command("splitter.py", [JSON.stringify(task)])));
    }
  }
  const all = figures.all();
  for (const phase of Object.keys(CORPORA)) expectSameChunks(all, phase);
  const times = (phase: string): number | undefined => timesOf(all, COCO, COCOINDEX, phase);
  return {
    benchmark: "splitter",
    command: `pnpm bench splitter --repeats ${runs.repeats} --peer-repeats ${runs.peerRepeats}`,
    machine,
    baseline: COCOINDEX,
    figures: all,
    gates: [
      judge({ what: "prose: coco / CocoIndex", value: times("prose"), must: 1, unit: "x", missing: "not in this run" }),
      judge({ what: "code: coco / CocoIndex", value: times("code"), must: 2, unit: "x", missing: "not in this run" }),
    ],
    absent: [absence(python)].filter((one) => one !== undefined),
    values: [],
    notes: [
      "Times are processor time of the fastest round over all files in one process, so without its start: of 200 rounds of prose, of five of code.",
      "The first round of prose is that of a process that has split nothing before: V8 compiles as it goes.",
      "The compatible mode must give as many chunks as CocoIndex, or the run fails.",
    ],
  };
}

function expectSameChunks(figures: readonly Figure[], phase: string): void {
  const [ours, theirs] = [COMPATIBLE, COCOINDEX].map((program) => figureOf(figures, program, phase)?.work["chunks"]);
  if (theirs !== undefined && ours !== theirs)
    throw new Error(`${phase}: ${ours} chunks in compatibility mode, where CocoIndex made ${theirs}.`);
}

function corpus(pattern: string): string[] {
  const root = path.dirname(benchmarksFolder);
  const exclude = (name: string): boolean => name === "node_modules" || name === "dist";
  return globSync(pattern, { cwd: root, exclude })
    .toSorted()
    .map((file) => path.join(root, file));
}

/** The time that a program tells is that of its work alone. */
function run(command: Command): ProcessRun {
  const { work, ...measured } = runProcess(command);
  const { milliseconds, ...rest } = work;
  return { ...measured, work: rest, wallMilliseconds: Number(milliseconds), cpuMilliseconds: Number(milliseconds) };
}
