import { globSync, rmSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../repository-root.ts";

/** Removes the reports of earlier runs: what is summed afterwards is of this run, or restored by turbo for it. */
export function removeReports(): void {
  for (const pattern of [".reports", "packages/*/.reports", "examples/*/.reports", "tooling/*/.reports"]) {
    for (const folder of globSync(pattern, { cwd: repositoryRoot })) {
      rmSync(path.join(repositoryRoot, folder), { recursive: true, force: true });
    }
  }
}
