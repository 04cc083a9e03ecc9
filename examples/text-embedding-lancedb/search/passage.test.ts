import { describe, expect, it } from "vitest";
import { passageFor } from "./passage.ts";
import { wrapText } from "./wrap-text.ts";

const TEXT = `# Title

A paragraph that was
broken by hand.

| a | b |
| --- | --- |
| deleted | rows |

\`\`\`sh
npm   start
npm   test
\`\`\`
`;

describe("a piece of Markdown in a narrow place", () => {
  it("has its paragraphs on lines as long as fit, tables without rules, and code as it is", () => {
    expect(wrapText(TEXT, 30).map(({ text }) => text)).toEqual([
      "# Title",
      "A paragraph that was broken by",
      "hand.",
      "| a | b |",
      "| deleted | rows |",
      "```sh",
      "npm   start",
      "npm   test",
      "```",
    ]);
  });

  it("cuts what has no space, and lets no control character through", () => {
    expect(wrapText("\u001B[31m日本語日本語", 4).map(({ text }) => text)).toEqual(["[31m", "日本語日", "本語"]);
  });

  it("knows code at the beginning of a chunk by the fence that ends it", () => {
    expect(wrapText("one\ntwo\n```\nand\nso on", 80).map(({ text }) => text)).toEqual([
      "one",
      "two",
      "```",
      "and so on",
    ]);
  });

  it("shows the lines that share most words with the question, in any form, else the first ones", () => {
    const lines = wrapText(TEXT, 30);
    expect(passageFor("which row is deleting?", lines, 2)).toEqual(["| a | b |", "| deleted | rows |"]);
    expect(passageFor("something else", lines, 1)).toEqual(["# Title"]);
    expect(passageFor("anything", [], 3)).toEqual([]);
  });
});
