import { dirname, join } from "node:path";
import { targetFailure } from "../errors/target-failure.ts";
import { noteRemoved } from "./made-folders.ts";
import { withFolder } from "./with-folder.ts";
import { removeIfEmpty } from "./write-file.ts";

interface Candidate {
  readonly root: string;
  /** From the root; none for the root itself and what is above it. */
  readonly parts: readonly string[];
}

/**
 * Folders of ours that nothing needs any more. Each goes as soon as it is empty: other files of ours in it may be removed
 * later in the run. What the user put into one keeps it.
 */
export class EmptiedFolders {
  readonly #candidates = new Map<string, Candidate>();

  /**
   * @param innermost - from the root.
   * @param count - how many folders may go, from the innermost one outwards.
   * @param rootCount - how many may go from the root outwards, if all beneath it is to go.
   */
  add(root: string, innermost: readonly string[], count: number, rootCount: number): void {
    for (let index = 0; index < count; index++) this.#addAt(root, innermost, innermost.length - index);
    for (let index = 0; index < rootCount; index++) this.#addAt(root, [], -index);
  }

  #addAt(root: string, innermost: readonly string[], length: number): void {
    const parts = innermost.slice(0, Math.max(0, length));
    let path = join(root, ...parts);
    for (let above = length; above < 0; above++) path = dirname(path);
    this.#candidates.set(path, { root, parts });
  }

  /** A folder is wanted again. */
  forget(path: string): void {
    this.#candidates.delete(path);
  }

  /** Removes those that are empty. What cannot be removed is tried again, and said when the run has settled. */
  async remove(): Promise<readonly unknown[]> {
    const errors: unknown[] = [];
    for (const [path, { parts, root }] of [...this.#candidates].sort(([a], [b]) => b.length - a.length)) {
      try {
        if (!(await removed(path, root, parts))) continue;
        this.#candidates.delete(path);
        noteRemoved(path);
      } catch (error) {
        errors.push(targetFailure(path, "remove", error));
      }
    }
    return errors;
  }

  async settle(): Promise<void> {
    const [first] = await this.remove();
    this.#candidates.clear();
    if (first !== undefined) throw first;
  }
}

async function removed(path: string, root: string, parts: readonly string[]): Promise<boolean> {
  const name = parts.at(-1);
  if (name === undefined) return removeIfEmpty(path, path);
  let gone = true;
  await withFolder({ root, parts: parts.slice(0, -1), makesRoot: false, make: false }, async (parent) => {
    if (parent === undefined) return;
    gone = await removeIfEmpty(parent.at(name), path);
    if (gone) parent.changed();
  });
  return gone;
}
