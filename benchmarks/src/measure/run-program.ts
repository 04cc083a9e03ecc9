import { spawnSync } from "node:child_process";
import { MARK, type Outcome, type Task } from "./program.ts";

export interface Measured extends Outcome {
  /** From the start of the process to its end. */
  readonly milliseconds: number;
}

/** Runs a program in a process of its own and times it from outside. */
export function runProgram(file: string, task: Task): Measured {
  const began = performance.now();
  const child = spawnSync(process.execPath, [file, JSON.stringify(task)], { encoding: "utf8", maxBuffer: 2 ** 26 });
  const milliseconds = performance.now() - began;
  const line = child.stdout.split("\n").find((candidate) => candidate.startsWith(MARK));
  if (line === undefined)
    throw new Error(`${file} failed (${child.status ?? child.signal}):\n${child.stderr}${child.stdout}`);
  return { ...(JSON.parse(line.slice(MARK.length)) as Outcome), milliseconds };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
