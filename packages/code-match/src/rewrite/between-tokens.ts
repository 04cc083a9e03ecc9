import type { SyntaxTree } from "@coco/syntax";
import type { LeafIndex } from "../leaves/leaf-index.ts";

/** Number of the first leaf that begins at this offset or behind it. */
export function firstLeafFrom({ leafCount, leafStart }: LeafIndex, offset: number): number {
  return firstFrom(leafCount, offset, (leaf) => leafStart[leaf] as number);
}

/** Whether there is nothing but white space and comments. Some grammars have characters of code that no leaf has. */
export function isBetweenTokens(tree: SyntaxTree, from: number, to: number): boolean {
  let at = from;
  for (;;) {
    while (at < to && tree.source.slice(at, at + 1).trim() === "") at++;
    if (at >= to) return true;
    const offset = at;
    let node = firstFrom(tree.size, offset, (one) => tree.start(one));
    // Nodes around a comment may begin with it.
    while (node < tree.size && tree.start(node) === offset && !isComment(tree, node)) node++;
    if (node >= tree.size || tree.start(node) !== offset) return false;
    at = tree.end(node);
  }
}

function isComment(tree: SyntaxTree, node: number): boolean {
  return tree.kind(node).name.toLowerCase().includes("comment");
}

/** The first of some numbers whose rising value is at least the one given. */
function firstFrom(count: number, value: number, valueOf: (number: number) => number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueOf(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
