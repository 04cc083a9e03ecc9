/** The tasks of turbo.json that make up `pnpm check`. */
export const CHECKS: readonly string[] = [
  "check:lint",
  "check:format",
  "check:unused",
  "check:repository",
  "check:tooling-types",
  "types",
  "check:api",
  "check:shape",
];
