import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { proofSize, tellProgress } from "../testing/proof.ts";

const PROGRAM = fileURLToPath(new URL("../testing/flat-memory/live-process.ts", import.meta.url));
const CHANGES = Math.round(proofSize("COCO_PROVE_ITEMS", 20_000) / 8);
const MB = 1024 * 1024;
/** What is in flight, and what the store keeps of the owners of two new rows for each change until it writes many at once. */
const BOUND = 2 * MB + 2 * CHANGES * 64;

describe(`a live update over many changes (${CHANGES})`, () => {
  it("keeps nothing in memory for each", { timeout: 120_000 + 20 * CHANGES }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "coco-live-memory-"));
    try {
      const args = ["--expose-gc", "--conditions=coco-source", PROGRAM, folder, String(CHANGES)];
      const { stdout } = await promisify(execFile)(process.execPath, args);
      const { bytes, failures } = JSON.parse(stdout) as {
        readonly bytes: readonly number[];
        readonly failures: number;
      };
      expect(failures).toBe(0);
      const least = (from: number, to: number): number => Math.min(...bytes.slice(from, to));
      const grown = least(12, 16) - least(4, 8);
      tellProgress(`${CHANGES} changes: ${(grown / MB).toFixed(1)} MB more in the second half`);
      expect(grown).toBeLessThan(BOUND);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
