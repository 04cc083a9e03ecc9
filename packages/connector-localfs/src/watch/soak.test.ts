import { describe, expect, it } from "vitest";
import { proofSeed, tellProgress } from "../../../core/src/testing/proof.ts";
import { runInterrupts } from "../testing/soak/interrupts.ts";
import { runSoak } from "../testing/soak/soak.ts";

// `pnpm prove:live --minutes N --interrupts N` asks for more.
const SECONDS = Number(process.env["COCO_PROVE_LIVE_SECONDS"] ?? 16);
const INTERRUPTS = Number(process.env["COCO_PROVE_INTERRUPTS"] ?? 4);
const MINUTE = 60_000;

describe("a live update over a folder that is edited at random", () => {
  it("with a watcher that dies, writes that fail and a process that is killed, comes to what the folder says, and does not grow", {
    timeout: SECONDS * 2000 + 5 * MINUTE,
  }, async () => {
    const summary = await runSoak({ seconds: SECONDS, seed: proofSeed(), onProgress: tellProgress });
    tellProgress(JSON.stringify({ ...summary, figures: [summary.figures[0], summary.figures.at(-1)] }));
    expect(summary.checks).toBeGreaterThan(2);
    expect(summary.kills + summary.interrupts).toBeGreaterThan(0);
    const [early, late] = halves(summary.figures);
    expect(late.descriptors).toBeLessThanOrEqual(early.descriptors + 5);
    expect(late.heap).toBeLessThan(early.heap * 1.15 + 6);
  });

  it("and is interrupted at random instants leaves nothing that the next run does not mend", {
    timeout: INTERRUPTS * 10_000 + MINUTE,
  }, async () => {
    await runInterrupts(INTERRUPTS, proofSeed(), tellProgress);
  });
});

interface Held {
  readonly heap: number;
  readonly descriptors: number;
}

/** The least of the first half, when it is warm, and of the second half: what it holds in between comes and goes. */
function halves(figures: readonly Held[]): [Held, Held] {
  const warm = figures.slice(Math.min(2, figures.length - 1));
  const middle = Math.ceil(warm.length / 2);
  const least = (some: readonly Held[]): Held => ({
    heap: Math.min(...some.map(({ heap }) => heap)),
    descriptors: Math.min(...some.map(({ descriptors }) => descriptors)),
  });
  return [least(warm.slice(0, middle)), least(warm.slice(-middle))];
}
