// @ts-check
import { accessSync, constants } from "node:fs";
import { BootstrapError } from "./bootstrap-error.mjs";

const HINT =
  "Node, pnpm, the dependencies and what is built are put into the checkout, and nowhere else on the machine. Make it writable, or clone it into a folder of your own and run the same command there.";

const REFUSED = new Set(["EACCES", "EPERM", "EROFS", "EEXIST", "ENOTDIR"]);
const FULL = new Set(["ENOSPC", "EDQUOT"]);

/**
 * Throws when nothing can be written into the checkout, before anything is fetched for it or built in it.
 * @param {string} root the repository's folder
 */
export function checkWritable(root) {
  try {
    accessSync(root, constants.W_OK);
  } catch (error) {
    throw fileSystemError(error) ?? error;
  }
}

/**
 * What the file system refused, for people; undefined for an error of another kind.
 * @param {unknown} error
 * @returns {BootstrapError | undefined}
 */
export function fileSystemError(error) {
  if (!(error instanceof Error)) return undefined;
  const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
  if (FULL.has(code)) {
    return new BootstrapError(`The disk is full: ${error.message}`, "Make room on it and run the same command again.");
  }
  return REFUSED.has(code) ? new BootstrapError(`The checkout cannot be written: ${error.message}`, HINT) : undefined;
}
