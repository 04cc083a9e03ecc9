import type { FileLike } from "@coco/connectorkit";
import { type RootFolder, rootOf } from "../root/root.ts";
import { DirectoryTarget } from "./directory-target.ts";
import type { FileStream } from "./file-content.ts";
import { lookAtRoot } from "./look-around.ts";
import { rememberedFolder } from "./place-of.ts";
import { standaloneEntries } from "./standalone-handler.ts";
import type { DirectoryOptions, FileOptions } from "./target-options.ts";

/**
 * Declares a single file, with no folder mounted. Otherwise as {@link DirectoryTarget.declareFile}; a root that is missing
 * is made, like the folders on the way.
 * @param root - as `mountDirectory` takes it.
 * @param path - from the root, with `/` between the parts.
 */
export function declareFile(root: RootFolder, path: string, content: string | Uint8Array, options?: FileOptions): void;
export function declareFile(
  root: RootFolder,
  path: string,
  content: FileStream | FileLike,
  options?: FileOptions,
): Promise<void>;
export function declareFile(
  root: RootFolder,
  path: string,
  content: string | Uint8Array | FileStream | FileLike,
  options: FileOptions = {},
): void | Promise<void> {
  return standalone(root).declareFile(path, content as string, options);
}

/**
 * Declares a folder beneath a root that is not mounted. Otherwise as {@link DirectoryTarget.declareDirectory}.
 * @param root - as `mountDirectory` takes it.
 * @param path - from the root, with `/` between the parts.
 */
export function declareDirectory(root: RootFolder, path: string, options: DirectoryOptions = {}): DirectoryTarget {
  return standalone(root).declareDirectory(path, options);
}

function standalone(given: RootFolder): DirectoryTarget {
  const root = rootOf(given, [import.meta.url]);
  const { identity } = root;
  const folder = root.folder();
  const remembered = rememberedFolder(root);
  return new DirectoryTarget(
    {
      identity: [...standaloneEntries.path, identity],
      folder,
      foldersAbove: lookAtRoot(folder).folders,
      state: (path, entry) => standaloneEntries.state([identity, path], { entry, root: remembered }),
    },
    "",
    {},
    0,
  );
}
