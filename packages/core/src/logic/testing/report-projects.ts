import { join } from "node:path";
import { expect } from "vitest";
import { type Edit, edited } from "./edit.ts";
import type { LogicReport } from "./module-report.ts";
import type { Files, Projects } from "./project.ts";

const start = 'import * as coco from "@coco/core";\nimport { fn } from "@coco/core";\n';

/** A project whose `main.ts` has `coco` and `fn` imported, in its first two lines. */
export function project(source: string, more: Files = {}): Files {
  return { "main.ts": start + source, ...more };
}

export type Functions = Record<string, LogicReport>;

/** What is said of the exports of each `main.ts`, all in one process. */
export async function reportAll(
  projects: Projects,
  variants: readonly Files[],
  env?: Record<string, string>,
): Promise<Functions[]> {
  const modules = await projects.report(
    variants.map((files) => join(projects.write(files), "main.ts")),
    env,
  );
  return modules.map((module) => module.functions);
}

/** Whether each edit changes the fingerprint of the export `index`. */
export async function changes(
  projects: Projects,
  files: Files,
  edits: { readonly [label: string]: readonly Edit[] },
): Promise<object> {
  const [before, ...after] = await reportAll(projects, [
    files,
    ...Object.values(edits).map((list) => edited(files, list)),
  ]);
  const fingerprint = before?.["index"]?.fingerprint;
  expect(fingerprint).toBeDefined();
  return Object.fromEntries(
    Object.keys(edits).map((label, i) => [label, after[i]?.["index"]?.fingerprint !== fingerprint]),
  );
}
