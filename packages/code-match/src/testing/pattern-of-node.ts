import type { SyntaxNode, SyntaxTree } from "@coco/syntax";
import type { TokenRules } from "../pattern/token-rules.ts";

/** A sigil that no example has in its code. */
export const SIGIL = "§";

/**
 * A pattern of a node's own code, with a hole for each of its nodes that are to be replaced, and a space between any two
 * tokens. Undefined where its tokens cannot be told apart without what is around them, as within strings.
 */
export function patternOfNode(
  tree: SyntaxTree,
  node: SyntaxNode,
  replaced: (node: SyntaxNode) => boolean,
  rules: TokenRules,
): string | undefined {
  const tokens: string[] = [];
  let holes = 0;
  const add = (current: SyntaxNode): boolean => {
    const { name, named } = tree.kind(current);
    if (name.toLowerCase().includes("comment")) return true;
    const text = tree.text(current);
    if (current !== node && named && text !== "" && replaced(current)) {
      tokens.push(`${SIGIL}(H${holes++}${SIGIL})`);
      return true;
    }
    rules.literals.lastIndex = 0;
    if (rules.literals.exec(text)?.[0] === text && text !== "") {
      tokens.push(text);
      return true;
    }
    const children = tree.children(current);
    if (children.length > 0) return !hasHiddenText(tree, current, children) && children.every(add);
    tokens.push(text);
    return text !== "" && !/[\s"'`]/.test(text);
  };
  return add(node) ? tokens.join(" ") : undefined;
}

function hasHiddenText(tree: SyntaxTree, node: SyntaxNode, children: readonly SyntaxNode[]): boolean {
  const ends = [tree.start(node), ...children.map((child) => tree.end(child))];
  const starts = [...children.map((child) => tree.start(child)), tree.end(node)];
  return starts.some((start, at) => tree.source.slice(ends[at], start).trim() !== "");
}
