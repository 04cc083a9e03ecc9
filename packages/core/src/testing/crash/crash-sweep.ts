import { cpSync, existsSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { chooseInstant } from "./choose-instant.ts";
import { endWell } from "./crash-end.ts";
import { sweepOf } from "./crash-life.ts";
import { KILLED_AT, LIFE_ENDED } from "./crash-process.ts";
import { runCrashApp } from "./crash-run.ts";
import type { OpenCrashTarget, TargetContent } from "./crash-target.ts";
import { Instants } from "./instants.ts";

/** How far a sweep has come. */
interface SweepProgress {
  /** What the target held before. */
  readonly content: TargetContent;
  /** The instant that the last run was killed at; 0: none yet. */
  readonly at: number;
}

/**
 * A process that mends and checks what the one before left, goes back to where that one began, and is killed `stride` instants
 * later. The last one passes all instants.
 */
export async function sweepOn(folder: string, seed: number, stride: number, open: OpenCrashTarget): Promise<void> {
  const { broken, first, last } = sweepOf(seed);
  const [origin, data] = [path.join(folder, "origin"), path.join(folder, "data")];
  const place = path.join(folder, "progress.json");
  const save = (progress: SweepProgress): void => writeFileSync(place, JSON.stringify(progress));
  const note = path.join(folder, KILLED_AT);
  if (!existsSync(place)) {
    const content = await endWell(origin, first, open, { content: undefined, worlds: [] });
    save({ content, at: 0 });
    if (broken !== undefined) {
      const at = await chooseInstant(origin, broken.world, broken, open);
      await runCrashApp(origin, broken.world, open, { instants: new Instants(at, note) });
    }
  }
  const { at, content } = JSON.parse(readFileSync(place, "utf8")) as SweepProgress;
  const since = { content, worlds: [first, ...(broken === undefined ? [] : [broken.world])] };
  if (at > 0) await endWell(data, last, open, since);
  rmSync(data, { recursive: true, force: true });
  cpSync(origin, data, { recursive: true });
  save({ content, at: at + stride });
  await runCrashApp(data, last, open, { instants: new Instants(at + stride, note) });
  await endWell(data, last, open, since);
  writeSync(1, `${LIFE_ENDED}\n`);
}
