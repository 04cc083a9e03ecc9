import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { proveCrashes } from "../testing/crash/crash-proof.ts";
import { proofSeed, proofSize, tellProgress } from "../testing/proof.ts";

const PROGRAM = fileURLToPath(new URL("../testing/crash/shelf-process.ts", import.meta.url));
const IN_FULL = process.env["COCO_PROVE_KILLS"] !== undefined;
const KILLS = proofSize("COCO_PROVE_KILLS", 48);
const SEED = proofSeed();

/** All of them where a longer proof is asked for; two are the same with the other target. */
const series = [
  { target: "files", mode: "lives", share: 0.25, inShort: false },
  { target: "sqlite", mode: "lives", share: 0.25, inShort: true },
  { target: "files", mode: "sweep", share: 0.2, inShort: true },
  { target: "sqlite", mode: "sweep", share: 0.3, inShort: false },
] as const;

const manners = {
  lives: "again and again, at instants and at random, also by power cuts",
  sweep: "at each instant of a run, also over what is pending",
} as const;

describe("a process that is killed leaves nothing that the next one does not mend (T3, T4, T5)", () => {
  const chosen = series.filter(({ inShort }) => inShort || IN_FULL);
  it.each(chosen.map((one) => ({ ...one, manner: manners[one.mode] })))(
    "$manner: $target",
    { timeout: 7_200_000 },
    async ({ manner, mode, share, target }) => {
      const kills = Math.max(10, Math.round(KILLS * share));
      const { byInstant, kills: done } = await proveCrashes({
        program: [PROGRAM, target, mode === "sweep" ? `sweep/${IN_FULL ? 1 : 3}` : mode],
        kills,
        seed: SEED,
        onProgress: ({ kills: sofar, lives }) => tellProgress(`${target}, ${manner}: ${sofar} kills in ${lives} lives`),
        onFailure: ({ message }) => tellProgress(message),
      });
      tellProgress(`${target}, ${manner}: ${JSON.stringify(byInstant)}`);
      expect(done).toBeGreaterThanOrEqual(kills);
      expect(Object.keys(byInstant).length).toBeGreaterThan(4);
    },
  );
});
