import { CodeSource, loadGrammar, type SyntaxTree } from "@coco/syntax";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, indexTerms, PatternError } from "./index.ts";
import { leafIndex } from "./leaves/leaf-index.ts";
import { MatchFinder } from "./matcher/match-finder.ts";
import { planOf } from "./matcher/plan.ts";
import { parsePattern } from "./pattern/parse-pattern.ts";
import { tokenRules } from "./pattern/token-rules.ts";
import { languageCases } from "./testing/language-cases.ts";
import { patternOfNode, SIGIL } from "./testing/pattern-of-node.ts";

// A fixed seed, so that a run says the same as the one before it; raise the runs to look further.
const runs = { seed: 10, numRuns: 40 };

async function treeOf(text: string, language: string): Promise<SyntaxTree> {
  const tree = await new CodeSource(text, language).tree();
  if (tree === undefined) throw new Error(`no tree of ${language}`);
  return tree;
}

// Markdown's marks, and the blocks of Svelte between its tags, mean something else with spaces between their tokens.
const spaced = languageCases.filter(({ language }) => language !== "markdown" && language !== "svelte");

describe("a pattern made from a node by replacing some of its nodes with holes", () => {
  it.each(spaced)("matches that node: $language", async ({ language, code }) => {
    const tree = await treeOf(code, language);
    const index = leafIndex(tree);
    const rules = tokenRules(language);
    const property = fc.asyncProperty(fc.nat(), fc.infiniteStream(fc.nat(3)), async (choice, dice) => {
      const node = index.candidates[choice % index.candidates.length] as number;
      const made = patternOfNode(tree, node, () => dice.next().value === 0, rules);
      fc.pre(made !== undefined && !tree.isError(node) && (!rules.markup || made.startsWith("<")));
      const pattern = await compilePattern(made ?? "", language, { sigil: SIGIL });
      const first = index.leafStart[index.first[node] as number] as number;
      const last = index.leafEnd[(index.last[node] as number) - 1] as number;
      const found = pattern.matchTree(tree).filter(({ start, end }) => start <= first && end >= last);
      const widest = tree.parent(node) ?? node;
      expect(
        found.some(({ start, end }) => start >= tree.start(widest) && end <= tree.end(widest)),
        made,
      ).toBe(true);
    });
    await fc.assert(property, runs);
  });
});

const patternSoup = fc
  .array(
    fc.constantFrom(
      ...String.raw`\X \Y \_ \* \+ \? \(A*\) \(B+\) \(C?\) \(X:/[a-z]+/\) \/\w+/ \{ \} \{{ \}} \| \!{ \!{{ \^{ \!^{ \\ \( \)`.split(
        " ",
      ),
      ..."( ) { } [ ] ; , . = + - < > => : return if def function x y 1 'a' \"b\" end".split(" "),
    ),
    { maxLength: 9, size: "max" },
  )
  .map((parts) => parts.join(" "));

describe("any pattern on any source", () => {
  it.each(languageCases)(
    "gives matches that the prefilter and the index let through: $language",
    async ({ language, code }) => {
      const source = new CodeSource(code, language);
      const tree = await treeOf(code, language);
      const terms = new Set(await indexTerms(source));
      const property = fc.asyncProperty(patternSoup, async (text) => {
        const pattern = await compilePattern(text, language).catch((error: unknown) => {
          if (!PatternError.isInstance(error)) throw error;
          expect(error.offset).toBeLessThanOrEqual(text.length);
          return undefined;
        });
        if (pattern === undefined) return;
        const matches = pattern.matchTree(tree);
        if (matches.length === 0) return;
        expect(pattern.mightMatch(code)).toBe(true);
        expect(pattern.requiredTerms().filter((any) => !any.some((term) => terms.has(term)))).toEqual([]);
        for (const { start, end } of matches) expect(start).toBeLessThanOrEqual(end);
      });
      await fc.assert(property, { ...runs, numRuns: 60 });
    },
  );

  it("is read and matched however deep its groups are, and refused when it is too long", async () => {
    const source = new CodeSource("f(a);".repeat(20), "typescript");
    for (const [open, close] of [
      [String.raw`\{ `, String.raw` \}`],
      [String.raw`\{{ `, String.raw` \}}`],
      [String.raw`\!{ `, String.raw` \}`],
    ] as const) {
      const pattern = await compilePattern(`${open.repeat(98)}a${close.repeat(98)}`, "typescript");
      expect((await pattern.match(source)).length).toBeGreaterThan(0);
    }
    const long = await compilePattern(String.raw`\* `.repeat(250), "typescript");
    expect((await long.match(source)).length).toBeGreaterThan(0);
    await expect(compilePattern(String.raw`\* `.repeat(251), "typescript")).rejects.toMatchObject({
      code: "PATTERN_TOO_LONG",
    });
  });

  it("takes steps in proportion to the source", async () => {
    const grammar = await loadGrammar("typescript");
    const code = languageCases.find(({ language }) => language === "typescript")?.code ?? "";
    const steps = async (text: string, times: number): Promise<number> => {
      const parsed = parsePattern(text, grammar?.language ?? "", {
        sigil: "\\",
        inside: [],
        notInside: [],
        compatibility: undefined,
      });
      const finder = new MatchFinder(
        planOf(parsed, false),
        leafIndex(await treeOf(code.repeat(times), "typescript")),
        undefined,
      );
      finder.find();
      return finder.steps;
    };
    await fc.assert(
      fc.asyncProperty(patternSoup, async (text) => {
        try {
          const few = await steps(text, 4);
          expect(await steps(text, 16)).toBeLessThan(few * 5 + 50_000);
        } catch (error) {
          if (!PatternError.isInstance(error)) throw error;
        }
      }),
      { ...runs, numRuns: 100 },
    );
  });
});
