import type { Chunk, Position } from "@coco/connectorkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecursiveSplitter, SeparatorSplitter, type SplitOptions } from "./index.ts";

// A fixed seed, so that a run says the same as the one before it; raise the runs to look further.
const runs = { seed: 20_26, numRuns: 400 };

/** Texts in which everything that the splitter looks at comes up often, whole and broken. */
const texts = fc
  .array(
    fc.constantFrom(
      ..."a b. c! d? e; f, g: h— i - j。k，l\n \n\n \r\n \r\n\r\n \r \t    # ## - > ``` ~~~ | --- === <p> 1. * \u0085 \u3000 \ufeff \u200b".split(
        " ",
      ),
      " ",
      "  ",
      "\n\n",
      "\n",
      "\r\n",
      "# Title\n",
      "## Part\n\n",
      "```js\nf(x)\n\n  g(y)\n```\n",
      "- item\n  more\n",
      "1. one\n",
      "| a | b |\n|---|---|\n| 1 | 2 |\n",
      "> quoted\n",
      "Some words of a sentence. ",
      "漢字かな",
      "é",
      "e\u0301\u0301",
      "😀",
      "👩‍👩‍👧‍👦",
      "🇩🇪🇫🇷",
      "\ud83d",
      "\ude00",
      "averyveryverylongwordwithoutanyplacetobreakit",
    ),
    { maxLength: 60, size: "max" },
  )
  .map((parts) => parts.join(""));

const sizes = fc
  .record({ chunkSize: fc.integer({ min: 1, max: 120 }), overlap: fc.nat(119), minChunkSize: fc.nat(120) })
  .map(({ chunkSize, overlap, minChunkSize }) => ({
    chunkSize,
    overlap: overlap % chunkSize,
    minChunkSize: minChunkSize % (chunkSize + 1),
  }));

const options: fc.Arbitrary<SplitOptions> = fc
  .record({
    sizes,
    minimum: fc.boolean(),
    language: fc.constantFrom(undefined, "markdown"),
    unit: fc.constantFrom("bytes" as const, "characters" as const, countWords),
  })
  .map(({ sizes: { minChunkSize, ...rest }, minimum, language, unit }) => ({
    ...rest,
    ...(minimum ? { minChunkSize } : {}),
    language,
    unit,
  }));

describe("any text, any options", () => {
  it("gives chunks that are slices of the text, at exact positions", async () => {
    await check((text, chunks) => {
      for (const chunk of chunks) {
        expect(chunk.text).toBe(text.slice(chunk.start.charOffset, chunk.end.charOffset));
        expect(chunk.start).toEqual(positionAt(text, chunk.start.charOffset));
        expect(chunk.end).toEqual(positionAt(text, chunk.end.charOffset));
      }
    });
  });

  it("loses nothing but white space", async () => {
    await check((text, chunks) => {
      let covered = 0;
      for (const { start, end } of chunks) {
        expect(text.slice(covered, Math.max(start.charOffset, covered))).toMatch(/^\p{White_Space}*$/u);
        covered = end.charOffset;
      }
      expect(text.slice(covered)).toMatch(/^\p{White_Space}*$/u);
    });
  });

  it("gives chunks in order, none empty, each beginning and ending after the one before", async () => {
    await check((_text, chunks) => {
      chunks.forEach(({ start, end, text }, index) => {
        expect(text.trim() === "" && !text.includes("\ufeff") && !text.includes("\u0085")).toBe(false);
        expect(start.charOffset).toBeGreaterThan(chunks[index - 1]?.start.charOffset ?? -1);
        expect(end.charOffset).toBeGreaterThan(chunks[index - 1]?.end.charOffset ?? -1);
      });
    });
  });

  it("makes no chunk larger than the limit, unless it is one code point", async () => {
    await check((_text, chunks, { chunkSize, unit }) => {
      for (const { text } of chunks) {
        if (sizeOf(text, unit) > chunkSize) expect([...text]).toHaveLength(1);
      }
    });
  });

  it("makes no overlap larger than asked for", async () => {
    await check((text, chunks, { overlap = 0, unit }) => {
      chunks.forEach(({ start }, index) => {
        const shared = text.slice(start.charOffset, chunks[index - 1]?.end.charOffset ?? 0);
        expect(sizeOf(shared, unit)).toBeLessThanOrEqual(overlap);
      });
    });
  });

  it("cuts no surrogate pair", async () => {
    await check((text, chunks) => {
      for (const { charOffset } of chunks.flatMap(({ start, end }) => [start, end])) {
        expect(text.slice(charOffset - 1, charOffset + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]$/);
      }
    });
  });

  it("gives all of the text back, in order, where separators stay with a piece", async () => {
    const separators = fc.subarray([/\n+/, /(?=#)/, /[.!?]\s*/, /\b/, /😀/u, /x*/]);
    await fc.assert(
      fc.asyncProperty(
        texts,
        separators,
        fc.constantFrom("left" as const, "right" as const),
        async (text, list, keep) => {
          const splitter = new SeparatorSplitter(list, { keepSeparator: keep, trim: false });
          const chunks = await splitter.split(text);
          expect(chunks.map((chunk) => chunk.text).join("")).toBe(text);
        },
      ),
      runs,
    );
  });
});

async function check(holds: (text: string, chunks: readonly Chunk[], options: SplitOptions) => void): Promise<void> {
  const splitter = new RecursiveSplitter();
  const property = fc.asyncProperty(texts, options, async (text, given) => {
    holds(text, await splitter.split(text, given), given);
  });
  await fc.assert(property, runs);
}

/** A unit that grows with the text but not with every character of it. */
function countWords(text: string): number {
  return [...text.matchAll(/\S{1,7}/gu)].length;
}

function sizeOf(text: string, unit: SplitOptions["unit"] = "bytes"): number {
  if (typeof unit === "function") return unit(text);
  return unit === "bytes" ? Buffer.byteLength(text) : text.length;
}

/** The definition of a position, without regard to speed. */
function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r(?!$)/);
  const before = text.slice(0, offset);
  const endsLine = before.endsWith("\r") && text[offset] !== "\n";
  return {
    byteOffset: Buffer.byteLength(before),
    charOffset: offset,
    line: endsLine ? lines.length + 1 : lines.length,
    column: endsLine ? 1 : (lines.at(-1) as string).length + 1,
  };
}
