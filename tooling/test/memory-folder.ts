import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import path from "node:path";

/** Where Linux keeps files in memory. */
const IN_MEMORY = "/dev/shm";
const PREFIX = "coco-tests-";
/** What the tests of one package may take, several times over. */
const LEAST_FREE = 8 * 1024 ** 3;

/**
 * Makes a folder in memory and has temporary files go there, where there is room and nobody has said where they are to
 * go: tests make thousands of stores, and a disk that syncs each of them is what they would wait for. Gives a function
 * that removes it.
 */
export function useMemoryFolder(): () => void {
  if (process.env["TMPDIR"] !== undefined || !hasRoom()) return () => undefined;
  removeOrphans();
  const folder = path.join(IN_MEMORY, `${PREFIX}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasRoom(): boolean {
  if (process.platform !== "linux" || !existsSync(IN_MEMORY)) return false;
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= LEAST_FREE;
  } catch {
    return false;
  }
}

/** Those of tests that were killed. */
function removeOrphans(): void {
  for (const name of readdirSync(IN_MEMORY)) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : Number.NaN;
    if (!Number.isInteger(owner) || existsSync(`/proc/${owner}`)) continue;
    try {
      rmSync(path.join(IN_MEMORY, name), { recursive: true, force: true });
    } catch {
      // It is another user's.
    }
  }
}
