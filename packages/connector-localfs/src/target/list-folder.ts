import type { ListedState } from "@coco/connectorkit";
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { systemCode } from "../errors/system-error.ts";

/**
 * Files and folders beneath a root, by their paths from it. Folders need not be declared: they come with their files. A
 * root that is not there holds nothing; symbolic links are not followed.
 */
export async function* listFolder(root: string): AsyncGenerator<ListedState> {
  const waiting = [""];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await entriesOf(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isFolder = entry.isDirectory();
      yield { key: path, incidental: isFolder };
      if (isFolder) waiting.push(path);
    }
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
