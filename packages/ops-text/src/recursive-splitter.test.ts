import { fingerprint } from "@coco/connectorkit";
import { describe, expect, it } from "vitest";
import { RecursiveSplitter, SplitterError, type SplitOptions } from "./index.ts";

async function split(text: string, options: SplitOptions): Promise<string[]> {
  return (await new RecursiveSplitter().split(text, options)).map((chunk) => chunk.text);
}

describe("RecursiveSplitter on prose", () => {
  it("cuts a text the same whatever ends its lines", async () => {
    const text = "First line of it\nsecond line\n\nAnother paragraph\nof two lines\n \nThe last one";
    for (const chunkSize of [8, 20, 40]) {
      const options: SplitOptions = { chunkSize, unit: (part) => part.replace(/\r\n?/g, "\n").length };
      const expected = await split(text, options);
      for (const end of ["\r\n", "\r"]) {
        const chunks = await split(text.replaceAll("\n", end), options);
        expect(chunks.map((chunk) => chunk.replaceAll(end, "\n"))).toEqual(expected);
      }
    }
  });

  it("keeps the punctuation at a boundary with the chunk before it", async () => {
    expect(await split("Hello there. General Kenobi! You are bold.", { chunkSize: 20, minChunkSize: 5 })).toEqual([
      "Hello there.",
      "General Kenobi!",
      "You are bold.",
    ]);
    expect(await split("灯を見た。空ではない！", { chunkSize: 20, minChunkSize: 5 })).toEqual([
      "灯を見た。",
      "空ではない！",
    ]);
    expect(await split("first: second - third", { chunkSize: 9, minChunkSize: 3 })).toEqual([
      "first:",
      "second -",
      "third",
    ]);
  });

  it("keeps closing quotes and brackets with their sentence", async () => {
    expect(await split('"Go!" she said. (He went.) Then it rained.', { chunkSize: 18, minChunkSize: 5 })).toEqual([
      '"Go!" she said.',
      "(He went.)",
      "Then it rained.",
    ]);
  });

  it("does not part a list's bullet or number from its item", async () => {
    expect(await split("- one thing\n- two things\n1. three things", { chunkSize: 15, minChunkSize: 5 })).toEqual([
      "- one thing",
      "- two things",
      "1. three things",
    ]);
  });

  it("takes CRLF and lone CR for the line ends that they are", async () => {
    const paragraphs = ["First one here.\nAnd more.", "Second one here.\nAnd more.", "Third one here."];
    const ofLf = await split(paragraphs.join("\n\n"), { chunkSize: 30, minChunkSize: 10 });
    expect(ofLf).toEqual(paragraphs);
    for (const lineEnd of ["\r\n", "\r"]) {
      const text = paragraphs.join("\n\n").replaceAll("\n", lineEnd);
      const chunks = await split(text, { chunkSize: 30, minChunkSize: 10 });
      expect(chunks.map((chunk) => chunk.replaceAll(lineEnd, "\n"))).toEqual(ofLf);
    }
  });

  it("cuts a paragraph at a line that holds only white space", async () => {
    expect(await split("alpha beta\ngamma\n \t\ndelta epsilon", { chunkSize: 20, minChunkSize: 5 })).toEqual([
      "alpha beta\ngamma",
      "delta epsilon",
    ]);
  });

  it("keeps the indentation of a chunk's first line, also at the start of the text", async () => {
    expect(await split("    x = 1\n\n    y = 2\n", { chunkSize: 10, minChunkSize: 4 })).toEqual([
      "    x = 1",
      "    y = 2",
    ]);
  });

  it("honours the limit where there is no boundary, at graphemes", async () => {
    expect(await split("x".repeat(25), { chunkSize: 10 })).toEqual(["x".repeat(10), "x".repeat(10), "x".repeat(5)]);
    const family = "👩‍👩‍👧";
    for (const chunk of await split(family.repeat(7), { chunkSize: 40 }))
      expect(chunk).toBe(family.repeat(2).slice(0, chunk.length));
    expect(await split("e\u0301e\u0301", { chunkSize: 4 })).toEqual(["e\u0301", "e\u0301"]);
  });

  it("cuts a grapheme that is larger than a chunk between code points, and no code point", async () => {
    expect(await split("👩‍👩‍👧", { chunkSize: 7 })).toEqual(["👩‍", "👩‍", "👧"]);
    expect(await split("漢字", { chunkSize: 1 })).toEqual(["漢", "字"]);
  });

  it("overlaps by as much as was asked for", async () => {
    const words = "aaaa bbbb cccc dddd eeee ffff gggg hhhh";
    expect(await split(words, { chunkSize: 19, overlap: 4 })).toEqual([
      "aaaa bbbb cccc dddd",
      "dddd eeee ffff gggg",
      "gggg hhhh",
    ]);
    expect(await split(words, { chunkSize: 19, overlap: 3 })).toEqual(["aaaa bbbb cccc dddd", "eeee ffff gggg hhhh"]);
  });

  it("counts bytes, characters, or what a function says", async () => {
    const text = "ééé ééé ééé ééé";
    expect(await split(text, { chunkSize: 7, minChunkSize: 1 })).toEqual(["ééé", "ééé", "ééé", "ééé"]);
    expect(await split(text, { chunkSize: 7, minChunkSize: 4, unit: "characters" })).toEqual(["ééé ééé", "ééé ééé"]);
    const countWords = (part: string): number => part.split(/\s+/).length;
    expect(await split(text, { chunkSize: 3, minChunkSize: 2, unit: countWords })).toEqual(["ééé ééé", "ééé ééé"]);
  });

  it("says where each chunk stands, by bytes, UTF-16 units, line and column", async () => {
    const chunks = await new RecursiveSplitter().split("é😀 one.\r\nTwo.", { chunkSize: 12, minChunkSize: 1 });
    expect(chunks).toEqual([
      {
        text: "é😀 one.",
        start: { byteOffset: 0, charOffset: 0, line: 1, column: 1 },
        end: { byteOffset: 11, charOffset: 8, line: 1, column: 9 },
      },
      {
        text: "Two.",
        start: { byteOffset: 13, charOffset: 10, line: 2, column: 1 },
        end: { byteOffset: 17, charOffset: 14, line: 2, column: 5 },
      },
    ]);
  });

  it("has no chunks for a text of white space, and one for a text that fits", async () => {
    expect(await split("", { chunkSize: 5 })).toEqual([]);
    expect(await split(" \r\n\t\u3000\u0085", { chunkSize: 5 })).toEqual([]);
    expect(await split("  fits \n", { chunkSize: 50 })).toEqual(["  fits"]);
  });

  it("cuts a language that it does not know as prose", async () => {
    const text = "One sentence here. Another sentence.";
    const options = { chunkSize: 20, minChunkSize: 5 };
    const prose = await split(text, options);
    for (const language of ["", "klingon", ".xyz"]) expect(await split(text, { ...options, language })).toEqual(prose);
  });

  it("measures each stretch of a long text a bounded number of times", async () => {
    const measured = async (length: number): Promise<number> => {
      let total = 0;
      const unit = (text: string): number => {
        total += text.length;
        return text.length;
      };
      await split("a b\n".repeat(length), { chunkSize: 400, overlap: 100, unit });
      return total;
    };
    expect((await measured(20_000)) / (await measured(5_000))).toBeLessThan(5);
  });
});

describe("RecursiveSplitter's options", () => {
  it.each<[SplitOptions, RegExp]>([
    [{ chunkSize: 0 }, /chunkSize must be larger than 0/],
    [{ chunkSize: -1 }, /chunkSize must be a whole number, 0 or more, but is -1/],
    [{ chunkSize: Number.NaN }, /chunkSize .* is NaN/],
    [{ chunkSize: 10.5 }, /chunkSize .* is 10.5/],
    [{ chunkSize: "100" as unknown as number }, /chunkSize .* a value of type string/],
    [{ chunkSize: 10, overlap: 10 }, /overlap \(10\) must be smaller than chunkSize \(10\)/],
    [{ chunkSize: 10, minChunkSize: 11 }, /minChunkSize \(11\) must not be larger than chunkSize \(10\)/],
    [{ chunkSize: 10, unit: "words" as "bytes" }, /unit is "words"/],
    [{ chunkSize: 10, language: 5 as unknown as string }, /language must be a string/],
    [{ chunkSize: 10, unit: () => Number.NaN }, /unit returned NaN/],
    [{ chunkSize: 10, unit: (async () => 1) as unknown as () => number }, /unit returned a promise/],
  ])("%o is refused with a reason", async (options, reason) => {
    const error: unknown = await split("some text", options).catch((thrown: unknown) => thrown);
    expect(SplitterError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ message: expect.stringMatching(reason), hint: expect.stringMatching(/\.$/) });
  });

  it("a text that is no string is refused", async () => {
    await expect(split(new Uint8Array(3) as unknown as string, { chunkSize: 10 })).rejects.toThrow(/must be a string/);
  });

  it("an unknown compatibility is refused", () => {
    expect(() => new RecursiveSplitter({ compatibility: "langchain" as "cocoindex" })).toThrow(
      /compatibility is "langchain"/,
    );
  });
});

describe("RecursiveSplitter as an argument of a memoized function", () => {
  const language = { name: "log", separators: [/\n(?=\d)/] };

  it("is the same for the same options", () => {
    expect(fingerprint(new RecursiveSplitter())).toEqual(fingerprint(new RecursiveSplitter({})));
    expect(fingerprint(new RecursiveSplitter({ customLanguages: [language] }))).toEqual(
      fingerprint(new RecursiveSplitter({ customLanguages: [{ ...language, aliases: [] }] })),
    );
  });

  it("is another for other options", () => {
    const prints = [
      {},
      { compatibility: "cocoindex" as const },
      { customLanguages: [language] },
      { customLanguages: [{ ...language, separators: [/\n(?=\d)/i] }] },
      { customLanguages: [{ ...language, aliases: [".log"] }] },
    ].map((options) => Buffer.from(fingerprint(new RecursiveSplitter(options))).toString("hex"));
    expect(new Set(prints).size).toBe(prints.length);
  });
});
