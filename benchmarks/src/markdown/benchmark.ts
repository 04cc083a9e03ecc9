import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Measured, median, runProgram } from "../measure/run-program.ts";
import { deleteFromCorpus, editCorpus, SECTIONS, writeCorpus } from "./corpus.ts";

const PROGRAMS = ["bare-sqlite", "coco-sqlite", "coco-lancedb"] as const;
const PHASES = ["full", "no change", "edit 1 %", "delete 1 %"] as const;
type Program = (typeof PROGRAMS)[number];
type Phase = (typeof PHASES)[number];

/** The median of one phase of one program. */
export interface Figure {
  readonly program: Program;
  readonly phase: Phase;
  readonly milliseconds: number;
  readonly texts: number;
  readonly rows: number;
  readonly peakMegabytes: number;
}

/**
 * Indexes a folder of generated Markdown with each program in turn, each phase in a process of its own: everything,
 * nothing changed, one section edited in one file of a hundred, one file of a hundred deleted.
 */
export function markdownBenchmark(files: number, repeats: number): Figure[] {
  const measured = new Map<string, Measured[]>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const name of PROGRAMS) {
      for (const [phase, outcome] of phasesOf(name, files)) {
        const key = `${name}/${phase}`;
        measured.set(key, [...(measured.get(key) ?? []), outcome]);
      }
    }
  }
  return PROGRAMS.flatMap((name) =>
    PHASES.map((phase) => {
      const runs = measured.get(`${name}/${phase}`) ?? [];
      return {
        program: name,
        phase,
        milliseconds: Math.round(median(runs.map((run) => run.milliseconds))),
        texts: runs[0]?.texts ?? 0,
        rows: runs[0]?.rows ?? 0,
        peakMegabytes: median(runs.map((run) => run.peakMegabytes)),
      };
    }),
  );
}

function* phasesOf(name: Program, files: number): Generator<[Phase, Measured]> {
  const folder = path.join(tmpdir(), `coco-benchmark-${process.pid}`);
  const task = { corpus: path.join(folder, "corpus"), state: path.join(folder, "state") };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(task.state, { recursive: true });
  writeCorpus(task.corpus, files);
  const file = path.join(import.meta.dirname, `${name}.ts`);
  const expect = (outcome: Measured, rows: number): Measured => {
    if (outcome.rows !== rows) throw new Error(`${name}: ${outcome.rows} rows in the target, ${rows} expected`);
    return outcome;
  };
  yield ["full", expect(runProgram(file, task), files * SECTIONS)];
  yield ["no change", expect(runProgram(file, task), files * SECTIONS)];
  editCorpus(task.corpus, files, 1);
  yield ["edit 1 %", expect(runProgram(file, task), files * SECTIONS)];
  const deleted = deleteFromCorpus(task.corpus, files);
  yield ["delete 1 %", expect(runProgram(file, task), (files - deleted) * SECTIONS)];
  rmSync(folder, { recursive: true, force: true });
}
