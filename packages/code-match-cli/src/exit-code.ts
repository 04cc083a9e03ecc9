/** What the command ends with: as grep does, and so that a check can fail a build. */
export const exitCode = {
  /** Something was found; of `check`: nothing that matters. */
  good: 0,
  /** Nothing was found; of `check`: something that matters; of `rewrite --check`: something would change. */
  bad: 1,
  /** It was called in a wrong way, or could not do its work. */
  failed: 2,
} as const;
