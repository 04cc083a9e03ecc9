import { lstatSync, opendirSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { wasMadeHere } from "./made-folders.ts";

/** What stood at a path when it was declared: the only moment at which what the user made is told from what we make. */
export interface Seen {
  readonly exists: boolean;
  /**
   * How many folders may be removed with it once nothing is left in them: of a file those above it, innermost first, of a
   * folder itself and those above it.
   */
  readonly folders: number;
}

/**
 * Looks at the place of a file. The folders above it count as ours where they are missing, or hold something already:
 * only an empty one is certainly the user's, since we keep none that is not declared.
 *
 * @param base - how many leading parts are folders that are declared themselves.
 */
export function lookAtFile(root: string, path: string, base: number, known: Map<string, number>): Seen {
  const parts = path.split("/");
  const exists = statOf(join(root, path)) !== undefined;
  const parent = parts.slice(0, -1).join("/");
  let folders = known.get(parent);
  if (folders === undefined) {
    folders = exists ? parts.length - 1 - base : foldersAbove(root, parts, base);
    known.set(parent, folders);
  }
  return { exists, folders };
}

function foldersAbove(root: string, parts: readonly string[], base: number): number {
  let count = 0;
  for (let length = parts.length - 1; length > base; length--) {
    const folder = join(root, ...parts.slice(0, length));
    const stats = statOf(folder);
    // (A file that stands there must be gone before anything can be written: then the folder is made.)
    const ours =
      stats === undefined || stats.isFile() || wasMadeHere(folder) || (stats.isDirectory() && !isEmpty(folder));
    if (!ours) break;
    count += 1;
  }
  return count;
}

/**
 * Looks at the place of a folder. It counts as ours, also where it was there before: a file in it may have had it made, in
 * a run that broke off before the folder itself was noted. Of those above it count what counts above a file.
 */
export function lookAtFolder(root: string, path: string, base: number): Seen {
  const parts = path.split("/");
  const above = parts.length > base ? foldersAbove(root, parts, base) : 0;
  return { exists: statOf(join(root, path)) !== undefined, folders: 1 + above };
}

/** Looks at the place of a root folder, through symbolic links. */
export function lookAtRoot(folder: string): Seen {
  let folders = 0;
  for (let above = folder; statOf(above) === undefined && dirname(above) !== above; above = dirname(above))
    folders += 1;
  return { exists: folders === 0, folders };
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // what is wrong with the path is said when it is written
  }
}

function isEmpty(folder: string): boolean {
  try {
    const listing = opendirSync(folder);
    try {
      return listing.readSync() === null;
    } finally {
      listing.closeSync();
    }
  } catch {
    return false;
  }
}
