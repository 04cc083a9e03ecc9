import { type IgnorePattern, parseIgnorePattern } from "../gitignore/ignore-pattern.ts";
import type { FollowSymlinks, WalkOptions } from "./walk-options.ts";

/** The options of a walk as it uses them. Paths are from the root, without a slash behind. */
export interface WalkPlan {
  takesFile(path: string): boolean;
  entersFolder(path: string): boolean;
  readonly recursive: boolean;
  readonly gitignore: boolean;
  readonly followSymlinks: FollowSymlinks;
  /** In bytes. */
  readonly maxFileSize: number;
}

export function walkPlan(options: WalkOptions): WalkPlan {
  const include = patterns(options.include);
  const exclude = patterns(options.exclude) ?? [];
  return {
    takesFile: (path) => (include === undefined || hits(include, path, true)) && !hits(exclude, path, false),
    entersFolder: (path) => !hits(exclude, `${path}/`, false),
    recursive: options.recursive ?? true,
    gitignore: options.gitignore ?? false,
    followSymlinks: options.followSymlinks ?? "files",
    maxFileSize: options.maxFileSize ?? Number.POSITIVE_INFINITY,
  };
}

function patterns(list: readonly string[] | undefined): IgnorePattern[] | undefined {
  return list?.map((p) => parseIgnorePattern(p)).filter((p) => p !== undefined).reverse();
}

function hits(list: IgnorePattern[], path: string, parents: boolean): boolean {
  const isFolder = path.endsWith("/");
  const bare = isFolder ? path.slice(0, -1) : path;
  for (const p of list) {
    if (p.folderOnly && !isFolder) continue;
    if (p.matches(p.nameOnly ? bare.slice(bare.lastIndexOf("/") + 1) : bare)) return !p.negated;
  }
  const slash = bare.lastIndexOf("/");
  return parents && slash > 0 && hits(list, bare.slice(0, slash + 1), true);
}
