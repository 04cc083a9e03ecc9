import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Random } from "../../../../core/src/testing/crash/random.ts";
import { RandomTree } from "./random-tree.ts";
import { checkAfterwards } from "./soak.ts";
import { SoakedProcess } from "./soaked-process.ts";

const LONGEST_MS = 400;

/**
 * Interrupts a live update at random instants: while it starts, while it looks through everything, while it follows edits;
 * sometimes twice. After each a run in peace makes the target what the source says.
 */
export async function runInterrupts(count: number, seed: number, onProgress: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "coco-interrupts-"));
  const random = new Random(seed);
  const tree = new RandomTree(join(folder, "in"), join(folder, "outside"), random);
  const compiled = join(folder, "compiled");
  try {
    for (let interrupt = 1; interrupt <= count; interrupt++) {
      for (let edits = 20 + random.below(60); edits > 0; edits--) tree.edit();
      const live = new SoakedProcess(
        { folder, seed: interrupt, live: true, failingWrites: false, dyingWatcher: false },
        compiled,
      );
      if (random.chance(0.7)) await live.ready;
      const until = performance.now() + random.below(LONGEST_MS);
      while (performance.now() < until) {
        tree.edit();
        await pause(random.below(10));
      }
      live.send("SIGINT");
      if (random.chance(0.2)) {
        await pause(random.below(20));
        live.send("SIGINT");
      }
      const { code, errors, signal } = await live.ended;
      // Before it listens, the system ends it.
      if (code !== 130 && signal !== "SIGINT") throw new Error(`It ended with ${code ?? signal}:\n${errors}`);
      if (errors !== "") throw new Error(`It said: ${errors}`);
      await checkAfterwards(folder, compiled);
      if (interrupt % 10 === 0) onProgress(`${interrupt} of ${count} interrupts`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
