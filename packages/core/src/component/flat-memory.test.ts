import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { proofSize, tellProgress } from "../testing/proof.ts";

const PROGRAM = fileURLToPath(new URL("../testing/flat-memory/rows-process.ts", import.meta.url));
const ITEMS = proofSize("COCO_PROVE_ITEMS", 20_000);
const ROWS = 2 * ITEMS;
const MB = 1024 * 1024;
/** What is in flight differs from one instant to the next by so much; it is as much for few items as for many. */
const IN_FLIGHT_BYTES = 3 * MB;
/** Of new rows the store keeps the owners in memory until so many are waiting, and writes them at once (`OwnerTable`). */
const OWNERS_WAITING = 262_144;
const OWNER_BYTES = 64;

interface RunOverItems {
  readonly ran: number;
  readonly unchanged: number;
  /** In use after each sixteenth of the items. */
  readonly bytes: readonly number[];
}

async function runOverItems(folder: string): Promise<RunOverItems> {
  const args = ["--expose-gc", "--conditions=coco-source", PROGRAM, folder, String(ITEMS)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as RunOverItems;
}

/** By how much the second half of the items leaves more in use than the first one; what comes and goes is left out. */
function growth(what: string, { bytes }: RunOverItems): number {
  const least = (from: number, to: number): number => Math.min(...bytes.slice(bytes.length * from, bytes.length * to));
  const grown = least(0.75, 1) - least(0.25, 0.5);
  const megabytes = [grown, ...bytes].map((each) => (each / MB).toFixed(1));
  tellProgress(`${ITEMS} ${what} items: ${megabytes[0]} MB more; in use (MB): ${megabytes.slice(1).join(" ")}`);
  return grown;
}

describe(`a run over many items (${ITEMS})`, () => {
  it("keeps nothing in memory for each, whether they are new or unchanged", {
    timeout: 120_000 + 10 * ITEMS,
  }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "coco-memory-"));
    try {
      const first = await runOverItems(folder);
      expect(first).toMatchObject({ ran: ITEMS + 1, unchanged: 0 });
      const owners = Math.min(ROWS, OWNERS_WAITING) * OWNER_BYTES;
      expect(growth("new", first)).toBeLessThan(IN_FLIGHT_BYTES + owners);

      const second = await runOverItems(folder);
      expect(second).toMatchObject({ ran: 1, unchanged: ITEMS });
      expect(growth("unchanged", second)).toBeLessThan(IN_FLIGHT_BYTES);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
