import { mkdirSync, statSync } from "node:fs";
import path from "node:path";
import { UsageError } from "../usage-error.ts";

/** What systems say, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "the file system does not let anything be made there",
};

/**
 * Makes a folder, and those above it, one by one: where the system says of a folder that cannot be made that the one above
 * is missing (as in /proc), Node's own `recursive` tries for ever.
 * @throws UsageError where it cannot be made.
 */
export function makeFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw notMade(folder, "there is a file of that name");
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Nothing can be written at `place`. */
export function cannotWrite(place: string, error: unknown): UsageError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return notMade(place, REASONS[code] ?? message);
}

function notMade(place: string, why: string): UsageError {
  return new UsageError(
    `${path.relative("", place) || place} cannot be made: ${why}.`,
    "Name a folder in a place where you may write: coco init NAME.",
  );
}
