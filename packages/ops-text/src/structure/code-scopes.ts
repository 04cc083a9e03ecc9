import type { SyntaxNode, SyntaxTree } from "@coco/syntax";
import { isLeadingKind } from "../code/groups.ts";
import { definitionName } from "./definition-name.ts";
import { type Scope, scopeName } from "./scope.ts";

/** Nodes that do no more than carry a definition. */
const WRAPPER =
  /^(?:export|decorated|template|ambient|lexical|variable|expression|field).*(?:statement|definition|declaration)$/;

/** The definitions in a text, each with the comments, attributes and decorators right before it. */
export function codeScopes(tree: SyntaxTree): Scope[] {
  const scopes: Scope[] = [];
  for (let node = 1; node < tree.size; node++) {
    const name = definitionName(tree, node);
    if (name === undefined) continue;
    const whole = withWrappers(tree, node);
    scopes.push({ name: scopeName(name), start: startWithComments(tree, whole), end: tree.end(whole) });
  }
  return scopes;
}

function withWrappers(tree: SyntaxTree, node: SyntaxNode): SyntaxNode {
  let whole = node;
  for (;;) {
    const parent = tree.parent(whole);
    if (parent === undefined || parent === tree.root || !WRAPPER.test(tree.kind(parent).name)) return whole;
    whole = parent;
  }
}

function startWithComments(tree: SyntaxTree, node: SyntaxNode): number {
  let first = node;
  for (;;) {
    const previous = previousSibling(tree, first);
    if (previous === undefined || !isLeadingKind(tree.kind(previous).name)) return tree.start(first);
    const between = tree.source.slice(tree.end(previous), tree.start(first));
    if (/\S|(?:\r\n?|\n)\s*(?:\r\n?|\n)/.test(between)) return tree.start(first);
    first = previous;
  }
}

/** The node before the first descendant is the last descendant of the sibling before: go up from there. */
function previousSibling(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | undefined {
  const parent = tree.parent(node);
  let previous: SyntaxNode | undefined = node - 1;
  if (parent === undefined || previous === parent) return undefined;
  while (previous !== undefined && tree.parent(previous) !== parent) previous = tree.parent(previous);
  return previous;
}
