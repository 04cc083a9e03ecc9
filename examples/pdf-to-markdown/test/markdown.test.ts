import { describe, expect, it } from "vitest";
import { linesOf } from "../lines.ts";
import { toMarkdown } from "../markdown.ts";
import { makePdf, type Part } from "./make-pdf.ts";

const long = "The quick brown fox jumps over the lazy dog while seven wizards look on and take notes. "
  .repeat(4)
  .trim();

async function converted(parts: readonly Part[], footer?: string): Promise<string> {
  return toMarkdown(await linesOf(await makePdf(parts, footer)));
}

describe("a PDF as Markdown", () => {
  it("has headings by the size of letters, and paragraphs whose lines are put together again", async () => {
    const parts = [
      { title: "Boats" },
      { text: long },
      { section: "After each outing" },
      { text: long },
      { text: "The end." },
    ];
    expect(await converted(parts)).toBe(`# Boats\n\n${long}\n\n## After each outing\n\n${long}\n\nThe end.\n`);
  });

  it("has lists, with bullets and with numbers", async () => {
    const parts = [{ text: long }, { items: ["• Rinse the hull", "• Dry it"] }, { items: ["1. One", "2) Two"] }];
    expect(await converted(parts)).toBe(`${long}\n\n- Rinse the hull\n- Dry it\n1. One\n2. Two\n`);
  });

  it("leaves out what stands on every page, and joins a text over pages", async () => {
    const parts: Part[] = [{ title: "Book" }, { text: long }, { newPage: true }, { section: "Two" }, { text: long }];
    expect(await converted(parts, "Upper Lake Rowing Club, page")).toBe(`# Book\n\n${long}\n\n## Two\n\n${long}\n`);
  });

  it("keeps what Markdown would take for marks", async () => {
    expect(await converted([{ text: "# no heading, 2 * 3 * 4, [a](b), snake_case <b>" }])).toBe(
      String.raw`\# no heading, 2 \* 3 \* 4, \[a\](b), snake\_case \<b\>` + "\n",
    );
  });

  it("puts words together that were broken at the end of a line", () => {
    const line = (text: string, y: number) => ({ text, size: 11, x: 60, y });
    expect(toMarkdown([[line("a hyphen-", 700), line("ated word, and well-", 686), line("Known", 672)]])).toBe(
      "a hyphenated word, and well- Known\n",
    );
  });

  it("of an empty page is empty", async () => {
    expect(await converted([])).toBe("\n");
  });
});
