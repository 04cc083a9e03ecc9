import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const FILES_PER_FOLDER = 100;

/** A tree of so many small files. */
export function writeFileTree(root: string, files: number): void {
  let folder = root;
  for (let index = 0; index < files; index++) {
    if (index % FILES_PER_FOLDER === 0) {
      const number = String(index / FILES_PER_FOLDER).padStart(5, "0");
      folder = path.join(root, `group-${number.slice(0, 3)}`, `folder-${number}`);
      mkdirSync(folder, { recursive: true });
    }
    const name = `note-${String(index).padStart(9, "0")}`;
    writeFileSync(path.join(folder, `${name}.txt`), name);
  }
}
