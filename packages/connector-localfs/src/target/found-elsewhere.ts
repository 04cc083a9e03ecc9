import { lstat } from "node:fs/promises";
import { hashFile } from "../file/content-hash.ts";
import type { EntryAction, MakeFolderAction, RemoveFileAction, WriteAction } from "./entry-action.ts";
import type { OpenFolder } from "./open-folder.ts";
import { absentIfMissing } from "./place-file.ts";

/**
 * Whether the context key of a root stands for another folder than it did. That may be the same one, moved or copied, or one
 * with files of the user's under the same names: a file there is ours if it holds what we wrote.
 */
export function isElsewhere({ place }: EntryAction, root: string): boolean {
  return place.home !== undefined && place.home !== root;
}

/** A write that goes over nothing but what we wrote. */
export async function writeElsewhere(folder: OpenFolder, name: string, action: WriteAction): Promise<WriteAction> {
  if (action.owned === "no") return action;
  const stats = await lstat(folder.at(name)).catch(absentIfMissing);
  if (stats === undefined || stats.isDirectory()) return { ...action, modeOnly: false };
  if (stats.isFile()) {
    const { hash } = await hashFile(folder.at(name), stats.size);
    if (hash === action.content.hash || action.former.includes(hash)) return action;
  }
  return { ...action, owned: "no", modeOnly: false };
}

/** A removal of nothing but what we wrote. */
export function removeElsewhere(action: RemoveFileAction): RemoveFileAction {
  return { ...action, hashes: action.hashes ?? action.former };
}

/** A folder that takes no file's place. */
export function makeElsewhere(action: MakeFolderAction): MakeFolderAction {
  return { ...action, replacesFile: false };
}
