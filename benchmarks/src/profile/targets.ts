import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Given } from "../command/benchmarks.ts";
import { sizes, wholeNumber } from "../command/sizes.ts";
import { UsageError } from "../command/usage-error.ts";
import { editDataset, reshapeDataset, SCALES, writeDataset } from "../file-summarization/dataset.ts";
import type { SummarizationTask } from "../file-summarization/summarization-task.ts";
import { deleteFromCorpus, editCorpus, writeCorpus } from "../markdown/corpus.ts";
import type { MarkdownTask } from "../markdown/markdown-task.ts";
import { benchmarksFolder } from "../measure/compiled-programs.ts";
import { TASK } from "../measure/program.ts";
import { letFilesRest } from "../measure/work-folder.ts";
import type { ScaleTask } from "../scale/scale-task.ts";
import { writeFileTree } from "../scale/file-tree.ts";

/** One run of coco that can be profiled. */
interface ProfiledPhase {
  readonly phase: string;
  /** A program beneath `src`, and what it is told; else arguments of the command. */
  readonly program?: string;
  readonly task?: object;
  readonly command?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** The phases of a benchmark's coco program, in their order: each is made ready when it is asked for. */
export type ProfileTarget = (given: Given, folder: string) => Generator<ProfiledPhase>;

/** Benchmarks that can be profiled. */
export const profileTargets: Readonly<Record<string, ProfileTarget>> = {
  *markdown(given, folder) {
    const files = wholeNumber("files", given.files ?? "2000");
    const task: MarkdownTask = { ...places(folder), chunkMemo: true };
    const app = path.join(benchmarksFolder, "src", "markdown", "coco-sqlite.ts");
    const variables = { [TASK]: JSON.stringify(task) };
    const run = (phase: string): ProfiledPhase => ({ phase, command: ["update", app], variables });
    writeCorpus(task.corpus, files);
    letFilesRest();
    yield run("full");
    yield run("no-change");
    editCorpus(task.corpus, files, 1);
    letFilesRest();
    yield run("edit");
    deleteFromCorpus(task.corpus, files);
    letFilesRest();
    yield run("delete");
  },
  *"file-summarization"(given, folder) {
    const scale = SCALES[given.scale];
    if (scale === undefined) throw new UsageError(`--scale is one of ${Object.keys(SCALES).join(", ")}.`);
    const { corpus: dataset, state } = places(folder);
    const task: SummarizationTask = { dataset, state, output: path.join(folder, "output") };
    const run = (phase: string): ProfiledPhase => ({ phase, program: "file-summarization/coco-summaries.ts", task });
    writeDataset(dataset, scale);
    letFilesRest();
    yield run("cold");
    yield run("warm");
    editDataset(dataset);
    letFilesRest();
    yield run("edit");
    reshapeDataset(dataset);
    letFilesRest();
    yield run("shape");
  },
  *"state-store"(given, folder) {
    const { state } = places(folder);
    const variables = {
      BENCHMARK_N: String(sizes("n", given.n).at(-1)),
      BENCHMARK_M: String(sizes("m", given.m, true).at(-1)),
      COCO_DB: path.join(state, "state.db"),
    };
    const app = path.join(benchmarksFolder, "src", "state-store", "app.ts");
    const run = (phase: string, args: readonly string[]): ProfiledPhase => ({ phase, command: args, variables });
    yield run("cold", ["update", app]);
    yield run("warm", ["update", app]);
    yield run("drop", ["drop", app, "--yes"]);
  },
  *scale(given, folder) {
    const items = sizes("items", given.items).at(-1) ?? 0;
    const { corpus, state } = places(folder);
    if (given.localfs) {
      writeFileTree(corpus, items);
      letFilesRest();
    }
    const task: ScaleTask = { items, state, corpus };
    const program = given.localfs ? "scale/coco-files.ts" : "scale/coco-items.ts";
    yield { phase: "full", program, task };
    yield { phase: "no-change", program, task };
  },
};

function places(folder: string): { corpus: string; state: string } {
  const [corpus, state] = [path.join(folder, "corpus"), path.join(folder, "state")];
  mkdirSync(state, { recursive: true });
  return { corpus, state };
}
