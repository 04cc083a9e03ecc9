import { isUtf8 } from "node:buffer";
import { type Dirent, readdirSync, statSync } from "node:fs";
import { systemCode } from "../errors/system-error.ts";
import { unreadableEntry } from "../errors/unreadable-entry.ts";
import { sortUtf8 } from "./byte-order.ts";
import { byteText, type PathText, systemPath } from "./path-text.ts";
import type { FollowSymlinks } from "./walk-options.ts";

/** What one folder holds. A folder's name has a slash behind it, as it has in its files' paths. */
export interface FolderListing {
  /** Rising by their UTF-8 bytes. */
  readonly names: readonly string[];
  /** Those of all names here that are symbolic links to folders. */
  readonly links: ReadonlySet<string>;
  /** Names that are not UTF-8, with a character for each byte; unsorted. */
  readonly undecodable: readonly string[];
}

/**
 * Lists a folder; `undefined` when it is gone. Sockets, pipes and devices are no files and are not listed.
 * @param folder - absolute, with a slash behind.
 * @throws LocalfsError when it cannot be read: an empty list would mean "its files were deleted".
 */
export function listFolder(folder: PathText, follow: FollowSymlinks): FolderListing | undefined {
  try {
    const entries = readEntries(folder, folder.bytes);
    const doubtful = !folder.bytes && entries.some(({ name }) => name.includes("\ufffd"));
    return sortEntries(folder, doubtful ? readEntries(folder, true) : entries, follow, doubtful);
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw unreadableEntry(folder, "folder", error);
  }
}

/** With `bytes`, each character of a name stands for one byte. */
function readEntries(folder: PathText, bytes: boolean): Dirent[] {
  return readdirSync(systemPath(folder), { withFileTypes: true, encoding: bytes ? "latin1" : "utf8" });
}

function sortEntries(folder: PathText, entries: Dirent[], follow: FollowSymlinks, doubtful: boolean): FolderListing {
  const names: string[] = [];
  const undecodable: string[] = [];
  const links = new Set<string>();
  for (const entry of entries) {
    const raw = doubtful ? Buffer.from(entry.name, "latin1") : undefined;
    const decodes = raw === undefined || isUtf8(raw);
    const name = raw !== undefined && decodes ? raw.toString("utf8") : entry.name;
    const bytes = folder.bytes || !decodes;
    const path = { text: (bytes ? byteText(folder) : folder.text) + name, bytes };
    const kind = kindOf(entry, path, follow);
    if (kind === undefined) continue;
    const listed = kind === "file" ? name : `${name}/`;
    (decodes ? names : undecodable).push(listed);
    if (kind === "linked folder") links.add(listed);
  }
  return { names: sortUtf8(names), links, undecodable };
}

function kindOf(
  entry: Dirent,
  path: PathText,
  follow: FollowSymlinks,
): "file" | "folder" | "linked folder" | undefined {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink() || follow === "none") return undefined;
  if (follow === "files") return "file";
  return leadsToFolder(path) ? "linked folder" : "file";
}

/** A link that leads nowhere counts as a file here, and as gone when it is looked at. */
function leadsToFolder(link: PathText): boolean {
  try {
    return statSync(systemPath(link)).isDirectory();
  } catch {
    return false;
  }
}
