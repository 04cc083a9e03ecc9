import { writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Runs } from "../command/benchmarks.ts";
import { fileName, fileText, SECTIONS, splitSections, writeCorpus } from "../markdown/corpus.ts";
import { COCO, COCOINDEX, markdownPrograms, type MarkdownProgram } from "../markdown/programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { emptyFolder, inWorkFolder, letFilesRest } from "../measure/work-folder.ts";
import { figureOf, Figures } from "../report/figures.ts";
import { type GateOutcome, judge } from "../report/gate.ts";
import type { BenchmarkResult, Figure, Value } from "../report/result.ts";
import { FollowedProgram } from "./followed-program.ts";

const PHASE = "save to row";
/** Saves a program is measured by in one of its runs. */
const SAVES = 100;
/** The section that a revision changes. */
const EDITED = 2;
/** Between two saves, in ms: as somebody who saves often, and not at the same moment of whatever goes by a clock. */
const [SHORTEST, LONGEST] = [40, 160];
const GIVEN_UP_MS = 60_000;

/**
 * How long it takes from a saved file to its changed row while a live update follows a folder: one section of one file is
 * rewritten at a time, and the target is asked until the row has the new text.
 */
export async function latencyBenchmark(files: number, runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const { absent, programs: all, versions } = markdownPrograms();
  const programs = all.filter(({ name }) => name === COCO || (name === COCOINDEX && runs.wants(name)));
  const figures = new Figures();
  const values: Value[] = [];
  await inWorkFolder(async (folder) => {
    for (let repeat = 0; repeat < Math.max(runs.repeats, runs.peerRepeats); repeat++) {
      for (const program of programs) {
        if (repeat >= (program.peer ? runs.peerRepeats : runs.repeats)) continue;
        const { ready, times } = await measure(program, folder, files);
        for (const wallMilliseconds of times)
          figures.add(program.name, PHASE, {
            wallMilliseconds,
            cpuMilliseconds: undefined,
            peakMegabytes: undefined,
            work: {},
          });
        if (repeat === 0)
          values.push({
            what: `${program.name}: caught up after a start with ${files} new files`,
            value: ready,
            unit: "ms",
          });
        console.error(`${repeat + 1}: ${program.name}: ${times.length} saves`);
      }
    }
  });
  const found = figures.all();
  return {
    benchmark: "latency",
    command: `pnpm bench latency --files ${files} --repeats ${runs.repeats} --peer-repeats ${runs.peerRepeats}`,
    machine,
    baseline: COCO,
    figures: found.map((figure) => ({ ...figure, work: { "99 %": `${Math.round(percentile(figure, 99))} ms` } })),
    gates: gatesOf(found),
    absent: absent.filter(({ program }) => program.startsWith(COCOINDEX)),
    values,
    notes: [
      `${files.toLocaleString("en-US")} files of five sections, an SQLite table, the programs of the Markdown benchmark, live. ${SAVES} saves a run, ${SHORTEST} to ${LONGEST} ms apart.`,
      `From the moment at which the written file is closed to the one at which a reader of the table finds the new text, asking every millisecond.`,
      ...(versions.length > 0 ? [`Peers: ${versions.join(", ")}.`] : []),
    ],
  };
}

async function measure(
  { command }: MarkdownProgram,
  folder: string,
  files: number,
): Promise<{ readonly ready: number; readonly times: readonly number[] }> {
  const corpus = path.join(folder, "corpus");
  const state = emptyFolder(folder, "state");
  writeCorpus(corpus, files);
  letFilesRest();
  const program = new FollowedProgram(command({ corpus, state, live: true }), state);
  try {
    const ready = await program.caughtUp(files * SECTIONS);
    await pause(1000);
    const times: number[] = [];
    for (let save = 1; save <= SAVES; save++) {
      const index = (save * 7919) % files;
      const text = fileText(index, save);
      writeFileSync(path.join(corpus, fileName(index)), text);
      const saved = performance.now();
      const wanted = splitSections(text)[EDITED] as string;
      times.push((await program.hasText(fileName(index), EDITED, wanted, GIVEN_UP_MS)) - saved);
      await pause(SHORTEST + ((save * 37) % (LONGEST - SHORTEST)));
    }
    return { ready, times };
  } finally {
    await program.end();
  }
}

function gatesOf(figures: readonly Figure[]): GateOutcome[] {
  const coco = figureOf(figures, COCO, PHASE);
  const unit = "ms";
  return [
    judge({ what: `${COCO}: median`, value: coco?.wallMilliseconds, must: 150, aim: 75, unit }),
    judge({ what: `${COCO}: 99 %`, value: coco && percentile(coco, 99), must: 1000, aim: 300, unit }),
  ];
}

/** The time within which so many in a hundred were done. */
function percentile({ runs }: Figure, percent: number): number {
  const sorted = runs.map(({ wallMilliseconds }) => wallMilliseconds).sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
}
