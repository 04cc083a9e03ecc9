import { isDeepStrictEqual } from "node:util";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Random } from "../../../../core/src/testing/crash/random.ts";
import { checkStore } from "../../../../core/src/testing/check-store.ts";
import { RandomTree } from "./random-tree.ts";
import { SoakedProcess } from "./soaked-process.ts";
import type { SoakFigures } from "./soak-task.ts";

const CONVERGES_WITHIN_MS = 60_000;
const TOLD_AFTER_MS = 4000;
const LEAST_CHECKS = 3;
/** Between two checks, in ms of edits. */
const [SHORTEST, LONGEST] = [500, 3000];

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly onProgress: (line: string) => void;
}

/** What a soak came to. */
export interface SoakSummary {
  edits: number;
  /** How often the target was found to be what the source says, with the longest wait for it, in ms. */
  checks: number;
  slowest: number;
  kills: number;
  interrupts: number;
  /** Of the process that lived through the second half without being killed, second by second. */
  figures: readonly SoakFigures[];
}

/**
 * Edits a tree at random while a live update follows it, whose watcher dies, whose writes fail and which is killed and
 * interrupted; stops now and then, and waits until the target is what the source says. Throws when it does not become so.
 */
export async function runSoak({ onProgress, seconds, seed }: SoakOptions): Promise<SoakSummary> {
  const folder = mkdtempSync(join(tmpdir(), "coco-soak-"));
  const random = new Random(seed);
  const summary: SoakSummary = { edits: 0, checks: 0, slowest: 0, kills: 0, interrupts: 0, figures: [] };
  const tree = new RandomTree(join(folder, "in"), join(folder, "outside"), random);
  const compiled = join(folder, "compiled");
  // Where the watcher lives on, nothing but what it tells mends what is not right.
  const begin = (dyingWatcher: boolean): SoakedProcess =>
    new SoakedProcess(
      { folder, seed: random.below(1_000_000), live: true, failingWrites: random.chance(0.5), dyingWatcher },
      compiled,
    );
  let current = begin(false);
  try {
    const began = performance.now();
    const passed = (): number => (performance.now() - began) / 1000;
    // On a slow machine there are few rounds: the first one ends with a kill, and there are some without.
    while (passed() < seconds || summary.checks < LEAST_CHECKS) {
      const until = performance.now() + SHORTEST + random.below(LONGEST - SHORTEST);
      const fate = summary.kills === 0 ? 0 : passed() < seconds / 2 ? random.next() : 1;
      while (performance.now() < until) {
        summary.edits += tree.edit();
        await pause(random.below(30));
      }
      if (fate < 0.3) {
        await current.signal("SIGKILL");
        summary.kills += 1;
      } else if (fate < 0.5) {
        expectGood(await current.signal("SIGINT"), 130);
        summary.interrupts += 1;
      }
      for (let count = random.below(10); count > 0; count--) summary.edits += tree.edit();
      if (!current.alive) current = begin(random.chance(0.4));
      await converge(folder, current, summary, onProgress);
      onProgress(`${Math.round(passed())} s: ${JSON.stringify({ ...summary, figures: current.figures.at(-1) })}`);
    }
    summary.figures = current.figures;
    expectGood(await current.signal("SIGINT"), 130);
    await checkAfterwards(folder, compiled);
    return summary;
  } finally {
    if (current.alive) await current.signal("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run in peace finds nothing left to mend, and the store in order. */
export async function checkAfterwards(folder: string, compiled: string): Promise<void> {
  expectGood(
    await new SoakedProcess({ folder, seed: 1, live: false, failingWrites: false, dyingWatcher: false }, compiled)
      .ended,
    0,
  );
  const difference = differenceIn(folder);
  if (difference !== undefined) throw new Error(`After a run in peace: ${difference}`);
  const { problems } = await checkStore(join(folder, "state.db"), "Soak", true);
  if (problems.length > 0) throw new Error(`The store is not in order: ${problems.join("; ")}`);
}

async function converge(
  folder: string,
  current: SoakedProcess,
  summary: SoakSummary,
  onProgress: SoakOptions["onProgress"],
): Promise<void> {
  const began = performance.now();
  let told = TOLD_AFTER_MS;
  for (;;) {
    const difference = differenceIn(folder);
    const waited = performance.now() - began;
    if (difference === undefined) {
      summary.checks += 1;
      summary.slowest = Math.max(summary.slowest, Math.round(waited));
      return;
    }
    if (waited > told) {
      onProgress(`after ${Math.round(waited / 1000)} s: ${difference}`);
      told *= 2;
    }
    if (!current.alive) throw new Error(`The process ended: ${JSON.stringify(await current.ended)}`);
    if (waited > CONVERGES_WITHIN_MS) throw new Error(`After ${Math.round(waited / 1000)} s: ${difference}`);
    await pause(20);
  }
}

/** Where the target is not what the source says. */
function differenceIn(folder: string): string | undefined {
  const source = [...RandomTree.contents(join(folder, "in"))];
  const wanted = new Map(source.map(([name, text]) => [`${name}.txt`, text.toUpperCase()]));
  const found = RandomTree.contents(join(folder, "out"));
  if (isDeepStrictEqual(found, wanted)) return undefined;
  const missing = [...wanted.keys()].filter((name) => !found.has(name));
  const extra = [...found.keys()].filter((name) => !wanted.has(name));
  const other = [...wanted].filter(([name, text]) => found.has(name) && found.get(name) !== text);
  return `missing ${missing.join(", ")}; too many ${extra.join(", ")}; different ${other.map(([name]) => name).join(", ")}`;
}

function expectGood(end: Awaited<SoakedProcess["ended"]>, code: number): void {
  if (end.code !== code) throw new Error(`A process ended with ${end.code ?? end.signal}:\n${end.errors}`);
}
