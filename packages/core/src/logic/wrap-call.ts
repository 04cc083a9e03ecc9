import type { Reference } from "./module-record.ts";
import type { Scope } from "./scope.ts";
import {
  child,
  children,
  isFunction,
  isIdentifier,
  nameOf,
  nodesOf,
  type SyntaxNode,
  unwrapped,
} from "./syntax-node.ts";

/** The name of the function that wraps, in the packages that export it. */
export const WRAP_NAME = "fn";

/** Where a call's callee comes from, if by its import it may be `fn`; the module graph knows whether it is. */
export function wrapCallee(node: SyntaxNode, scope: Scope): Reference | undefined {
  if (node.type !== "CallExpression") return undefined;
  const callee = unwrapped(child(node, "callee"));
  if (callee?.type === "Identifier") {
    const source = scope.find(nameOf(callee) ?? "")?.source;
    return source?.imported === WRAP_NAME ? ["import", source.specifier, WRAP_NAME] : undefined;
  }
  if (callee?.type !== "MemberExpression" || callee["computed"] === true) return undefined;
  const object = child(callee, "object");
  const source = isIdentifier(object) ? scope.find(nameOf(object) ?? "")?.source : undefined;
  if (source?.imported !== "*" || nameOf(child(callee, "property")) !== WRAP_NAME) return undefined;
  return ["import", source.specifier, WRAP_NAME];
}

/**
 * The argument that a call wraps: for `fn` the last; for another function that wraps its only function or, without one,
 * its only name.
 */
export function wrappedArgument(call: SyntaxNode, isFn: boolean): SyntaxNode | undefined {
  const given = children(call, "arguments").map(unwrapped);
  if (given.some((item) => item === undefined || item.type === "SpreadElement")) return undefined;
  if (isFn) return given.at(-1);
  const functions = given.filter((item) => isFunction(item));
  const named = given.filter((item) => item?.type === "Identifier" || item?.type === "MemberExpression");
  const candidates = functions.length === 0 ? named : functions;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The `name` option, where it stands there as text. */
export function givenName(call: SyntaxNode): string | undefined {
  const options = unwrapped(children(call, "arguments")[0]);
  if (options?.type !== "ObjectExpression") return undefined;
  for (const property of nodesOf(options, "properties")) {
    if (property.type === "Property" && property["computed"] !== true && nameOf(child(property, "key")) === "name") {
      return nameOf(unwrapped(child(property, "value")));
    }
  }
  return undefined;
}

/** The offset that V8 reports for a call: the last word of the callee. */
export function callOffset(call: SyntaxNode): number {
  const callee = unwrapped(child(call, "callee"));
  const word = callee?.type === "MemberExpression" ? child(callee, "property") : callee;
  return word?.start ?? call.start;
}

/** Whether a position within the callee, or the parenthesis after it, means this call. */
export function mayMean(call: SyntaxNode, offset: number): boolean {
  const first = children(call, "arguments")[0];
  return call.type === "CallExpression" && offset >= call.start && offset < (first?.start ?? call.end);
}
