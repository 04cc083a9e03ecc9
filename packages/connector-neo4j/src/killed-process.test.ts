import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { proveCrashes } from "../../core/src/testing/crash/crash-proof.ts";
import { proofSeed, proofSize, tellProgress } from "../../core/src/testing/proof.ts";
import { hasServer, testServer } from "./testing/test-server.ts";

const PROGRAM = fileURLToPath(new URL("testing/killed-program.ts", import.meta.url));
const IN_FULL = process.env["COCO_PROVE_KILLS"] !== undefined;
const KILLS = proofSize("COCO_PROVE_KILLS", 20);

// skipped: there is no Neo4j server on this machine, and nothing to stand in for it
describe.skipIf(!hasServer)(
  "a process that writes to Neo4j and is killed leaves nothing that the next one does not mend",
  () => {
    it.each([
      { mode: "lives", share: 0.3, manner: "again and again, at instants and at random" },
      { mode: `sweep/${IN_FULL ? 1 : 12}`, share: 0.2, manner: "at each instant of a run, also over what is pending" },
    ])("$manner", { timeout: 7_200_000 }, async ({ manner, mode, share }) => {
      process.env["COCO_CRASH_NEO4J"] = (await testServer()).url;
      const kills = Math.max(4, Math.round(KILLS * share));
      const { byInstant, kills: done } = await proveCrashes({
        program: [PROGRAM, mode],
        lanes: 1, // the server has one database
        kills,
        seed: proofSeed(),
        onProgress: ({ kills: sofar, lives }) => tellProgress(`Neo4j, ${manner}: ${sofar} kills in ${lives} lives`),
        onFailure: ({ message }) => tellProgress(message),
      });
      tellProgress(`Neo4j, ${manner}: ${JSON.stringify(byInstant)}`);
      expect(done).toBeGreaterThanOrEqual(kills);
    });
  },
);
