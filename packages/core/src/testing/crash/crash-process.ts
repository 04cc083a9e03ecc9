import { existsSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import path from "node:path";
import { chooseInstant } from "./choose-instant.ts";
import { endWell, endWithDrop } from "./crash-end.ts";
import { lifeOf, type LifeStep } from "./crash-life.ts";
import { runCrashApp, storeFile } from "./crash-run.ts";
import type { OpenCrashTarget, TargetContent } from "./crash-target.ts";
import { Instants } from "./instants.ts";
import { Random } from "./random.ts";
import { SyncedDatabase } from "./synced-database.ts";

/** How far a life has come: written before each run that may be killed. */
interface Progress {
  /** The step whose run was begun; -1: none. */
  readonly step: number;
  /** The last step after which everything was in order; -1: none. */
  readonly settled: number;
  readonly content?: TargetContent;
}

/** What the process says before a run that is to be killed from outside after so many milliseconds. */
export const KILL_AFTER = "kill after ";
/** What it says when the life is over. */
export const LIFE_ENDED = "the life is over";
/** The file, in the life's folder, that tells where the process was killed. */
export const KILLED_AT = "killed-at.txt";

/**
 * A process in the life of a program that is killed again and again: mends what the one before left, checks it, and is
 * killed in the next run.
 */
export async function liveOn(
  folder: string,
  seed: number,
  open: OpenCrashTarget,
  cutPower: (random: Random) => void,
): Promise<void> {
  const { steps } = lifeOf(seed);
  const data = path.join(folder, "data");
  const place = path.join(folder, "progress.json");
  let progress: Progress = existsSync(place)
    ? (JSON.parse(readFileSync(place, "utf8")) as Progress)
    : { step: -1, settled: -1 };
  const save = (next: Progress): void => writeFileSync(place, JSON.stringify((progress = next)));
  const settle = async (step: number): Promise<void> => {
    const { settled } = progress;
    const worlds = steps.slice(Math.max(settled, 0), step).map(({ world }) => world);
    const content = await endWell(data, (steps[step] as LifeStep).world, open, { content: progress.content, worlds });
    const target = await open(data, new Instants());
    target.clearLog();
    target.close();
    save({ step, settled: step, content });
  };

  if (progress.step >= 0 && progress.settled !== progress.step) {
    const broken = steps[progress.step] as LifeStep;
    if (broken.powerCut !== undefined) {
      const random = new Random(broken.powerCut);
      new SyncedDatabase(storeFile(data)).cutPower(random);
      cutPower(random);
    }
    if (broken.recovers || progress.step === steps.length - 1) await settle(progress.step);
  }
  for (let step = progress.step + 1; step < steps.length; step++) {
    const { kill, world } = steps[step] as LifeStep;
    const killAt = "kind" in kill ? await chooseInstant(data, world, kill, open) : 0;
    const instants = new Instants(killAt, path.join(folder, KILLED_AT));
    save({ ...progress, step });
    if ("afterMs" in kill) writeSync(1, `${KILL_AFTER}${kill.afterMs}\n`);
    await runCrashApp(data, world, open, { instants });
    await settle(step);
  }
  await endWithDrop(data, (steps.at(-1) as LifeStep).world, open);
  writeSync(1, `${LIFE_ENDED}\n`);
}
