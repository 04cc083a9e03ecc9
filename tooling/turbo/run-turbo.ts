import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { repositoryRoot } from "../repository-root.ts";
import { readRunSummary, type TaskResult } from "./run-summary.ts";

export interface TurboRun {
  readonly exitCode: number;
  readonly tasks: readonly TaskResult[];
}

/**
 * Runs tasks through turbo, and shows the output of those that fail.
 * @param names task names of turbo.json
 * @param environment variables for the tasks, beside those that this process has
 */
export async function runTurbo(
  names: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TurboRun> {
  const turbo = createRequire(import.meta.url).resolve("turbo/bin/turbo");
  const summary = readRunSummary(repositoryRoot);
  const output: Buffer[] = [];
  const exitCode = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, [turbo, "run", ...names, ...FLAGS], {
      cwd: repositoryRoot,
      stdio: ["inherit", "pipe", "pipe"],
      env: {
        ...process.env,
        ...environment,
        // What every result depends on, and turbo does not see by itself.
        COCO_CACHE_KEY: [process.version, process.platform, process.arch].join(" "),
        DO_NOT_TRACK: "1",
        TURBO_TELEMETRY_DISABLED: "1",
        TURBO_PRINT_VERSION_DISABLED: "1",
        FORCE_COLOR: process.stdout.isTTY ? "1" : "0",
      },
    });
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
  // What turbo says of itself matters only when something went wrong.
  if (exitCode !== 0) process.stdout.write(Buffer.concat(output));
  return { exitCode, tasks: await summary.read() };
}

const FLAGS = [
  "--continue=dependencies-successful",
  "--output-logs=errors-only",
  "--log-order=grouped",
  "--summarize",
  "--no-update-notifier",
  // One more than there are cores: a third of the time a suite waits for a server, a process or the clock.
  `--concurrency=${availableParallelism() + 1}`,
];
