import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import { packageFile } from "./compiled-programs.ts";

/** What the figures depend on besides the programs. */
export interface Machine {
  readonly date: string;
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  /** Processes that wanted to run, over the minute before the start: more than none means that others were at work. */
  readonly loadBefore: number;
  readonly node: string;
  readonly coco: string;
}

export function thisMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    system: `${os.type()} ${os.release().split("-")[0]} ${os.arch()}`,
    processor: os.cpus()[0]?.model ?? "unknown",
    cores: os.availableParallelism(),
    memoryGigabytes: Math.round(os.totalmem() / 2 ** 30),
    loadBefore: Number((os.loadavg()[0] ?? 0).toFixed(2)),
    node: process.versions.node,
    coco: `${coreVersion()} (${commit()})`,
  };
}

function coreVersion(): string {
  return (JSON.parse(readFileSync(packageFile("core/package.json"), "utf8")) as { version: string }).version;
}

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { encoding: "utf8", cwd: packageFile("core") }).trim();
  try {
    const changed = git("status", "--porcelain", "--", "..") === "" ? "" : ", with changes";
    return `${git("rev-parse", "--short", "HEAD")}${changed}`;
  } catch {
    return "no commit known";
  }
}
