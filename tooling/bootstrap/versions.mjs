// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The oldest Node that runs TypeScript files as they are. */
export const OLDEST_NODE = "22.18.0";

/** The Node that is fetched when the machine's own is older. */
export const FETCHED_NODE = "24.21.0";

/**
 * The pnpm that the root package.json names.
 * @param {string} root
 * @returns {string}
 */
export function pinnedPnpm(root) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return manifest.devEngines.packageManager.version;
}

/**
 * @param {string} version like "v24.1.0" or "24.1.0"
 * @param {string} oldest like "22.18.0"
 * @returns {boolean}
 */
export function isAtLeast(version, oldest) {
  const have = version.replace(/^v/, "").split(".").map(Number);
  const want = oldest.split(".").map(Number);
  for (let index = 0; index < want.length; index++) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
