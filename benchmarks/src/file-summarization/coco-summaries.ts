// Files to sections, sections to analyses, analyses to one summary a project; each step is remembered. The same shape as
// the programs of the peers: a component a project, functions called in it, and an output tree written at the end.
import { readdirSync } from "node:fs";
import path from "node:path";
import * as localfs from "@coco/connector-localfs";
import * as coco from "@coco/core";
import { report, task } from "../measure/program.ts";
import { analyse } from "./analysis.ts";
import { treeHash, writeOutput } from "./output-tree.ts";
import { type Section, sectionsOf } from "./sections.ts";
import { type ProjectSummary, summarise } from "./summary.ts";
import type { SummarizationTask } from "./summarization-task.ts";

const { dataset, state, output } = task<SummarizationTask>();
const did = { files: 0, sections: 0, analysed: 0, batches: 0, rebuilt: 0, hash: "" };
const summaries: ProjectSummary[] = [];

const extractSections = coco.fn(
  { memo: true },
  async function extractSections(relativePath: string, file: coco.FileLike) {
    return sectionsOf(relativePath, await file.text());
  },
);

const analyseSections = coco.fn(
  { memo: true, batching: true, maxBatchSize: 128, deps: {} },
  function analyseSections(sections: Section[]) {
    did.batches += 1;
    did.analysed += sections.length;
    return sections.map(analyse);
  },
);

const summariseProject = coco.fn({ memo: true }, summarise);

const processProject = coco.fn({ deps: {} }, async function processProject(name: string) {
  const files: localfs.File[] = [];
  const include = ["**/*.rs", "**/*.py", "**/*.md", "**/*.toml"];
  for await (const file of localfs.walk(path.join(dataset, name), { include })) files.push(file);
  files.sort((a, b) => (a.path.relative < b.path.relative ? -1 : 1));
  const extracted = await coco.map(files, (file) => extractSections(file.path.relative, file));
  const sections = extracted.flat();
  const analyses = await coco.map(sections, (section) => analyseSections(section));
  did.files += files.length;
  did.sections += sections.length;
  summaries.push(summariseProject(name, analyses));
});

const environment = coco.environment({ name: "benchmark", storePath: path.join(state, "state.db") });
const app = coco.app({ name: "Summaries", environment }, async function main() {
  const projects = readdirSync(dataset).sort();
  const handle = await coco.mountEach(
    projects.map((name) => [name, name] as const),
    processProject,
  );
  await handle.ready();
  did.rebuilt = writeOutput(output, summaries);
  did.hash = treeHash(output);
});
await app.update();
report(did);
