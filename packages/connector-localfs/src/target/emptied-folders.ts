import { dirname, join } from "node:path";
import { targetFailure } from "../errors/target-failure.ts";
import { noteRemoved } from "./made-folders.ts";
import { withFolder } from "./with-folder.ts";
import { syncFolder } from "./sync-folder.ts";
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
  /** Paths of folders in which something was removed since they were last looked at. */
  readonly #touched = new Set<string>();

  /**
   * @param innermost - from the root: where something was removed.
   * @param count - how many folders may go, from the innermost one outwards.
   * @param rootCount - how many may go from the root outwards, if all beneath it is to go.
   */
  add(root: string, innermost: readonly string[], count: number, rootCount: number): void {
    for (let index = 0; index < count; index++) this.#addAt(root, innermost, innermost.length - index);
    for (let index = 0; index < rootCount; index++) this.#addAt(root, [], -index);
    for (let length = innermost.length; length >= 0; length--) {
      const path = join(root, ...innermost.slice(0, length));
      if (this.#touched.has(path)) break;
      this.#touched.add(path);
    }
  }

  #addAt(root: string, innermost: readonly string[], length: number): void {
    const parts = innermost.slice(0, Math.max(0, length));
    let path = join(root, ...parts);
    for (let above = length; above < 0; above++) path = dirname(path);
    this.#candidates.set(path, { root, parts });
    this.#touched.add(path);
  }

  /** A folder is wanted again. */
  forget(path: string): void {
    this.#candidates.delete(path);
  }

  /** Removes those that may have become empty. What cannot be removed is tried again when the run has settled. */
  async remove(): Promise<void> {
    const touched = new Set(this.#touched);
    this.#touched.clear();
    await this.#remove((path) => touched.has(path));
  }

  /** Looks at all beneath a root once more, and forgets them: the run has ended. */
  async settle(root: string | undefined): Promise<void> {
    const isOf = (candidate: Candidate): boolean => root === undefined || candidate.root === root;
    const [first] = await this.#remove((_, candidate) => isOf(candidate));
    for (const [path, candidate] of this.#candidates) if (isOf(candidate)) this.#candidates.delete(path);
    if (first !== undefined) throw first;
  }

  async #remove(chosen: (path: string, candidate: Candidate) => boolean): Promise<readonly unknown[]> {
    const errors: unknown[] = [];
    // Innermost first: what a folder lies in may be empty without it.
    const innermostFirst = [...this.#candidates].sort(([a], [b]) => b.length - a.length);
    for (const [path, candidate] of innermostFirst) {
      if (!chosen(path, candidate)) continue;
      try {
        if (!(await removed(path, candidate))) continue;
        this.#candidates.delete(path);
        noteRemoved(path);
      } catch (error) {
        errors.push(targetFailure(path, "remove", error));
      }
    }
    return errors;
  }
}

async function removed(path: string, { parts, root }: Candidate): Promise<boolean> {
  const name = parts.at(-1);
  if (name === undefined) {
    const isGone = await removeIfEmpty(path, path);
    if (isGone) await syncFolder(dirname(path));
    return isGone;
  }
  let gone = true;
  await withFolder({ root, parts: parts.slice(0, -1), makesRoot: false, make: false }, async (parent) => {
    if (parent === undefined) return;
    gone = await removeIfEmpty(parent.at(name), path);
    if (gone) parent.changed();
  });
  return gone;
}
