import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}\n`).join("");

describe("a unified diff", () => {
  it("shows lines that change between lines that stay", () => {
    const text = lines(1, 9);
    const start = text.indexOf("line 5");
    expect(unifiedDiff(text, [{ start, end: start + 6, text: "five\nand more" }], { path: "a.txt", context: 1 })).toBe(
      "--- a/a.txt\n+++ b/a.txt\n@@ -4,3 +4,4 @@\n line 4\n-line 5\n+five\n+and more\n line 6\n",
    );
  });

  it("joins changes whose surroundings meet, and parts others", () => {
    const text = lines(1, 30);
    const at = (line: number): { start: number; end: number; text: string } => {
      const start = text.indexOf(`line ${line}\n`);
      return { start, end: start + 4, text: "LINE" };
    };
    expect(unifiedDiff(text, [at(3), at(8), at(20)], {}).match(/^@@.*/gm)).toEqual([
      "@@ -1,11 +1,11 @@",
      "@@ -17,7 +17,7 @@",
    ]);
  });

  it("is what git applies, whatever changes", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "coco-diff-"));
    try {
      const word = fc.constantFrom("a", "b", "\n", "\n", "c\n", "");
      const words = fc.array(word, { maxLength: 40 });
      const cases = fc.sample(fc.tuple(words, words, fc.nat(30), fc.nat(30), fc.nat(4)), { numRuns: 40, seed: 7 });
      for (const [number, [old, added, one, other, context]] of cases.entries()) {
        const text = `${old.join("")}x`;
        const [start, end] = [Math.min(one, other, text.length), Math.min(Math.max(one, other), text.length)];
        const edits = [
          { start: 0, end: 0, text: "first" },
          { start, end, text: added.join("") },
        ];
        const file = `${number}.txt`;
        writeFileSync(path.join(folder, file), text);
        const diff = unifiedDiff(text, edits, { path: file, context });
        execFileSync("git", ["apply", "--unidiff-zero", "--whitespace=nowarn", "-"], { cwd: folder, input: diff });
        expect(readFileSync(path.join(folder, file), "utf8")).toBe(
          `first${text.slice(0, start)}${added.join("")}${text.slice(end)}`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
