import path from "node:path";
import type { Runs } from "../command/benchmarks.ts";
import { thisMachine } from "../measure/machine.ts";
import { type ProcessRun, runProcess } from "../measure/run-process.ts";
import { emptyFolder, inWorkFolder, letFilesRest } from "../measure/work-folder.ts";
import { Figures } from "../report/figures.ts";
import type { BenchmarkResult } from "../report/result.ts";
import { deleteFromCorpus, editCorpus, SECTIONS, writeCorpus } from "./corpus.ts";
import { markdownGates } from "./gates.ts";
import { BARE, type MarkdownProgram, markdownPrograms } from "./programs.ts";
import { expectedDigest, type TargetDigest, targetDigest } from "./target-digest.ts";

/** What the gates are set for. */
const GATED_FILES = 20_000;

/** What each phase has to leave in the target, and the texts that it may embed at most. */
type Expected = (phase: string, corpus: string) => TargetDigest;

/**
 * Indexes a folder of generated Markdown with each program in turn, each phase in a process of its own: everything,
 * nothing changed, one section edited in one file of a hundred, one file of a hundred deleted. After each phase the
 * whole target is compared with what the corpus implies.
 */
export async function markdownBenchmark(
  files: number,
  { repeats, peerRepeats, wants }: Runs,
): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const { programs: all, absent, versions } = markdownPrograms();
  const programs = all.filter(({ name }) => name === BARE || wants(name));
  const figures = new Figures();
  const expected = expectedOnce();
  await inWorkFolder(async (folder) => {
    for (let repeat = 0; repeat < Math.max(repeats, peerRepeats); repeat++) {
      for (const program of programs) {
        if (repeat >= (program.peer ? peerRepeats : repeats)) continue;
        for await (const [phase, run] of phasesOf(program, folder, files, expected)) {
          figures.add(program.name, phase, run);
          console.error(`${repeat + 1}: ${program.name}, ${phase}: ${Math.round(run.wallMilliseconds)} ms`);
        }
      }
    }
  });
  return {
    benchmark: "markdown",
    command: `pnpm bench markdown --files ${files} --repeats ${repeats} --peer-repeats ${peerRepeats}`,
    machine,
    baseline: BARE,
    figures: figures.all(),
    gates: markdownGates(figures.all(), Math.ceil(files / 100)),
    absent,
    values: [],
    notes: [
      `${files.toLocaleString("en-US")} files of five sections, one chunk a section, a free embedder of 384 numbers, the same bits in all programs.`,
      "Every row of every target was compared with what the corpus implies (path, position, text, vector) after every phase.",
      `Median of ${repeats} runs, peers of ${peerRepeats}; ratios are taken run by run. All targets are one SQLite table unless the name says otherwise.`,
      ...(files < GATED_FILES
        ? [`The gates are set for ${GATED_FILES.toLocaleString("en-US")} files; with fewer, start-up counts for more.`]
        : []),
      ...(versions.length > 0 ? [`Peers: ${versions.join(", ")}.`] : []),
    ],
  };
}

async function* phasesOf(
  { name, command, textsOfEdit }: MarkdownProgram,
  folder: string,
  files: number,
  expected: Expected,
): AsyncGenerator<[phase: string, run: ProcessRun]> {
  const corpus = path.join(folder, "corpus");
  const state = emptyFolder(folder, "state");
  writeCorpus(corpus, files);
  letFilesRest();
  const measure = async (phase: string, texts: number): Promise<[string, ProcessRun]> => {
    const run = runProcess(command({ corpus, state }));
    const [found, wanted] = [await targetDigest(state), expected(phase, corpus)];
    if (found.rows !== wanted.rows || found.hash !== wanted.hash) {
      throw new Error(
        `${name}, ${phase}: the target holds ${found.rows} rows (${found.hash}) instead of ${wanted.rows} (${wanted.hash}).`,
      );
    }
    if (run.work["texts"] !== texts)
      throw new Error(`${name}, ${phase}: ${run.work["texts"]} texts embedded instead of ${texts}.`);
    return [phase, { ...run, work: { ...run.work, ...found } }];
  };
  yield await measure("full", files * SECTIONS);
  yield await measure("no change", 0);
  const edited = editCorpus(corpus, files, 1);
  letFilesRest();
  yield await measure("edit 1 %", edited * textsOfEdit);
  deleteFromCorpus(corpus, files);
  letFilesRest();
  yield await measure("delete 1 %", 0);
}

/** The corpus goes through the same states each time: each is worked out once. */
function expectedOnce(): Expected {
  const known = new Map<string, TargetDigest>();
  return (phase, corpus) => {
    const before = known.get(phase) ?? expectedDigest(corpus);
    known.set(phase, before);
    return before;
  };
}
