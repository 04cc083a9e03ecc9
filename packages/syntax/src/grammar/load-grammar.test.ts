import { describe, expect, it } from "vitest";
import { CodeSource, languages, loadGrammar, type SyntaxTree } from "../index.ts";

const parsed = languages.filter(({ hasGrammar }) => hasGrammar).map(({ name }) => name);

function shape(tree: SyntaxTree | undefined): unknown {
  if (tree === undefined) return undefined;
  return Array.from(
    { length: tree.size },
    (_, node) => `${tree.kind(node).name} ${tree.start(node)} ${tree.end(node)}`,
  );
}

describe("loadGrammar", () => {
  it.each(parsed)("has a grammar of %s, whose trees do not depend on what was parsed before", async (language) => {
    const grammar = await loadGrammar(language);
    if (grammar === undefined) throw new Error("no grammar");
    expect(grammar.language).toBe(language);
    expect(grammar.kinds.some(({ named }) => named)).toBe(true);
    const text = "def f(a, b):\n    return [a, b] # x\n";
    const first = shape(grammar.parse(text));
    expect(first).toBeDefined();
    for (const other of ["", "<a [[=[ ' \" ''' /* {% #{ `", "\0\u2028\ud83d😀", "x".repeat(5000)]) grammar.parse(other);
    expect(shape(grammar.parse(text))).toEqual(first);
  });

  it("loads a grammar once, by any of its names", async () => {
    expect(await loadGrammar(".TS")).toBe(await loadGrammar("typescript"));
  });

  it("has none for a language without a grammar, or one that is not known", async () => {
    expect(await loadGrammar("ada")).toBeUndefined();
    expect(await loadGrammar("klingon")).toBeUndefined();
  });

  it.each([
    ["brackets", "javascript", "[".repeat(100_000) + "]".repeat(100_000)],
    ["brackets that nothing closes", "python", "(".repeat(100_000)],
    ["tags", "html", "<b>".repeat(100_000)],
  ])("gives up on a text with 100,000 levels of %s, and goes on with the next", async (_what, language, text) => {
    const source = new CodeSource(text, language);
    expect(await source.tree()).toBeUndefined();
    expect(await source.problem()).toBe("too-complex");
    expect(await new CodeSource("a", language).tree()).toBeDefined();
  });
});
