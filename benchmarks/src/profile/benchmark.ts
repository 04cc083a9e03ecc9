import { mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import type { Given } from "../command/benchmarks.ts";
import { UsageError } from "../command/usage-error.ts";
import { benchmarksFolder, packageFile } from "../measure/compiled-programs.ts";
import { runProcess } from "../measure/run-process.ts";
import { inWorkFolder } from "../measure/work-folder.ts";
import { type CpuProfile, summariseProfile } from "./cpu-profile.ts";
import { profileTable } from "./print-profile.ts";
import { profileTargets } from "./targets.ts";

const INTERVAL_MICROSECONDS = 250;
const ROWS = 25;

/**
 * Runs coco's program of a benchmark under V8's profiler, phase by phase, and shows where the time went. The profiles are
 * kept; any DevTools opens them. Coco's own sources are run as they are, so that places are those of its files. Node keeps
 * what it makes of them, so that only the first phase pays for taking their types out (`wasm:`, `node:internal/deps`).
 */
export async function profileBenchmark(name: string | undefined, given: Given & { phase: string }): Promise<void> {
  const target = profileTargets[name ?? ""];
  if (target === undefined) {
    throw new UsageError(
      `profile needs one of ${Object.keys(profileTargets).join(", ")}${name === undefined ? "" : `, not "${name}"`}.`,
    );
  }
  const kept = path.join(benchmarksFolder, "profiles");
  mkdirSync(kept, { recursive: true });
  await inWorkFolder(async (folder) => {
    for (const { phase, program, task, command, variables } of target(given, folder)) {
      const wanted = given.phase === "all" || given.phase === phase;
      const profiles = path.join(folder, phase);
      const flags = wanted
        ? ["--cpu-prof", `--cpu-prof-interval=${INTERVAL_MICROSECONDS}`, `--cpu-prof-dir=${profiles}`]
        : [];
      const started =
        command === undefined
          ? [path.join(benchmarksFolder, "src", program ?? ""), JSON.stringify(task)]
          : [packageFile("cli/bin/coco.mjs"), ...command];
      const args = ["--conditions=coco-source", ...flags, ...started];
      const { wallMilliseconds, peakMegabytes } = runProcess({
        file: process.execPath,
        args,
        variables: { ...variables, NODE_COMPILE_CACHE: path.join(folder, "compiled") },
      });
      if (!wanted) continue;
      const profile = path.join(kept, `${name}-${phase}.cpuprofile`);
      renameSync(path.join(profiles, readdirSync(profiles)[0] as string), profile);
      const summary = summariseProfile(JSON.parse(readFileSync(profile, "utf8")) as CpuProfile);
      const memory = peakMegabytes === undefined ? "" : `, peak ${Math.round(peakMegabytes)} MB`;
      console.log(
        `\n## ${name}: ${phase} (${Math.round(wallMilliseconds)} ms with the profiler${memory})\n\n${profile}\n`,
      );
      console.log(profileTable(summary, ROWS));
    }
  });
}
