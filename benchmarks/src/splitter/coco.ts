import { readFileSync } from "node:fs";
import { RecursiveSplitter } from "@coco/ops-text";
import { report, task } from "../measure/program.ts";
import type { SplitterTask } from "./splitter-task.ts";

const { files, rounds, compatibility, ...options } = task<SplitterTask>();
const texts = files.map((file) => readFileSync(file, "utf8"));
const splitter = new RecursiveSplitter({ compatibility });
let chunks = 0;
let milliseconds = Number.POSITIVE_INFINITY;
for (let round = 0; round < rounds; round++) {
  const began = process.cpuUsage();
  chunks = 0;
  for (const text of texts) chunks += (await splitter.split(text, options)).length;
  const { user, system } = process.cpuUsage(began);
  milliseconds = Math.min(milliseconds, (user + system) / 1000);
}
report({ chunks, files: files.length, milliseconds });
