import type { Rule } from "./rule.ts";

export const noDefaultExports: Rule = {
  name: "named exports only",
  check: ({ files, text }) =>
    files
      .filter(
        (file) =>
          /^(?:packages|examples|benchmarks)\/.*\.m?ts$/.test(file) &&
          !/\.(?:config|test)\.ts$/.test(file) &&
          !file.endsWith("/api.d.ts"),
      )
      .filter((file) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text(file) ?? ""))
      .map((file) => `${file}: has a default export`),
};
