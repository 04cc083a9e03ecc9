import { hash } from "node:crypto";

export const TEMPORARY_ENDING = ".coco-tmp";

/**
 * Under which name a file is written before it takes its place, in the same folder. It follows from the file's own name:
 * what a killed process left is found, and overwritten or removed, by whoever writes or removes that file next.
 */
export function temporaryName(name: string): string {
  return `.${hash("sha256", name, "hex").slice(0, 16)}${TEMPORARY_ENDING}`;
}

/** Whether a file of that name is one that is being written, or was left by a killed process. */
export function isTemporaryName(name: string): boolean {
  return /^\.[0-9a-f]{16}\.coco-tmp$/.test(name);
}
