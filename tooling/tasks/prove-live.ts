// `pnpm prove:live [--minutes N] [--interrupts N] [--seed N]`: lets a live update follow a folder that is edited at random, for longer
// than `pnpm test` does: its watcher dies, one write in twenty fails, it is killed and interrupted. Now and then, and at the end, its target
// must be what the folder says; what it holds must not grow. Then as many live updates are interrupted at random instants.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../repository-root.ts";

const USAGE = "Usage: pnpm prove:live [--minutes N] [--interrupts N] [--seed N]";
const TEST = "packages/connector-localfs/src/watch/soak.test.ts";

process.exitCode = proveLive();

function proveLive(): number {
  const given = options();
  const minutes = number(given?.minutes ?? (given?.interrupts === undefined ? "10" : "0"));
  const interrupts = number(given?.interrupts ?? (given?.minutes === undefined ? "200" : "0"));
  const seed = number(given?.seed ?? String(Date.now() % 1_000_000_000));
  if (given === undefined || minutes === undefined || interrupts === undefined || seed === undefined) {
    console.error(`error: there is nothing but these options, each with a number.\n${USAGE}`);
    return 2;
  }
  const again = `pnpm prove:live --minutes ${minutes} --interrupts ${interrupts} --seed ${seed}`;
  console.log(`• ${minutes} minutes of edits and faults; ${interrupts} interrupts; the same edits again: ${again}`);
  const vitest = path.join(repositoryRoot, "node_modules", ".bin", "vitest");
  const only = minutes === 0 ? ["-t", "interrupted at random"] : interrupts === 0 ? ["-t", "watcher that dies"] : [];
  const result = spawnSync(vitest, ["run", TEST, ...only], {
    cwd: repositoryRoot,
    stdio: "inherit",
    env: {
      ...process.env,
      COCO_PROVE_SEED: String(seed),
      COCO_PROVE_LIVE_SECONDS: String(minutes * 60),
      COCO_PROVE_INTERRUPTS: String(interrupts),
    },
  });
  if (result.status !== 0) console.log(`• the same edits again: ${again}`);
  return result.status ?? 1;
}

function options(): Partial<Record<"interrupts" | "minutes" | "seed", string | undefined>> | undefined {
  try {
    const type = "string" as const;
    return parseArgs({ options: { interrupts: { type }, minutes: { type }, seed: { type } } }).values;
  } catch {
    return undefined;
  }
}

function number(text: string): number | undefined {
  return /^\d{1,9}(?:\.\d{1,3})?$/.test(text) ? Number(text) : undefined;
}
