import { lstatSync, statSync } from "node:fs";
import { type IgnoreRules, isIgnored, withIgnoreFile } from "../gitignore/ignore-rules.ts";
import { readIgnoreFile, rulesAbove } from "../gitignore/read-ignore-files.ts";
import { byteText, type PathText, readableText, systemPath } from "../walk/path-text.ts";
import { isGitsOwn } from "../walk/tree-walk.ts";
import type { WalkPlan } from "../walk/walk-plan.ts";
import { folderOf, pathKey } from "./path-key.ts";

/** A folder that a walk enters, with the rules that hold in it. */
export interface EnteredFolder {
  readonly rules: IgnoreRules | undefined;
}

/** Tells which folders a walk would enter, as they stand now; each is looked at once. */
export class EnteredFolders {
  readonly #root: string;
  readonly #plan: WalkPlan;
  readonly #known = new Map<string, EnteredFolder | undefined>();

  /** @param root - absolute, with a slash behind. */
  constructor(root: string, plan: WalkPlan) {
    this.#root = root;
    this.#plan = plan;
  }

  /** @param relative - with a slash behind; the root's is empty. */
  of(relative: PathText): EnteredFolder | undefined {
    const key = pathKey(relative);
    if (!this.#known.has(key)) this.#known.set(key, this.#lookAt(relative));
    return this.#known.get(key);
  }

  /** Whether a walk would come upon an entry, its folder being entered. `path`: for people, without a slash behind. */
  lets(rules: IgnoreRules | undefined, path: string, kind: "file" | "folder"): boolean {
    const { gitignore, matcher, recursive } = this.#plan;
    if (gitignore && (isGitsOwn(path) || isIgnored(rules, path, kind === "folder"))) return false;
    return kind === "file" ? matcher.matches(path) : recursive && matcher.mayContain(path);
  }

  absolute({ bytes, text }: PathText): PathText {
    return { text: (bytes ? byteText({ text: this.#root, bytes: false }) : this.#root) + text, bytes };
  }

  #lookAt(relative: PathText): EnteredFolder | undefined {
    const { gitignore } = this.#plan;
    if (relative.text === "") {
      return { rules: this.#withOwn(relative, gitignore ? rulesAbove(this.#root.slice(0, -1) || "/") : undefined) };
    }
    const above = this.of(folderOf(relative));
    if (above === undefined) return undefined;
    const path = readableText(relative).slice(0, -1);
    if (!this.lets(above.rules, path, "folder") || !this.#isEntered(relative)) return undefined;
    return { rules: this.#withOwn(relative, above.rules) };
  }

  #isEntered(relative: PathText): boolean {
    const path = systemPath(this.absolute({ ...relative, text: relative.text.slice(0, -1) }));
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats?.isSymbolicLink() !== true) return stats?.isDirectory() === true;
    return this.#plan.followSymlinks === "all" && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  }

  #withOwn(relative: PathText, above: IgnoreRules | undefined): IgnoreRules | undefined {
    if (!this.#plan.gitignore) return undefined;
    const text = readIgnoreFile(systemPath(this.absolute({ ...relative, text: `${relative.text}.gitignore` })));
    return text === undefined
      ? above
      : withIgnoreFile(text, { depth: readableText(relative).length, above: "" }, above);
  }
}
