import type { SyntaxNode, SyntaxTree } from "@coco/syntax";
import { isBody } from "../code/elements.ts";

/** Declarators nest in C: `*(*f(int))[3]`. */
const DEEPEST_DECLARATOR = 20;

/**
 * The name of what a node defines: a class, function, section of settings. Undefined for a node that defines nothing, or
 * nothing with an inside.
 */
export function definitionName(tree: SyntaxTree, node: SyntaxNode): string | undefined {
  const { name: kind, named } = tree.kind(node);
  if (!named || tree.after(node) - node < 3) return undefined;
  const parts = tree.children(node);
  const part = (field: string): SyntaxNode | undefined => parts.find((child) => tree.field(child) === field);
  const value = part("value");
  const body = part("body") ?? parts.find((child) => isBody(tree, child));
  const hasInside = body !== undefined || (value !== undefined && tree.hasChildren(value));
  if (!hasInside && kind !== "table") return undefined;
  if (kind === "impl_item") return implementationName(tree, part("trait"), part("type"));
  if (kind === "rule_set" || kind === "table") return firstNamed(tree, parts);
  const name = part("name") ?? part("key") ?? declared(tree, part("declarator"));
  return name === undefined ? undefined : unquoted(tree.text(name));
}

function implementationName(tree: SyntaxTree, trait: SyntaxNode | undefined, type: SyntaxNode | undefined): string {
  const texts = [trait, type].flatMap((node) => (node === undefined ? [] : [tree.text(node)]));
  return texts.join(" for ");
}

/** The selectors of a CSS rule, the name of a TOML table. */
function firstNamed(tree: SyntaxTree, parts: readonly SyntaxNode[]): string | undefined {
  const first = parts.find((child) => tree.kind(child).named);
  return first === undefined ? undefined : tree.text(first);
}

function declared(tree: SyntaxTree, declarator: SyntaxNode | undefined): SyntaxNode | undefined {
  let node = declarator;
  for (let depth = 0; node !== undefined && depth < DEEPEST_DECLARATOR; depth++) {
    const inner = tree.childByField(node, "declarator") ?? tree.childByField(node, "name");
    if (inner === undefined) return node;
    node = inner;
  }
  return undefined;
}

function unquoted(text: string): string {
  return /^(["'`])[^]*\1$/.test(text) && text.length > 2 ? text.slice(1, -1) : text;
}
