import { expandBraces } from "./expand-braces.ts";
import { compileReferenceGlob } from "./reference-glob.ts";

/** @internal What a matcher of paths decides. */
export interface ReferenceMatcher {
  includesFile(path: string): boolean;
  includesDirectory(path: string): boolean;
}

/**
 * @internal Paths as CocoIndex's matcher chooses them: a file that an include pattern matches, unless an exclude pattern
 * does and none with `!` takes it back, in any order; a directory that no exclude pattern matches, or in which a pattern
 * with `!` could take something back. Include patterns do not count for directories.
 *
 * @throws PatternError (`PATTERN_SYNTAX`)
 */
export function referenceMatcher(include: readonly string[] | undefined, exclude: readonly string[]): ReferenceMatcher {
  const included = include?.map(compileReferenceGlob);
  const excluded = exclude.filter((pattern) => !pattern.startsWith("!")).map(compileReferenceGlob);
  const kept = exclude.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const keeps = kept.map(compileReferenceGlob);
  const keptStarts = kept.flatMap(expandBraces);
  const any = (matchers: readonly ((path: string) => boolean)[], path: string): boolean =>
    matchers.some((matches) => matches(path));
  return {
    includesFile: (path) =>
      (included === undefined || any(included, path)) && !(any(excluded, path) && !any(keeps, path)),
    includesDirectory: (path) =>
      !any(excluded, path) ||
      any(keeps, path) ||
      any(keeps, `${path}/__probe__`) ||
      keptStarts.some((start) => start.startsWith(`${path}/`)),
  };
}
