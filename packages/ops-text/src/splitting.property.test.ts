import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecursiveSplitter, SeparatorSplitter, type SplitOptions } from "./index.ts";
import { countWords, expectInvariants } from "./testing/chunk-invariants.ts";

// A fixed seed, so that a run says the same as the one before it; raise the runs to look further.
const runs = { seed: 20_26, numRuns: 1000 };

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
  it("gives exact slices in order that lose nothing but white space and keep the limits", async () => {
    const splitter = new RecursiveSplitter();
    const property = fc.asyncProperty(texts, options, async (text, given) => {
      expectInvariants(text, await splitter.split(text, given), given);
    });
    await fc.assert(property, runs);
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
