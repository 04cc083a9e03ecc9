import type { Rule } from "./rule.ts";

const MOST_LINES = 300;

/** Files that are longer for a good reason; say which. */
const ALLOWED: ReadonlyMap<string, string> = new Map();

export const fileSize: Rule = {
  name: `no file of code over ${MOST_LINES} lines`,
  check: ({ files, text }) =>
    files.flatMap((file) => {
      if (!/^(?:packages\/[^/]+\/src|tooling|examples|benchmarks)\/.*\.(?:ts|mts|mjs)$/.test(file) || ALLOWED.has(file))
        return [];
      const lines = (text(file) ?? "").trimEnd().split("\n").length;
      return lines > MOST_LINES ? [`${file}: ${lines} lines; split it by what changes together`] : [];
    }),
};
