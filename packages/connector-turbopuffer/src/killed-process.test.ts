import { fileURLToPath } from "node:url";
import { startTurbopuffer } from "@coco/stand-ins";
import { describe, expect, it, onTestFinished } from "vitest";
import { proveCrashes } from "../../core/src/testing/crash/crash-proof.ts";
import { proofSeed, proofSize, tellProgress } from "../../core/src/testing/proof.ts";

const PROGRAM = fileURLToPath(new URL("testing/killed-program.ts", import.meta.url));
const IN_FULL = process.env["COCO_PROVE_KILLS"] !== undefined;
const KILLS = proofSize("COCO_PROVE_KILLS", 20);

describe("a process that writes to Turbopuffer and is killed leaves nothing that the next one does not mend", () => {
  it.each([
    { mode: "lives", share: 0.3, manner: "again and again, at instants and at random" },
    { mode: `sweep/${IN_FULL ? 1 : 12}`, share: 0.2, manner: "at each instant of a run, also over what is pending" },
  ])("$manner", { timeout: 7_200_000 }, async ({ manner, mode, share }) => {
    const server = await startTurbopuffer({ durable: false });
    onTestFinished(() => server.stop());
    const kills = Math.max(4, Math.round(KILLS * share));
    const { byInstant, kills: done } = await proveCrashes({
      program: [PROGRAM, server.url, mode],
      kills,
      lanes: IN_FULL ? 2 : 1, // a second one would live a whole life more
      seed: proofSeed(),
      onProgress: ({ kills: sofar, lives }) => tellProgress(`Turbopuffer, ${manner}: ${sofar} kills in ${lives} lives`),
      onFailure: ({ message }) => tellProgress(message),
    });
    tellProgress(`Turbopuffer, ${manner}: ${JSON.stringify(byInstant)}`);
    expect(done).toBeGreaterThanOrEqual(kills);
  });
});
