import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Runs } from "../command/benchmarks.ts";
import { UsageError } from "../command/usage-error.ts";
import { compiledProgram } from "../measure/compiled-programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { type Command, type ProcessRun, runProcess } from "../measure/run-process.ts";
import { inWorkFolder } from "../measure/work-folder.ts";
import { absence, cocoindexPython, nodePeer } from "../peers/peer.ts";
import { figureOf, Figures, timesOf } from "../report/figures.ts";
import { judge } from "../report/gate.ts";
import type { BenchmarkResult, Figure } from "../report/result.ts";
import type { CodeMatchTask } from "./code-match-task.ts";
import { codeCorpus } from "./corpus.ts";
import { PATTERNS } from "./patterns.ts";

const COCO = "coco";
const COCOINDEX = "CocoIndex";
const AST_GREP = "ast-grep";
const FEWEST_FILES = 5000;

interface Program {
  readonly name: string;
  readonly command: (task: string) => Command;
  readonly phases: readonly CodeMatchTask["phase"][];
  readonly repeats: number;
}

/** Asks twenty questions of a real tree: ours beside CocoIndex and ast-grep, reading and parsing included. */
export async function codeMatchBenchmark(runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const { files, megabytes } = codeCorpus();
  if (files.length < FEWEST_FILES)
    throw new UsageError(`There are ${files.length} files to search. Run pnpm bench install code-corpus first.`);
  const python = cocoindexPython();
  const astGrep = nodePeer(AST_GREP, "ast-grep", "@ast-grep/napi");
  const program = compiledProgram("code-match/coco.ts");
  const programs: Program[] = [
    {
      name: COCO,
      command: (task) => ({ file: process.execPath, args: [program, task] }),
      phases: ["prefilter", "match"],
      repeats: runs.repeats,
    },
  ];
  if (python.version !== undefined)
    programs.push({
      name: COCOINDEX,
      command: (task) => python.command("code_match.py", [task]),
      phases: ["prefilter", "match"],
      repeats: runs.peerRepeats,
    });
  if (astGrep.version !== undefined)
    programs.push({
      name: AST_GREP,
      command: (task) => astGrep.command("matches.mjs", [task]),
      phases: ["match"],
      repeats: runs.peerRepeats,
    });
  const all = await inWorkFolder(async (folder) => {
    const list = path.join(folder, "files.json");
    writeFileSync(list, JSON.stringify(files));
    return measure(
      programs.filter(({ name }) => name === COCO || runs.wants(name)),
      list,
    );
  });
  return {
    benchmark: "code-match",
    command: `pnpm bench code-match --repeats ${runs.repeats} --peer-repeats ${runs.peerRepeats}`,
    machine,
    baseline: COCOINDEX,
    figures: all,
    gates: [
      judge({
        what: "20 patterns, processor time: coco / CocoIndex",
        value: timesOf(all, COCO, COCOINDEX, "match", "cpuMilliseconds"),
        must: 1,
        unit: "x",
        missing: "not in this run",
      }),
      judge({
        what: "20 patterns, processor time: coco / ast-grep",
        value: timesOf(all, COCO, AST_GREP, "match", "cpuMilliseconds"),
        must: 2,
        unit: "x",
        missing: "not in this run",
      }),
    ],
    absent: [absence(python), absence(astGrep)].filter((one) => one !== undefined),
    values: [
      { what: "files", value: files.length, unit: "" },
      { what: "code", value: Math.round(megabytes), unit: "MB" },
      ...prefilterSpeed(all, megabytes),
    ],
    notes: [
      "One thread each; the start of the process, reading and parsing are part of it. Every program holds one file at a time.",
      "prefilter: every text is asked for each of the twenty patterns whether it might match; ast-grep has nothing like it.",
      "What is found differs a little with ast-grep, whose patterns mean other things in places; the counts stand beside.",
    ],
  };
}

function measure(programs: readonly Program[], list: string): Figure[] {
  const figures = new Figures();
  const most = Math.max(...programs.map(({ repeats }) => repeats));
  for (let repeat = 0; repeat < most; repeat++) {
    for (const { name, command, phases, repeats } of programs) {
      if (repeat >= repeats) continue;
      for (const phase of phases) {
        const task: CodeMatchTask = { list, patterns: PATTERNS, phase };
        const run: ProcessRun = runProcess(command(JSON.stringify(task)));
        figures.add(name, phase, run);
      }
    }
  }
  return figures.all();
}

/** How much text is asked about in a second, all patterns counted. */
function prefilterSpeed(figures: readonly Figure[], megabytes: number): BenchmarkResult["values"] {
  const time = figureOf(figures, COCO, "prefilter")?.cpuMilliseconds;
  if (time === undefined) return [];
  return [
    {
      what: "prefilter, text times patterns",
      value: Math.round((megabytes * PATTERNS.length) / (time / 1000)),
      unit: "MB/s",
    },
  ];
}
