import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { repositoryRoot } from "../../repository-root.ts";

/** The program of changesets. */
export const changesetsProgram: string = createRequire(path.join(repositoryRoot, "package.json")).resolve(
  "@changesets/cli/bin.js",
);

/** Runs changesets on this repository; gives its exit code. */
export function runChangesets(command: "version" | "publish"): number {
  const { status } = spawnSync(process.execPath, [changesetsProgram, command], {
    cwd: repositoryRoot,
    stdio: "inherit",
  });
  return status ?? 1;
}
