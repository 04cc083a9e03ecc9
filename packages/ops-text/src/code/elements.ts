import type { SyntaxNode, SyntaxTree } from "@coco/syntax";
import type { Range } from "../text/range.ts";
import { trimRange } from "../text/white-space.ts";
import type { LineIndex } from "./line-index.ts";

/** A stretch of code that is laid out as one: a node, or text of which the grammar says nothing. Trimmed, never empty. */
export interface Element extends Range {
  readonly node: SyntaxNode | undefined;
  /** How many nodes were opened up to get at it. */
  readonly depth: number;
}

/** Deeper heads are rare, and each costs a call of a function within another. */
const DEEPEST_HEAD = 50;

/**
 * What a node consists of, in order and without gaps but white space. A part that begins on the line where the one
 * before it ends, and goes on over more lines, is replaced by its own parts, and so is the body of a definition: so that
 * `class A {`, its members and `}` stand beside each other, though the tree nests them.
 */
export function elementsOf(tree: SyntaxTree, node: SyntaxNode, range: Range, lines: LineIndex): Element[] {
  const elements: Element[] = [];
  collect(tree, node, range, lines, elements, 0);
  return elements;
}

function collect(
  tree: SyntaxTree,
  node: SyntaxNode,
  range: Range,
  lines: LineIndex,
  elements: Element[],
  depth: number,
): void {
  let from = range.start;
  for (const child of tree.children(node)) {
    const { start, end } = trimRange(tree.source, { start: tree.start(child), end: tree.end(child) });
    addText(tree.source, { start: from, end: start }, elements, depth);
    from = Math.max(from, end);
    if (start === end) continue;
    const previous = elements.at(-1);
    const goesOn = previous !== undefined && lines.between(previous.end, start) === 0 && lines.between(start, end) > 0;
    const opens = depth < DEEPEST_HEAD && tree.hasChildren(child) && (goesOn || isBody(tree, child));
    if (opens) collect(tree, child, { start, end }, lines, elements, depth + 1);
    else elements.push({ start, end, node: child, depth });
  }
  addText(tree.source, { start: from, end: range.end }, elements, depth);
}

function addText(text: string, range: Range, elements: Element[], depth: number): void {
  if (range.end <= range.start) return;
  const { start, end } = trimRange(text, range);
  if (start < end) elements.push({ start, end, node: undefined, depth });
}

/** Whether a node is what a definition has between its brackets, or indented below its head. */
export function isBody(tree: SyntaxTree, node: SyntaxNode): boolean {
  return tree.field(node) === "body" || /(?:^|_)(?:block|body|suite|declaration_list)$/.test(tree.kind(node).name);
}
