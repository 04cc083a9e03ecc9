import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { proveCrashes } from "../../core/src/testing/crash/crash-proof.ts";
import { proofSeed, proofSize, tellProgress } from "../../core/src/testing/proof.ts";

const PROGRAM = fileURLToPath(new URL("killed-process.fixture.ts", import.meta.url));
const IN_FULL = process.env["COCO_PROVE_KILLS"] !== undefined;
const KILLS = proofSize("COCO_PROVE_KILLS", 30);

describe("a process that writes to LanceDB and is killed leaves nothing that the next one does not mend", () => {
  it.each([
    { mode: "lives", share: 0.3, manner: "again and again, at instants and at random" },
    { mode: `sweep/${IN_FULL ? 1 : 8}`, share: 0.2, manner: "at each instant of a run, also over what is pending" },
  ])("$manner", { timeout: 7_200_000 }, async ({ manner, mode, share }) => {
    const kills = Math.max(5, Math.round(KILLS * share));
    const { byInstant, kills: done } = await proveCrashes({
      program: [PROGRAM, mode],
      kills,
      lanes: IN_FULL ? 2 : 1, // a second one would live a whole life more
      seed: proofSeed(),
      onProgress: ({ kills: sofar, lives }) => tellProgress(`LanceDB, ${manner}: ${sofar} kills in ${lives} lives`),
      onFailure: ({ message }) => tellProgress(message),
    });
    tellProgress(`LanceDB, ${manner}: ${JSON.stringify(byInstant)}`);
    expect(done).toBeGreaterThanOrEqual(kills);
  });
});
