import { type PathMatcher, patternMatcher } from "@coco/connectorkit";
import type { FollowSymlinks, WalkOptions } from "./walk-options.ts";

/** The options of a walk as it uses them. */
export interface WalkPlan {
  readonly matcher: PathMatcher;
  readonly recursive: boolean;
  readonly gitignore: boolean;
  readonly followSymlinks: FollowSymlinks;
  /** In bytes. */
  readonly maxFileSize: number;
}

/** @throws PatternError for a pattern that is not well formed. */
export function walkPlan(options: WalkOptions): WalkPlan {
  const { include, exclude } = options;
  return {
    matcher: patternMatcher({ include, exclude }),
    recursive: options.recursive ?? true,
    gitignore: options.gitignore ?? false,
    followSymlinks: options.followSymlinks ?? "files",
    maxFileSize: options.maxFileSize ?? Number.POSITIVE_INFINITY,
  };
}
