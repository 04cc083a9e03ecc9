import { describe, expect, it } from "vitest";
import { RecursiveSplitter, type SplitOptions } from "../index.ts";

async function split(text: string, options: SplitOptions): Promise<string[]> {
  const chunks = await new RecursiveSplitter().split(text, { language: "markdown", ...options });
  return chunks.map((chunk) => chunk.text);
}

const sentence = "A sentence of some forty characters here.";

describe("Markdown", () => {
  it("is cut before headings, the higher ones first", async () => {
    const section = (heading: string): string => `${heading}\n\n${sentence}`;
    const parts = ["# A", "### A.1", "### A.2", "# B", "### B.1"].map(section);
    expect(await split(parts.join("\n\n"), { chunkSize: 170 })).toEqual([
      parts.slice(0, 3).join("\n\n"),
      parts.slice(3).join("\n\n"),
    ]);
  });

  it("keeps a heading with the text below it", async () => {
    const text = `${sentence} ${sentence}\n\n## Next\n\n${sentence} ${sentence}`;
    expect(await split(text, { chunkSize: 100 })).toEqual([
      `${sentence} ${sentence}`,
      `## Next\n\n${sentence} ${sentence}`,
    ]);
  });

  it("does not take comments in code for headings, and keeps code whole where it fits", async () => {
    const code = "```sh\n# first\n\nmake all\n\n# second\n\nmake test\n```";
    const text = `# Build\n\n${sentence}\n\n${code}\n\n${sentence}`;
    for (const overlap of [0, 15]) {
      const chunks = await split(text, { chunkSize: 70, overlap });
      expect(chunks.filter((chunk) => chunk.includes(code))).toHaveLength(1);
    }
  });

  it("cuts code that does not fit at blank lines and keeps indentation", async () => {
    const code = "```py\ndef f():\n    one = 1\n    two = 2\n\n    return one + two\n```";
    expect(await split(code, { chunkSize: 44, minChunkSize: 10 })).toEqual([
      "```py\ndef f():\n    one = 1\n    two = 2",
      "    return one + two\n```",
    ]);
  });

  it("parts lists between items and tables between rows", async () => {
    const items = ["- The first item.", "- The second item\n  goes on.", "- The third item."];
    expect(await split(items.join("\n"), { chunkSize: 30, minChunkSize: 10 })).toEqual(items);
    const table = "| name | what |\n|---|---|\n| alpha | one |\n| beta | two |";
    expect(await split(table, { chunkSize: 30, minChunkSize: 10 })).toEqual([
      "| name | what |\n|---|---|",
      "| alpha | one |\n| beta | two |",
    ]);
  });

  it("prefers the end of a sentence to a line end inside a paragraph", async () => {
    const text = "This one is broken over\ntwo lines. This one is\nbroken too.";
    expect(await split(text, { chunkSize: 40, minChunkSize: 10 })).toEqual([
      "This one is broken over\ntwo lines.",
      "This one is\nbroken too.",
    ]);
  });

  it("loses no mark of quotes and lists", async () => {
    const text = "> - quoted item one\n> - quoted item two\n>\n> quoted text";
    const chunks = await split(text, { chunkSize: 24, minChunkSize: 8 });
    expect(chunks.join("\n").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    expect(chunks[0]).toBe("> - quoted item one");
  });

  it.each(["markdown", "Markdown", "md", ".md", ".MDX"])("is known as %s", async (language) => {
    const text = "```\na\n\nb\n```\n\nc";
    expect(await split(text, { chunkSize: 14, language })).toEqual(["```\na\n\nb\n```", "c"]);
  });
});
