// `pnpm prove [--histories N] [--seed N]`: tries the engine on more random programs and histories than `pnpm test` does.
// What fails is shown with its seed, and shrunk to the least that fails; the same seed fails again.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "../repository-root.ts";

const USAGE = "Usage: pnpm prove [--histories N] [--seed N]";
const TESTS = [
  "packages/core/src/target-state/random-histories.test.ts",
  "packages/core/src/function/random-programs.test.ts",
  "packages/core/src/target-state/killed-process.test.ts",
];
/** A killed program is killed before each of its writes: as much work as so many histories. */
const HISTORIES_PER_KILLED_PROGRAM = 50;

process.exitCode = prove();

function prove(): number {
  const given = options();
  const histories = wholeNumber(given?.histories ?? "1000");
  const seed = wholeNumber(given?.seed ?? String(Date.now() % 1_000_000_000));
  if (given === undefined || histories === undefined || seed === undefined) {
    console.error(`error: there is nothing but these two options, each with a whole number.\n${USAGE}`);
    return 2;
  }
  const killed = Math.max(6, Math.round(histories / HISTORIES_PER_KILLED_PROGRAM));
  const again = `pnpm prove --histories ${histories} --seed ${seed}`;
  console.log(`• ${histories} histories, ${histories} programs, ${killed} killed programs; the same again: ${again}`);
  const vitest = path.join(repositoryRoot, "node_modules", ".bin", "vitest");
  const result = spawnSync(vitest, ["run", ...TESTS], {
    cwd: repositoryRoot,
    stdio: "inherit",
    env: {
      ...process.env,
      COCO_PROVE_SEED: String(seed),
      COCO_PROVE_HISTORIES: String(histories),
      COCO_PROVE_KILLED_PROGRAMS: String(killed),
    },
  });
  if (result.status !== 0) console.log(`• the same again: ${again}`);
  return result.status ?? 1;
}

function options(): { histories?: string | undefined; seed?: string | undefined } | undefined {
  try {
    return parseArgs({ options: { histories: { type: "string" }, seed: { type: "string" } } }).values;
  } catch {
    return undefined;
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
