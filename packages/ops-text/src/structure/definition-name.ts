import type { SyntaxNode, SyntaxTree } from "@coco/syntax";
import { isBody } from "../code/elements.ts";

/** Declarators nest in C: `*(*f(int))[3]`. */
const DEEPEST_DECLARATOR = 20;

/** Parts of a Fortran program; each begins with a statement that is called after it. */
const FORTRAN_UNIT =
  /^(?:(?:sub)?module|program|subroutine|function|module_procedure|interface|derived_type_definition)$/;

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
  if (!hasInside && kind !== "table") return headName(tree, kind, parts);
  if (kind === "impl_item") return implementationName(tree, part("trait"), part("type"));
  if (kind === "rule_set" || kind === "table") return firstNamed(tree, parts);
  const name = part("name") ?? part("key") ?? declared(tree, part("declarator"));
  return name === undefined ? undefined : unquoted(tree.text(name));
}

/** The name of a definition whose inside is no node of its own, as in Fortran and Julia: its head tells it. */
function headName(tree: SyntaxTree, kind: string, parts: readonly SyntaxNode[]): string | undefined {
  if (kind === "module_definition") return firstNamed(tree, parts);
  const heads = FORTRAN_UNIT.test(kind) ? [`${kind.replace("_definition", "")}_statement`] : [];
  if (kind.endsWith("_definition")) heads.push("signature", "type_head");
  const head = parts.find((child) => heads.includes(tree.kind(child).name));
  if (head === undefined) return undefined;
  const name = tree.children(head).find((child) => /^(?:type_)?name$/.test(tree.kind(child).name));
  return tree.text(name ?? innermost(tree, head));
}

/** What Julia's `f(x::T)::Int where T` is said of: `f`. */
function innermost(tree: SyntaxTree, head: SyntaxNode): SyntaxNode {
  let node = head;
  for (let depth = 0; depth < DEEPEST_DECLARATOR; depth++) {
    if (!/^(?:signature|type_head|(?!field)\w+_expression)$/.test(tree.kind(node).name)) break;
    node = tree.children(node).find((child) => tree.kind(child).named) ?? node;
  }
  return node;
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
