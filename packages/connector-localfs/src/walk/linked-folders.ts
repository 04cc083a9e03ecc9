import { realpathSync } from "node:fs";
import { systemCode } from "../errors/system-error.ts";
import { unreadableEntry } from "../errors/unreadable-entry.ts";
import { type PathText, systemPath } from "./path-text.ts";

/**
 * Decides which symbolic links to folders a walk enters, so that it ends, and ends soon: each folder at most once, and
 * none that lies in the root (its files are found there anyway) or that the root lies in.
 */
export class LinkedFolders {
  readonly #root: string;
  readonly #entered = new Set<string>();

  constructor(root: string) {
    this.#root = withSlash(realPath({ text: root, bytes: false }));
  }

  enters(link: PathText): boolean {
    const target = this.#targetOf(link);
    if (target === undefined || target.startsWith(this.#root) || this.#root.startsWith(target)) return false;
    if (this.#entered.has(target)) return false;
    this.#entered.add(target);
    return true;
  }

  #targetOf(link: PathText): string | undefined {
    try {
      return withSlash(realPath(link));
    } catch (error) {
      const code = systemCode(error);
      if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return undefined;
      throw unreadableEntry(link, "folder", error);
    }
  }
}

/** With a character for each byte, so that all paths compare. */
function realPath(path: PathText): string {
  return realpathSync.native(systemPath(path), "latin1");
}

function withSlash(path: string): string {
  const slashed = process.platform === "win32" ? path.replaceAll("\\", "/") : path;
  return slashed.endsWith("/") ? slashed : `${slashed}/`;
}
