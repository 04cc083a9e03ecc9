import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Given } from "../command/benchmarks.ts";
import { sizes, wholeNumber } from "../command/sizes.ts";
import { deleteFromCorpus, editCorpus, writeCorpus } from "../markdown/corpus.ts";
import type { MarkdownTask } from "../markdown/markdown-task.ts";
import { letFilesRest } from "../measure/work-folder.ts";
import type { ScaleTask } from "../scale/scale-task.ts";
import { writeFileTree } from "../scale/file-tree.ts";

/** One run of coco that can be profiled. */
export interface ProfiledPhase {
  readonly phase: string;
  /** A program beneath `src`, and what it is told. */
  readonly program: string;
  readonly task: object;
}

/** The phases of a benchmark's coco program, in their order: each is made ready when it is asked for. */
export type ProfileTarget = (given: Given, folder: string) => Generator<ProfiledPhase>;

/** Benchmarks that can be profiled. */
export const profileTargets: Readonly<Record<string, ProfileTarget>> = {
  *markdown(given, folder) {
    const files = wholeNumber("files", given.files);
    const task: MarkdownTask = { ...places(folder), chunkMemo: true };
    const run = (phase: string): ProfiledPhase => ({ phase, program: "markdown/coco-sqlite.ts", task });
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
