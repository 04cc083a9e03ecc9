import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder for what is measured, that goes when the work is done. `TMPDIR` says on which disk it lies. */
export async function inWorkFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), "coco-benchmark-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An empty folder of this name. */
export function emptyFolder(...parts: readonly string[]): string {
  const folder = path.join(...parts);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** How long a file has to rest before its time alone can be trusted: the same second may bring another write. */
const RESTING_MILLISECONDS = 2500;

/** Waits until what was just written is old enough that its time says whether it changed. */
export function letFilesRest(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RESTING_MILLISECONDS);
}
