import { type IgnoreRules, isIgnored, withIgnoreFile } from "../gitignore/ignore-rules.ts";
import { readIgnoreFile, rulesAbove } from "../gitignore/read-ignore-files.ts";
import { listFolder } from "./folder-listing.ts";
import { LinkedFolders } from "./linked-folders.ts";
import { isTemporaryName, TEMPORARY_ENDING } from "../target/temporary-name.ts";
import { byteText, type PathText, readableText, systemPath } from "./path-text.ts";
import { statFile } from "./stat-file.ts";
import type { ScanInProgress } from "./scan-observer.ts";
import type { WalkPlan } from "./walk-plan.ts";

/** A file as a walk found it. */
export interface FoundFile {
  /** From the root. */
  readonly relative: PathText;
  readonly location: PathText;
  readonly mtimeNs: bigint;
  readonly size: number;
  /** Just before it was looked at, in ms since 1970. */
  readonly observedAt: number;
}

/** A folder whose entries are being gone through. Both paths have a slash behind; the root's relative one is empty. */
interface OpenFolder {
  readonly absolute: PathText;
  readonly relative: PathText;
  readonly names: readonly string[];
  next: number;
  readonly links: ReadonlySet<string>;
  readonly rules: IgnoreRules | undefined;
}

/** An entry whose name is not UTF-8, kept for the end. */
interface SetAside {
  readonly relative: PathText;
  readonly linked: boolean;
  readonly rules: IgnoreRules | undefined;
}

/**
 * Goes through a tree, one folder's list per level in memory. Files come in the order of their encoded keys: a folder
 * sorts by its name with the slash, and what has bytes as key (a name that is not UTF-8 in its path) comes last.
 */
export class TreeWalk {
  readonly #root: string;
  readonly #plan: WalkPlan;
  readonly #linked: LinkedFolders;
  readonly #open: OpenFolder[] = [];
  #aside: SetAside[] = [];
  readonly #entering: ScanInProgress["entering"] | undefined;

  /**
   * @param root - an absolute path, with a slash behind.
   * @param entering - called before a folder is listed.
   */
  constructor(root: string, plan: WalkPlan, entering?: ScanInProgress["entering"]) {
    this.#root = root;
    this.#plan = plan;
    this.#linked = new LinkedFolders(root);
    this.#entering = entering;
  }

  /** The files; `undefined` in between, where an entry was no file, so that the caller can pause there. */
  files(): Generator<FoundFile | undefined, void, undefined> {
    const { gitignore } = this.#plan;
    const rules = gitignore ? rulesAbove(this.#root.slice(0, -1) || "/") : undefined;
    return this.filesBeneath({ text: "", bytes: false }, rules);
  }

  /**
   * The same of one folder, which is entered.
   * @param folder - from the root, with a slash behind.
   * @param above - the rules that hold where the folder lies.
   */
  *filesBeneath(folder: PathText, above: IgnoreRules | undefined): Generator<FoundFile | undefined, void, undefined> {
    this.#enter(folder, above);
    while (this.#open.length > 0) yield this.#next();
    const aside = this.#aside;
    this.#aside = [];
    aside.sort((a, b) => (a.relative.text < b.relative.text ? -1 : 1));
    for (const { relative, linked, rules } of aside) {
      yield this.#visit(relative, linked, rules);
      while (this.#open.length > 0) yield this.#next();
    }
  }

  /** Goes to the next entry of the folder that was entered last, and is not done. */
  #next(): FoundFile | undefined {
    const folder = this.#open[this.#open.length - 1] as OpenFolder;
    const name = folder.names[folder.next++];
    if (name === undefined) {
      this.#open.pop();
      return undefined;
    }
    const { links, relative: above, rules } = folder;
    const relative = { text: above.text + name, bytes: above.bytes };
    return this.#visit(relative, links.size > 0 && links.has(name), rules);
  }

  #visit(relative: PathText, linked: boolean, rules: IgnoreRules | undefined): FoundFile | undefined {
    const isFolder = relative.text.endsWith("/");
    const path = readableText(relative);
    const bare = isFolder ? path.slice(0, -1) : path;
    if (this.#plan.gitignore && (isGitsOwn(bare) || isIgnored(rules, bare, isFolder))) return undefined;
    if (!isFolder) return this.#plan.matcher.matches(bare) && !isBeingWritten(bare) ? this.#find(relative) : undefined;
    if (!this.#plan.recursive || !this.#plan.matcher.mayContain(bare)) return undefined;
    if (!linked || this.#linked.enters(this.#absolute(relative))) this.#enter(relative, rules);
    return undefined;
  }

  #find(relative: PathText): FoundFile | undefined {
    const observedAt = Date.now();
    const location = this.#absolute(relative);
    const stats = statFile(location);
    if (stats === undefined || stats.size > this.#plan.maxFileSize) return undefined;
    return { relative, location, mtimeNs: stats.mtimeNs, size: Number(stats.size), observedAt };
  }

  #enter(relative: PathText, above: IgnoreRules | undefined): void {
    const absolute = this.#absolute(relative);
    this.#entering?.(absolute, relative);
    const listing = listFolder(absolute, this.#plan.followSymlinks);
    if (listing === undefined) return;
    const { names, links, undecodable } = listing;
    let rules = above;
    if (this.#plan.gitignore && names.includes(".gitignore")) {
      const text = readIgnoreFile(systemPath({ text: `${absolute.text}.gitignore`, bytes: absolute.bytes }));
      const depth = readableText(relative).length;
      if (text !== undefined) rules = withIgnoreFile(text, { depth, above: "" }, above);
    }
    for (const name of undecodable) {
      this.#aside.push({ relative: { text: byteText(relative) + name, bytes: true }, linked: links.has(name), rules });
    }
    this.#open.push({ absolute, relative, names, next: 0, links, rules });
  }

  #absolute({ text, bytes }: PathText): PathText {
    return { text: (bytes ? byteText({ text: this.#root, bytes: false }) : this.#root) + text, bytes };
  }
}

export function isGitsOwn(path: string): boolean {
  return path === ".git" || path.endsWith("/.git");
}

/** A file that a target of this package is writing, or that a killed process left. */
function isBeingWritten(path: string): boolean {
  return path.endsWith(TEMPORARY_ENDING) && isTemporaryName(path.slice(path.lastIndexOf("/") + 1));
}
