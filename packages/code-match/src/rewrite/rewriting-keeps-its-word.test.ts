import { CodeSource, loadGrammar, type SyntaxTree } from "@coco/syntax";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, rewrite } from "../index.ts";

const samples: Readonly<Record<string, string>> = {
  typescript: `import { a, b as c } from "m";
/** Adds. */
export async function add( x: number, y = 2, ...rest: number[] ): Promise<number> { // why
  const { z, w: [v] } = await load(\`a\n  \${ x + y } b\`, { x, 'y': y }); /* here */
  if (x === y && !z || w.v?.[0] > 1) { return x + y * (z - 1); } else throw new Error("no");
  for (const one of rest.map((r) => r * 2).filter(Boolean)) switch (one) { case 1: break; default: log(one , v); }
}
class A<T extends B> extends C { static #p: T = null; get q() { return this.#p ?? 1; } }
`,
  python: `import os, sys
@decorated(1)
def f(a, b=2, *args, **kw):  # why
    """Doc
      string."""
    if a not in b and a is not None or f(a)[1:2]:
        return [x for x in range(10) if x % 2]
    with open( "x" , 'r') as h:
        for line in h: print(line.strip(), end="")
    return lambda q: {q: a, **kw}
`,
  rust: `use std::io::{self, Read};
#[derive(Debug)]
pub struct P<'a, T: Clone> { x: &'a T, y: Option<i32> }
impl<'a, T: Clone> P<'a, T> {
    // why
    fn go(&mut self, n: usize) -> Result<(), io::Error> {
        let v: Vec<_> = (0..n).map(|i| i * 2).collect();
        match self.y { Some(k) if k > 1 => println!("{}", k), _ => return Err(bad(v)?) }
        Ok(())
    }
}
`,
  go: `package main

import ("fmt"; "os")

// Go goes.
func Go(a, b int, rest ...string) (n int, err error) {
	m := map[string][]int{"x": {1, 2}, "y": nil}
	for i, s := range rest { if v, ok := m[s]; ok && i > 0 { n += v[i] * (a - b) } }
	defer func() { fmt.Println( n , err ) }()
	return n, os.Chdir(rest[0])
}
`,
  json: `{ "a": [1, 2.5, {"b": null}], "c": "d" }`,
};

const trees = new Map<string, SyntaxTree>();
for (const [language, text] of Object.entries(samples)) {
  trees.set(language, (await loadGrammar(language))?.parse(text) as SyntaxTree);
}

/** Code of a random node, in which random nodes are replaced by metavariables. */
const patternOf: fc.Arbitrary<{ readonly language: string; readonly text: string; readonly pattern: string }> = fc
  .record({ language: fc.constantFrom(...trees.keys()), at: fc.nat(), holes: fc.array(fc.nat(), { maxLength: 4 }) })
  .map(({ language, at, holes }) => {
    const tree = trees.get(language) as SyntaxTree;
    const node = at % tree.size;
    const start = tree.start(node);
    let pattern = tree.text(node);
    let before = Number.POSITIVE_INFINITY;
    const inner = [...new Set(holes)]
      .map((hole) => node + (hole % (tree.after(node) - node)))
      .filter((one) => tree.kind(one).named && tree.start(one) < tree.end(one))
      .toSorted((one, other) => tree.start(other) - tree.start(one) || other - one);
    for (const [number, one] of inner.entries()) {
      if (tree.end(one) > before) continue;
      before = tree.start(one);
      pattern = `${pattern.slice(0, before - start)}\\(V${number}\\)${pattern.slice(tree.end(one) - start)}`;
    }
    return { language, text: tree.source, pattern };
  });

const withoutSpace = (text: string): string => text.replaceAll(/\s/g, "");

describe("a rewriting keeps its word", () => {
  it("changes nothing with a pattern as its own replacement, or with the text that was matched", async () => {
    let matched = 0;
    await fc.assert(
      fc.asyncProperty(patternOf, async ({ language, text, pattern }) => {
        const compiled = await compilePattern(pattern, language);
        const source = new CodeSource(text, language);
        matched += (await compiled.match(source)).length;
        expect((await rewrite(compiled, source, pattern)).edits).toEqual([]);
        expect((await rewrite(compiled, source, (match) => match.text)).edits).toEqual([]);
      }),
      { numRuns: 100, seed: 1 },
    );
    expect(matched).toBeGreaterThan(100);
  });

  it("swaps and swaps back", async () => {
    const [there, back] = [String.raw`\A, \B`, String.raw`\B, \A`];
    for (const [language, text] of Object.entries(samples)) {
      const swap = await compilePattern(String.raw`(\A, \B)`, language);
      const once = await rewrite(swap, new CodeSource(text, language), `(${back})`);
      const twice = await rewrite(swap, new CodeSource(once.text, language), `(${back})`);
      expect(withoutSpace(twice.text)).toBe(withoutSpace(text));
      expect((await rewrite(swap, new CodeSource(text, language), `(${there})`)).text).toBe(text);
    }
  });

  it("gives edits in order that stay apart, for any replacement", async () => {
    const replacement = fc.string({
      unit: fc.constantFrom("a", "(", ")", ",", "\n", " ", '"', "\\(V0\\)", "\\(V1\\)", "\\\\"),
    });
    await fc.assert(
      fc.asyncProperty(patternOf, replacement, async ({ language, text, pattern }, template) => {
        const compiled = await compilePattern(pattern, language);
        // Each name once: what is nested would double with each level.
        const known = template.replaceAll(/\\\((V\d)\\\)/g, (found, name: string, at: number) =>
          compiled.names.includes(name) && template.indexOf(found) === at ? found : name,
        );
        const { edits, text: next } = await rewrite(compiled, new CodeSource(text, language), known);
        let at = 0;
        let grown = 0;
        for (const edit of edits) {
          expect(edit.start).toBeGreaterThanOrEqual(at);
          at = edit.end;
          grown += edit.text.length - (edit.end - edit.start);
        }
        expect(next.length).toBe(text.length + grown);
        for (const { start, end } of edits.slice(0, 1)) {
          expect(next.slice(0, start)).toBe(text.slice(0, start));
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
