import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { MARK, type Work } from "./program.ts";

/** One run of a whole process. */
export interface ProcessRun {
  readonly wallMilliseconds: number;
  /** User and system time of the process and of what it started; `undefined` without GNU time. */
  readonly cpuMilliseconds: number | undefined;
  /** The most memory that was resident at once; `undefined` without GNU time. */
  readonly peakMegabytes: number | undefined;
  readonly work: Work;
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

const GNU_TIME = "/usr/bin/time";
const TIMED = /^timed:([\d.]+) ([\d.]+) (\d+)$/mu;
let gnuTime: boolean | undefined;

/** Whether processor time and memory can be measured here. GNU time asks the system about the process that ended. */
function hasGnuTime(): boolean {
  gnuTime ??=
    existsSync(GNU_TIME) && spawnSync(GNU_TIME, ["-f", "timed:%U %S %M", "true"], { encoding: "utf8" }).status === 0;
  return gnuTime;
}

/**
 * Runs a process to its end and measures it from outside, from its start to its end.
 * @throws Error with what the process printed, when it fails.
 */
export function runProcess({ file, args, folder, variables }: Command): ProcessRun {
  const timed = hasGnuTime();
  const [program, given] = timed ? [GNU_TIME, ["-f", "timed:%U %S %M", file, ...args]] : [file, [...args]];
  const began = performance.now();
  const child = spawnSync(program, given, {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1", ...variables },
  });
  const wallMilliseconds = performance.now() - began;
  if (child.status !== 0) {
    const why = child.error?.message ?? child.signal ?? `exit code ${child.status}`;
    throw new Error(
      `${[file, ...args].join(" ")} failed (${why}):\n${(child.stderr ?? "").slice(-4000)}${(child.stdout ?? "").slice(-2000)}`,
    );
  }
  const [, user, system, kilobytes] = TIMED.exec(child.stderr) ?? [];
  const line = child.stdout.split("\n").findLast((candidate) => candidate.startsWith(MARK));
  return {
    wallMilliseconds,
    cpuMilliseconds: timed ? 1000 * (Number(user) + Number(system)) : undefined,
    peakMegabytes: timed ? Number(kilobytes) / 1024 : undefined,
    work: line === undefined ? {} : (JSON.parse(line.slice(MARK.length)) as Work),
  };
}
