import { type IgnorePattern, parseIgnorePattern } from "./ignore-pattern.ts";

/** The rules that hold in one folder: its own .gitignore file, before those of the folders above. */
export interface IgnoreRules {
  /** Last line first: the first that matches decides. */
  readonly patterns: readonly IgnorePattern[];
  /** Length of the folder's path from the root, with its last slash. */
  readonly depth: number;
  /** For a folder above the root: the path from it to the root, with a slash behind. */
  readonly above: string;
  readonly parent: IgnoreRules | undefined;
}

/** Adds a folder's own file to the rules that already hold there. */
export function withIgnoreFile(
  text: string,
  place: { readonly depth: number; readonly above: string },
  parent: IgnoreRules | undefined,
): IgnoreRules {
  const patterns = text
    .replace(/^\ufeff/, "")
    .split("\n")
    .map((line) => parseIgnorePattern(line.endsWith("\r") ? line.slice(0, -1) : line))
    .filter((pattern) => pattern !== undefined)
    .reverse();
  return { patterns, ...place, parent };
}

/**
 * Whether git would leave an entry out, its folder being let in: the nearest .gitignore file with a line that matches
 * decides, and in it the last such line.
 *
 * @param path - from the root, without a slash behind.
 */
export function isIgnored(rules: IgnoreRules | undefined, path: string, isFolder: boolean): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  for (let nearest = rules; nearest !== undefined; nearest = nearest.parent) {
    let fromFile: string | undefined;
    for (const pattern of nearest.patterns) {
      if (pattern.folderOnly && !isFolder) continue;
      if (!pattern.nameOnly) fromFile ??= nearest.above + path.slice(nearest.depth);
      if (pattern.matches(pattern.nameOnly ? name : (fromFile as string))) return !pattern.negated;
    }
  }
  return false;
}
