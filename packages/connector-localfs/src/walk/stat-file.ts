import { type BigIntStats, constants, statSync } from "node:fs";
import { systemCode } from "../errors/system-error.ts";
import { unreadableEntry } from "../errors/unreadable-entry.ts";
import { type PathText, systemPath } from "./path-text.ts";

/**
 * Looks at a file, through symbolic links; `undefined` when it went away meanwhile, when a link leads nowhere or in a
 * circle, and for what is not a regular file.
 * @throws LocalfsError for any other failure.
 */
export function statFile(file: PathText): BigIntStats | undefined {
  try {
    const stats = statSync(systemPath(file), { bigint: true, throwIfNoEntry: false });
    // isFile() makes two bigints.
    return stats !== undefined && (Number(stats.mode) & constants.S_IFMT) === constants.S_IFREG ? stats : undefined;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return undefined;
    throw unreadableEntry(file, "file", error);
  }
}
