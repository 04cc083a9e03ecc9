import { findSkips } from "../test/find-skips.ts";
import type { Rule } from "./rule.ts";

export const explainedSkips: Rule = {
  name: "a test that is left out says why beside it",
  check: ({ files, text }) =>
    files
      .filter(
        (file) =>
          /\.(?:test|test-d|bench)\.m?ts$|\/testing\/.*\.ts$/.test(file) && file !== "tooling/test/find-skips.test.ts",
      )
      .flatMap((file) =>
        findSkips(text(file) ?? "")
          .filter(({ reason }) => reason === undefined)
          .map(({ line, code }) => `${file}:${line}: ${code}\n    write beside it: // skipped: <why>`),
      ),
};
