import type { ListedState } from "@coco/connectorkit";
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../errors/system-error.ts";

/**
 * Files and folders beneath a root, by their paths from it, the root itself being "". Folders need not be declared: they
 * come with their files. A root that is not there holds nothing; symbolic links are not followed.
 */
export async function* listFolder(root: string): AsyncGenerator<ListedState> {
  if (await isFolder(root)) yield { key: "", incidental: true };
  const waiting = [""];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await entriesOf(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const incidental = entry.isDirectory();
      yield { key: path, incidental };
      if (incidental) waiting.push(path);
    }
  }
}

async function isFolder(root: string): Promise<boolean> {
  try {
    return (await stat(root)).isDirectory();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return false;
    throw error;
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === "ENOENT") return [];
    throw error;
  }
}
