import { describe, expect, it } from "vitest";
import { CodeSource, type SyntaxTree } from "../index.ts";

async function parse(text: string, language: string): Promise<SyntaxTree> {
  const tree = await new CodeSource(text, language).tree();
  if (tree === undefined) throw new Error(`no tree for ${language}`);
  return tree;
}

describe("a syntax tree", () => {
  it("has every node, named or not, in pre-order", async () => {
    const tree = await parse("f(1)", "python");
    const all = Array.from({ length: tree.size }, (_, node) => `${tree.kind(node).name}=${tree.text(node)}`);
    expect(all).toEqual([
      "module=f(1)",
      "expression_statement=f(1)",
      "call=f(1)",
      "identifier=f",
      "argument_list=(1)",
      "(=(",
      "integer=1",
      ")=)",
    ]);
    expect(tree.kind(3).named).toBe(true);
    expect(tree.kind(5).named).toBe(false);
  });

  it("leads from a node to its children, its parent, and what comes after it", async () => {
    const tree = await parse("a = 1\nb = 2", "python");
    const [first = -1, second = -1] = tree.children(tree.root);
    expect([tree.text(first), tree.text(second)]).toEqual(["a = 1", "b = 2"]);
    expect(tree.after(first)).toBe(second);
    expect(tree.after(tree.root)).toBe(tree.size);
    expect(tree.parent(second)).toBe(tree.root);
    expect(tree.parent(tree.root)).toBeUndefined();
    for (let node = 0; node < tree.size; node++) {
      expect(tree.children(node).every((child) => tree.parent(child) === node)).toBe(true);
    }
  });

  it("knows the parts that children play", async () => {
    const tree = await parse("function add(a, b) { return a }", "javascript");
    const declaration = tree.children(tree.root)[0] ?? -1;
    const name = tree.childByField(declaration, "name") ?? -1;
    expect(tree.text(name)).toBe("add");
    expect(tree.field(name)).toBe("name");
    expect(tree.field(declaration)).toBeUndefined();
  });

  it("counts offsets as strings do, whatever the characters", async () => {
    const text = "é = '😀'\r\n\ud83d = '漢' # \u{10348}\ncafé = 1";
    const tree = await parse(text, "python");
    const leaves: string[] = [];
    for (let node = 0; node < tree.size; node++) if (!tree.hasChildren(node)) leaves.push(tree.text(node));
    expect(leaves).toEqual(expect.arrayContaining(["é", "😀", "漢", "# \u{10348}", "café"]));
    expect(tree.end(tree.root)).toBe(text.length);
  });

  it("marks what breaks the rules, what is missing, and what may stand anywhere", async () => {
    const texts = (tree: SyntaxTree, which: (node: number) => boolean): string[] =>
      Array.from({ length: tree.size }, (_, node) => node)
        .filter(which)
        .map((node) => `${tree.kind(node).name}=${tree.text(node)}`);
    const incomplete = await parse("int main() { return 0 } // end\n", "c");
    expect(texts(incomplete, (node) => incomplete.isMissing(node))).toEqual([";="]);
    expect(texts(incomplete, (node) => incomplete.isExtra(node))).toEqual(["comment=// end"]);
    const broken = await parse("a = 1\n)\nb = 2", "python");
    expect(texts(broken, (node) => broken.isError(node))).toEqual(["ERROR=)"]);
  });

  it("refuses the number of a node that it does not have", async () => {
    const tree = await parse("x", "json");
    expect(() => tree.kind(tree.size)).toThrow(RangeError);
  });
});
