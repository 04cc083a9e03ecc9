import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { KILL_AFTER, KILLED_AT, LIFE_ENDED } from "./crash-process.ts";

/** What lives, and how often it is killed. */
export interface CrashProofOptions {
  /** The module of the process, and what it is given before the folder and the seed of a life. */
  readonly program: readonly string[];
  readonly kills: number;
  /** The seed of the first life; the next one has the next number. */
  readonly seed: number;
  /** Processes at once. Default 2. */
  readonly lanes?: number;
  /** Told after each life. */
  readonly onProgress?: (summary: CrashSummary) => void;
  /** Told at once what is not right, while the lives of other lanes come to their end. */
  readonly onFailure?: (error: Error) => void;
}

export interface CrashSummary {
  lives: number;
  kills: number;
  /** How many at which kind of instant. */
  readonly byInstant: Record<string, number>;
}

const AT_RANDOM = "at a random instant";

/** Lets programs live until they have been killed so many times. Rejects with the first thing that is not right. */
export async function proveCrashes(options: CrashProofOptions): Promise<CrashSummary> {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-crash-"));
  const summary: CrashSummary = { lives: 0, kills: 0, byInstant: {} };
  let seed = options.seed;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (summary.kills < options.kills && !failed) {
      try {
        await live(folder, seed++, options, summary);
      } catch (error) {
        failed = true;
        throw error;
      }
      summary.lives += 1;
      options.onProgress?.(summary);
    }
  };
  try {
    // All have come to their end before the folder goes: it would be taken from under a life that goes on.
    const lanes = await Promise.allSettled(Array.from({ length: options.lanes ?? 2 }, lane));
    for (const one of lanes) if (one.status === "rejected") throw one.reason;
    return summary;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function live(folder: string, seed: number, options: CrashProofOptions, summary: CrashSummary): Promise<void> {
  const place = path.join(folder, String(seed));
  mkdirSync(place, { recursive: true });
  for (;;) {
    rmSync(path.join(place, KILLED_AT), { force: true });
    const end = await runProcess([...options.program, place, String(seed)], path.join(folder, "compiled"));
    if (end.error !== undefined) {
      const error = new Error(`the life of seed ${seed} (${options.program.join(" ")}): ${end.error}`);
      options.onFailure?.(error);
      throw error;
    }
    if (!end.killed) break;
    const note = path.join(place, KILLED_AT);
    const instant = existsSync(note) ? readFileSync(note, "utf8") : AT_RANDOM;
    summary.kills += 1;
    summary.byInstant[instant] = (summary.byInstant[instant] ?? 0) + 1;
  }
  rmSync(place, { recursive: true, force: true });
}

/** Runs a process until it is killed, which it does itself, or asks for. */
async function runProcess(args: readonly string[], compiled: string): Promise<{ killed: boolean; error?: string }> {
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled }; // a process starts in half the time
  const child = spawn(process.execPath, ["--conditions=coco-source", ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let errors = "";
  let timer: NodeJS.Timeout | undefined;
  child.stderr.setEncoding("utf8").on("data", (text: string) => void (errors += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    const [, milliseconds] = new RegExp(`^${KILL_AFTER}(\\d+)\\n`, "m").exec(text) ?? [];
    if (milliseconds === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => child.kill("SIGKILL"), Number(milliseconds));
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (signal === "SIGKILL") resolve({ killed: true });
      else if (code === 0 && said.includes(LIFE_ENDED)) resolve({ killed: false });
      else resolve({ killed: false, error: `ended with ${code ?? signal}:\n${errors}${said}` });
    });
  });
}
