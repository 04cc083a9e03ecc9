import { patternNames } from "./build-scopes.ts";
import type { Binding, Scope } from "./scope.ts";
import {
  child,
  isFunction,
  isIdentifier,
  nameOf,
  nodesOf,
  runtimeChildren,
  type SyntaxNode,
  unwrapped,
} from "./syntax-node.ts";

const DEFINING = new Set(["assign", "defineProperty", "defineProperties", "setPrototypeOf"]);

/**
 * The module-level names that a top-level statement changes: by an assignment to them or to something in them, by a
 * method called on them (`RULES.set(…)`), or by `Object.assign` and the like. What stands in functions does not count.
 */
export function changedNames(
  statement: SyntaxNode,
  opened: ReadonlyMap<SyntaxNode, Scope>,
  module: Scope,
): Set<Binding> {
  const changed = new Set<Binding>();
  const note = (name: string | undefined, scope: Scope): void => {
    const binding = name === undefined ? undefined : scope.find(name);
    if (binding?.scope.topLevel === true && binding.source === undefined) changed.add(binding);
  };
  const descend = (node: SyntaxNode, outer: Scope): void => {
    const scope = opened.get(node) ?? outer;
    if (isFunction(node) || scope.kind === "function") return;
    if (node.type === "AssignmentExpression") {
      for (const name of assignedNames(child(node, "left"))) note(name, scope);
    } else if (node.type === "UpdateExpression" || (node.type === "UnaryExpression" && node["operator"] === "delete")) {
      note(rootName(child(node, "argument")), scope);
    } else if (node.type === "ExpressionStatement") {
      for (const name of calledNames(child(node, "expression"))) note(name, scope);
    } else if (node.type === "ForOfStatement" || node.type === "ForInStatement") {
      for (const name of assignedNames(child(node, "left"))) note(name, scope);
    }
    for (const below of runtimeChildren(node)) descend(below, scope);
  };
  descend(statement, module);
  return changed;
}

function assignedNames(target: SyntaxNode | undefined): readonly string[] {
  const node = unwrapped(target);
  if (node === undefined) return [];
  const root = rootName(node);
  return root === undefined ? patternNames(node) : [root];
}

/** The variable at the root of `a.b[c].d` or of a chain of calls. */
function rootName(target: SyntaxNode | undefined): string | undefined {
  let node = unwrapped(target);
  while (node !== undefined && !isIdentifier(node)) {
    if (node.type === "MemberExpression") node = unwrapped(child(node, "object"));
    else if (node.type === "CallExpression") node = unwrapped(child(node, "callee"));
    else if (node.type === "ChainExpression" || node.type === "AwaitExpression") {
      node = unwrapped(child(node, node.type === "ChainExpression" ? "expression" : "argument"));
    } else return undefined;
  }
  return nameOf(node);
}

function calledNames(expression: SyntaxNode | undefined): readonly string[] {
  let call = unwrapped(expression);
  while (call !== undefined && (call.type === "AwaitExpression" || call.type === "ChainExpression")) {
    call = unwrapped(child(call, call.type === "AwaitExpression" ? "argument" : "expression"));
  }
  const callee = unwrapped(call === undefined ? undefined : child(call, "callee"));
  if (call?.type !== "CallExpression" || callee?.type !== "MemberExpression") return [];
  const object = child(callee, "object");
  if (isIdentifier(object, "Object") && DEFINING.has(nameOf(child(callee, "property")) ?? "")) {
    const first = rootName(nodesOf(call, "arguments")[0]);
    return first === undefined ? [] : [first];
  }
  const root = rootName(object);
  return root === undefined ? [] : [root];
}
