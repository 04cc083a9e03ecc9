// The lower bound for unchanged files: a walk that asks for the time and size of each, and does nothing with them.
import { readdirSync, statSync } from "node:fs";
import { report, task } from "../measure/program.ts";
import type { ScaleTask } from "./scale-task.ts";

const { corpus = "" } = task<ScaleTask>();
let unchanged = 0;
const folders = [corpus];
for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) folders.push(name);
    else if (statSync(name).size >= 0) unchanged += 1;
  }
}
report({ unchanged });
