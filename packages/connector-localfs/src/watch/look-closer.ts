import { lstatSync, statSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { systemCode } from "../errors/system-error.ts";
import { unreadableEntry } from "../errors/unreadable-entry.ts";
import { isTemporaryName } from "../target/temporary-name.ts";
import { type PathText, readableText, systemPath } from "../walk/path-text.ts";
import { statFile } from "../walk/stat-file.ts";
import { type FoundFile, TreeWalk } from "../walk/tree-walk.ts";
import type { WalkPlan } from "../walk/walk-plan.ts";
import { EnteredFolders } from "./entered-folders.ts";
import { folderOf, nameOf, pathKey } from "./path-key.ts";
import type { WatchedFolders } from "./watched-folders.ts";

/** The file system is asked synchronously, in slices of at most about this many ms. */
const SLICE = 10;
/** More than so many changes are found faster by a scan. */
const MOST_CHANGES = 10_000;

/** What has become of a file: as it was found, or `undefined` where there is none that a walk would find. */
export type FileChanges = ReadonlyMap<string, { readonly relative: PathText; readonly found: FoundFile | undefined }>;

export interface Tree {
  /** Absolute, with a slash behind. */
  readonly root: string;
  readonly plan: WalkPlan;
  readonly folders: WatchedFolders;
}

/**
 * Looks at the entries that something was heard of, as they are now: what was heard says where to look, never what there is.
 * `undefined`: look through the whole tree, for it cannot be said file by file.
 * @throws LocalfsError when something that is not excluded cannot be read.
 */
export async function lookCloser(paths: readonly PathText[], tree: Tree): Promise<FileChanges | undefined> {
  const look = new CloserLook(tree);
  let sliceEnd = performance.now() + SLICE;
  for (const path of paths) {
    for (const step of look.steps(path)) {
      if (step === "whole tree" || look.changes.size > MOST_CHANGES) return undefined;
      if (performance.now() < sliceEnd) continue;
      await turn();
      sliceEnd = performance.now() + SLICE;
    }
  }
  return look.changes;
}

class CloserLook {
  readonly changes = new Map<string, { readonly relative: PathText; readonly found: FoundFile | undefined }>();
  readonly #tree: Tree;
  readonly #entered: EnteredFolders;

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#entered = new EnteredFolders(tree.root, tree.plan);
  }

  /** One entry, step by step, so that the caller can pause. */
  *steps(relative: PathText): Generator<"whole tree" | undefined, void, undefined> {
    const { folders, plan } = this.#tree;
    const name = nameOf(relative);
    if (isTemporaryName(name)) return;
    const absolute = this.#entered.absolute(relative);
    const asFolder = { ...relative, text: `${relative.text}/` };
    const slashed = { ...absolute, text: `${absolute.text}/` };
    const standing = folders.standing(slashed, asFolder);
    // Of a folder that has gone, or that another one stands for, nobody knows file by file what was in it.
    if (standing === "other") yield "whole tree";
    const above = this.#entered.of(folderOf(relative));
    if (above === undefined) return;
    if (plan.gitignore && name === ".gitignore") yield "whole tree";
    const kind = this.#kindOf(absolute);
    if (kind === "linked folder") yield "whole tree";
    const path = readableText(relative);
    if (this.#entered.lets(above.rules, path, "file")) {
      yield;
      this.#note(relative, kind === "file" ? this.#find(relative, absolute) : undefined);
    }
    if (kind !== "folder" || standing === "same" || !this.#entered.lets(above.rules, path, "folder")) return;
    const walk = new TreeWalk(this.#tree.root, plan, (below, place) => folders.enter(below, place));
    for (const found of walk.filesBeneath(asFolder, above.rules)) {
      if (found !== undefined) this.#note(found.relative, found);
      yield;
    }
  }

  #note(relative: PathText, found: FoundFile | undefined): void {
    this.changes.set(pathKey(relative), { relative, found });
  }

  #find(relative: PathText, location: PathText): FoundFile | undefined {
    const observedAt = Date.now();
    const stats = statFile(location);
    if (stats === undefined || stats.size > this.#tree.plan.maxFileSize) return undefined;
    return { relative, location, mtimeNs: stats.mtimeNs, size: Number(stats.size), observedAt };
  }

  /** As a walk takes it; `undefined`: there is nothing, or nothing that a walk would list. */
  #kindOf(absolute: PathText): "file" | "folder" | "linked folder" | undefined {
    try {
      const path = systemPath(absolute);
      const stats = lstatSync(path, { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      if (stats.isDirectory()) return "folder";
      if (!stats.isSymbolicLink()) return stats.isFile() ? "file" : undefined;
      const { followSymlinks } = this.#tree.plan;
      if (followSymlinks === "none") return undefined;
      if (followSymlinks === "files") return "file";
      return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? "linked folder" : "file";
    } catch (error) {
      const code = systemCode(error);
      if (code === "ENOTDIR" || code === "ELOOP" || code === "ENOENT") return undefined;
      throw unreadableEntry(absolute, "file", error);
    }
  }
}
