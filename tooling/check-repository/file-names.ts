import type { Rule } from "./rule.ts";

const DRAWERS = /(?:^|\/)(?:utils?|helpers?|common|types|misc)(?:\/|\.\w+$)/;

export const fileNames: Rule = {
  name: "file names are kebab-case and say what is inside",
  check: ({ files }) =>
    files
      .filter((file) => /^(?:packages\/[^/]+\/src|tooling|examples|benchmarks)\/.*\.(?:ts|mts|mjs)$/.test(file))
      .flatMap((file) => {
        if (!/^[a-z0-9/.-]+$/.test(file)) return [`${file}: is not kebab-case`];
        return DRAWERS.test(file) ? [`${file}: is a drawer; name what is inside`] : [];
      }),
};
