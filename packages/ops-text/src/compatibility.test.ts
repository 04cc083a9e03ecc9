import { describe, expect, it } from "vitest";
import { type CustomLanguage, RecursiveSplitter, SeparatorSplitter, type SplitOptions } from "./index.ts";

async function split(text: string, options: SplitOptions, customLanguages?: CustomLanguage[]): Promise<string[]> {
  const splitter = new RecursiveSplitter({ compatibility: "cocoindex", customLanguages });
  return (await splitter.split(text, options)).map((chunk) => chunk.text);
}

describe('compatibility: "cocoindex"', () => {
  it("loses the separator at a boundary and keeps those inside a chunk", async () => {
    expect(await split("Hello there. General Kenobi!", { chunkSize: 20 })).toEqual(["Hello there", "General Kenobi!"]);
    expect(await split("甲乙。丙丁，戊己", { chunkSize: 16 })).toEqual(["甲乙", "丙丁，戊己"]);
  });

  it("never cuts a run without separators", async () => {
    expect(await split("x".repeat(50), { chunkSize: 10 })).toEqual(["x".repeat(50)]);
  });

  it("makes a chunk of each atom for a size of 0", async () => {
    expect(await split("one two\nthree", { chunkSize: 0 })).toEqual(["one", "two", "three"]);
  });

  it("loses the indentation of the text's first line only", async () => {
    expect(await split("    x = 1\n    y = 2", { chunkSize: 10, minChunkSize: 5 })).toEqual(["x = 1", "    y = 2"]);
  });

  it("knows no paragraphs in a text with CRLF", async () => {
    const text = "Aaaa bbbb cccc.\r\n\r\nDddd eeee ffff.\r\nGggg hhhh.";
    expect(await split(text, { chunkSize: 32 })).toEqual(["Aaaa bbbb cccc.", "Dddd eeee ffff.\r\nGggg hhhh."]);
  });

  it("overlaps only where one atom more than the overlap fits", async () => {
    const words = "aaaa bbbb cccc dddd eeee ffff gggg hhhh";
    expect(await split(words, { chunkSize: 19, overlap: 8 })).toEqual(["aaaa bbbb cccc dddd", "eeee ffff gggg hhhh"]);
    expect(await split(words, { chunkSize: 19, overlap: 9 })).toEqual([
      "aaaa bbbb cccc dddd",
      "dddd eeee ffff gggg",
      "gggg hhhh",
    ]);
  });

  it("lowers an overlap above the smallest size and takes a smallest size above the limit", async () => {
    const text = "one two three four five six";
    expect(await split(text, { chunkSize: 12, minChunkSize: 4, overlap: 100 })).toEqual(
      await split(text, { chunkSize: 12, minChunkSize: 4, overlap: 4 }),
    );
    expect(await split(text, { chunkSize: 10, minChunkSize: 50 })).toEqual([text]);
  });

  it("loses what the separators of a custom language match", async () => {
    const sections = { name: "sections", aliases: [".sec"], separators: [/---/, /\n/] };
    const text = "Part one---Part two is longer.\nIt has lines---Part three";
    for (const language of ["Sections", ".SEC"]) {
      expect(await split(text, { chunkSize: 24, language }, [sections])).toEqual([
        "Part one",
        "Part two is longer.",
        "It has lines",
        "Part three",
      ]);
    }
  });

  it("counts code points, and only \\n as a line end", async () => {
    const [, second] = await new RecursiveSplitter({ compatibility: "cocoindex" }).split("a😀\rb c\n😀 d", {
      chunkSize: 11,
      minChunkSize: 8,
    });
    expect(second).toEqual({
      text: "😀 d",
      start: { byteOffset: 10, charOffset: 7, line: 2, column: 1 },
      end: { byteOffset: 16, charOffset: 10, line: 2, column: 4 },
    });
  });

  it("trims ASCII white space alone in the separator splitter", async () => {
    const separators = [/\|/];
    const text = "\u00a0a |\tb\u3000";
    const texts = async (splitter: SeparatorSplitter): Promise<string[]> =>
      (await splitter.split(text)).map((chunk) => chunk.text);
    expect(await texts(new SeparatorSplitter(separators, { compatibility: "cocoindex" }))).toEqual([
      "\u00a0a",
      "b\u3000",
    ]);
    expect(await texts(new SeparatorSplitter(separators))).toEqual(["a", "b"]);
  });
});
