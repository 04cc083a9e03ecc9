import { languages } from "@coco/syntax";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecursiveSplitter, type SplitOptions } from "../index.ts";
import { countWords, expectInvariants } from "../testing/chunk-invariants.ts";

// A fixed seed, so that a run says the same as the one before it; raise the runs to look further.
const runs = { seed: 9, numRuns: 25 };

/** What code of many languages is made of, put together as nobody would. */
const soup = fc
  .array(
    fc.constantFrom(
      ..."( ) { } [ ] < > </ /> ; , : = => -> . + - * / % & | ! ? @ # $ ` ' \" ''' \"\"\" // /* */ -- --- # %% <!-- --> <? ?> <% %> \\ ~ ^".split(
        " ",
      ),
      ..."x y1 0 1.5e3 if else end def class function return begin module let in do case of select from where impl fn".split(
        " ",
      ),
      " ",
      "  ",
      "\n",
      "\n\n",
      "\r\n",
      "\r",
      "\n    ",
      "\n\t",
      "def f(a, b):\n    return a\n",
      "class A {\n  int f() { return 1; }\n}\n",
      "function g(x) {\n  // why\n  return [1, 2, 3];\n}\n",
      "# Title\n\nSome text. More text.\n",
      "key: value\n- item\n",
      "<a b='c'>text</a>\n",
      "SELECT a FROM b WHERE c = 1;\n",
      "\ufeff",
      "\0",
      "é",
      "漢字",
      "😀",
      "\ud83d",
      "\u2028",
    ),
    { maxLength: 40, size: "max" },
  )
  .map((parts) => parts.join(""));

const options: fc.Arbitrary<SplitOptions> = fc
  .record({
    chunkSize: fc.integer({ min: 1, max: 80 }),
    overlap: fc.nat(79),
    unit: fc.constantFrom("bytes" as const, "characters" as const, countWords),
  })
  .map(({ chunkSize, overlap, unit }) => ({ chunkSize, overlap: overlap % chunkSize, unit }));

describe("any text as code of any language", () => {
  const splitter = new RecursiveSplitter();
  const reference = new RecursiveSplitter({ compatibility: "cocoindex" });

  it.each(languages.filter(({ hasGrammar }) => hasGrammar).map(({ name }) => name))(
    "keeps the invariants as %s, twice the same, in both modes without a crash",
    async (language) => {
      const property = fc.asyncProperty(soup, options, async (text, given) => {
        const asked = { ...given, language };
        const chunks = await splitter.split(text, asked);
        expectInvariants(text, chunks, asked);
        expect(await splitter.split(text, asked)).toEqual(chunks);
        expect(await reference.split(text, asked)).toBeInstanceOf(Array);
      });
      await fc.assert(property, runs);
    },
  );
});
