import { statSync } from "node:fs";
import path from "node:path";
import type { Runs } from "../command/benchmarks.ts";
import { compiledProgram } from "../measure/compiled-programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { type ProcessRun, runProcess } from "../measure/run-process.ts";
import { emptyFolder, inWorkFolder, letFilesRest } from "../measure/work-folder.ts";
import { Figures } from "../report/figures.ts";
import type { BenchmarkResult, Value } from "../report/result.ts";
import { writeFileTree } from "./file-tree.ts";
import { fileGates, type FileSizes, itemGates, slopeStart } from "./gates.ts";
import { BARE_MERGE, BARE_WALK, COCO, phaseOf } from "./phases.ts";
import type { ScaleTask } from "./scale-task.ts";
import { type StateSizes, stateSizes } from "./state-sizes.ts";

const PROGRAMS: Readonly<Record<string, string>> = {
  [COCO]: "coco-items.ts",
  [BARE_MERGE]: "bare-items.ts",
};
const FILE_PROGRAMS: Readonly<Record<string, string>> = { [COCO]: "coco-files.ts", [BARE_WALK]: "bare-walk.ts" };

/**
 * What an unchanged item costs, from a source in memory with ordered keys and memo states; one memo and five rows an item.
 * Each size is filled once and then run over unchanged; an empty run shows what is there before the first item.
 */
export async function scaleBenchmark(items: readonly number[], runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const figures = new Figures();
  const sizes: StateSizes = await inWorkFolder(async (folder) => {
    for (const count of [0, ...items]) await measureSize(figures, folder, PROGRAMS, { items: count }, runs);
    return stateSizes(folder);
  });
  const { gates, values } = itemGates(figures.all(), items, sizes);
  return result("scale", `pnpm bench scale --items ${items.join(",")} --repeats ${runs.repeats}`, {
    machine,
    baseline: BARE_MERGE,
    figures: figures.all(),
    gates,
    values,
    notes: [
      `Items have keys of 48 bytes that rise, and a version each; an item has one memo and five rows of which 16 bytes are tracked, keyed [number, position]. Costs are slopes between ${first(items)} and ${last(items)} items: start-up is off.`,
      "The bare merge reads one record an item with one statement and compares key and version.",
      `No change: median of ${runs.repeats} runs; full: one run.`,
    ],
  });
}

/** The same for a tree of files, beside a walk that asks for the time and size of each file. */
export async function filesBenchmark(files: readonly number[], runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const figures = new Figures();
  const sizes: FileSizes = new Map();
  await inWorkFolder(async (folder) => {
    for (const count of files) {
      const corpus = emptyFolder(folder, "corpus");
      writeFileTree(corpus, count);
      letFilesRest();
      await measureSize(figures, folder, FILE_PROGRAMS, { items: count, corpus }, runs);
      sizes.set(count, statSync(path.join(folder, COCO, "state.db")).size);
    }
  });
  const { gates, values } = fileGates(figures.all(), files, sizes);
  return result("scale-localfs", `pnpm bench scale --localfs --items ${files.join(",")} --repeats ${runs.repeats}`, {
    machine,
    baseline: BARE_WALK,
    figures: figures.all(),
    gates,
    values,
    notes: [
      `Small files, a hundred in a folder; one memo and five rows a file, keyed [path, position]. Costs are slopes between ${first(files)} and ${last(files)} files: start-up is off.`,
      `No change: median of ${runs.repeats} runs; full: one run.`,
    ],
  });
}

/** Fills each program's store with the items, and measures runs in which none changed, the programs in turn. */
async function measureSize(
  figures: Figures,
  folder: string,
  programs: Readonly<Record<string, string>>,
  told: Omit<ScaleTask, "state">,
  { repeats }: Runs,
): Promise<void> {
  const run = (name: string, file: string): ProcessRun => {
    const args = [compiledProgram(`scale/${file}`), JSON.stringify({ ...told, state: path.join(folder, name) })];
    return runProcess({ file: process.execPath, args });
  };
  for (const [name, file] of Object.entries(programs)) {
    emptyFolder(folder, name);
    figures.add(name, phaseOf("full", told.items), logged(run(name, file), `${name}: full, ${told.items}`));
  }
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [name, file] of Object.entries(programs)) {
      const measured = logged(run(name, file), `${name}: no change, ${told.items}`);
      if (measured.work["unchanged"] !== told.items) {
        throw new Error(`${name}: ${measured.work["unchanged"]} of ${told.items} items were unchanged.`);
      }
      figures.add(name, phaseOf("no change", told.items), measured);
    }
  }
}

function logged(run: ProcessRun, what: string): ProcessRun {
  console.error(`${what}: ${Math.round(run.wallMilliseconds)} ms, ${Math.round(run.peakMegabytes ?? Number.NaN)} MB`);
  return run;
}

type Found = Pick<BenchmarkResult, "machine" | "baseline" | "figures" | "gates" | "notes"> & {
  readonly values: readonly Value[];
};

function result(benchmark: string, command: string, found: Found): BenchmarkResult {
  return { benchmark, command, absent: [], ...found };
}

function first(counts: readonly number[]): string {
  return slopeStart(counts).toLocaleString("en-US");
}

function last(counts: readonly number[]): string {
  return (counts.at(-1) ?? 0).toLocaleString("en-US");
}
