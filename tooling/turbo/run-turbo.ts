import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { repositoryRoot } from "../repository-root.ts";
import { readRunSummary, type TaskResult } from "./run-summary.ts";

export interface TurboRun {
  readonly exitCode: number;
  readonly tasks: readonly TaskResult[];
}

/**
 * Runs tasks through turbo; prints the output of those that fail.
 * @param names task names of turbo.json
 */
export async function runTurbo(
  names: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TurboRun> {
  const turbo = createRequire(import.meta.url).resolve("turbo/bin/turbo");
  const summary = readRunSummary(repositoryRoot);
  const flags = [
    "--continue=dependencies-successful",
    "--output-logs=errors-only",
    "--log-order=grouped",
    "--summarize",
    "--no-update-notifier",
  ];
  const exitCode = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [turbo, "run", ...names, ...flags], {
      cwd: repositoryRoot,
      stdio: "inherit",
      env: {
        ...process.env,
        // What the results depend on and turbo does not see by itself.
        COCO_CACHE_KEY: [process.version, process.platform, process.arch, ...Object.values(environment)].join(" "),
        DO_NOT_TRACK: "1",
        TURBO_TELEMETRY_DISABLED: "1",
        ...environment,
      },
    });
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
  return { exitCode, tasks: await summary.read() };
}
