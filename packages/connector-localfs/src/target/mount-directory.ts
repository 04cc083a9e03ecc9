import { statSync } from "node:fs";
import { declareTargetState, mountTarget } from "@coco/connectorkit";
import { LocalfsError } from "../errors/localfs-error.ts";
import { type RootFolder, rootOf } from "../root/root.ts";
import { directories, type DirectoryValue } from "./directory-handler.ts";
import { DirectoryTarget } from "./directory-target.ts";
import type { EntryValue } from "./entry-state.ts";
import { lookAtRoot } from "./look-around.ts";
import { rememberedFolder } from "./place-of.ts";
import { checkTargetOptions, type DirectoryOptions } from "./target-options.ts";

/**
 * Makes a folder part of what the app looks after, and resolves when it exists. Files that the app did not write stay as
 * they are, and so does a folder that was there before.
 *
 * The folder is known across runs as a source's is: by the name of the context key, else by its path from the application's
 * package. If it is gone when it is mounted, it is made anew and all of its files are written again.
 *
 * @param root - a path (a relative one is taken from the working directory), a `file:` URL, or the context key of a folder.
 * @param options - `mode` and `onExisting` are defaults for the files in it.
 * @throws LocalfsError if the path is none of a folder, or if it is not there and the user manages it.
 */
export async function mountDirectory(root: RootFolder, options: DirectoryOptions = {}): Promise<DirectoryTarget> {
  checkTargetOptions("mountDirectory", options, ["mode", "onExisting", "managedBy"]);
  const place = rootOf(root, [import.meta.url]);
  const folder = place.folder();
  const { managedBy = "system", mode, onExisting } = options;
  const seen = lookAtRoot(folder);
  checkRoot(folder, seen.exists, managedBy);
  const remembered = rememberedFolder(place);
  const home = remembered === undefined ? folder : undefined;
  const value: DirectoryValue = { managedBy, seen, folder: remembered, home };
  const entries = await mountTarget<EntryValue, DirectoryValue>(directories.state(place.identity, value));
  // Stands for the folder itself among its entries: with the last of them it goes.
  declareTargetState(entries.state("", { kind: "folder", seen, keeps: managedBy === "user" }));
  const defaults = { ...(mode === undefined ? {} : { mode }), ...(onExisting === undefined ? {} : { onExisting }) };
  const state = entries.state.bind(entries);
  return new DirectoryTarget({ identity: entries.path, folder, foldersAbove: 0, state }, "", defaults, 0);
}

function checkRoot(folder: string, exists: boolean, managedBy: "system" | "user"): void {
  if (exists) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
    throw new LocalfsError(`The target folder ${folder} is not a folder.`, {
      code: "LOCALFS_ROOT_NOT_A_FOLDER",
      path: folder,
      hint: "Give the folder that files are to be written into; for one file alone use declareFile.",
    });
  }
  if (managedBy === "system") return;
  throw new LocalfsError(`The target folder ${folder} does not exist, and the user manages it.`, {
    code: "LOCALFS_ROOT_MISSING",
    path: folder,
    hint: 'Make it, or leave `managedBy: "user"` out: then it is made.',
  });
}
