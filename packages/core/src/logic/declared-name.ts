import { child, isClass, isFunction, isIdentifier, isTransparent, nameOf, type SyntaxNode } from "./syntax-node.ts";

/**
 * The name that the source gives to a wrapped function, from the names around it: variables, functions, classes and their
 * members, properties. It holds no position. A function without a name of its own is called like what it stands in.
 */
export function declaredName(call: SyntaxNode, above: readonly SyntaxNode[], argument: SyntaxNode | undefined): string {
  const names: string[] = [];
  let direct = false;
  for (const [depth, node] of above.entries()) {
    const name = slotName(node, above[depth + 1] ?? call) ?? ownName(node);
    if (name !== undefined && name !== names.at(-1)) names.push(name);
    if (name !== undefined) direct = true;
    else if (!isTransparent(node) && !KEEPS_VALUE.has(node.type)) direct = false;
  }
  const own = argument === undefined ? undefined : nameOf(child(argument, "id"));
  if (own !== undefined && (!direct || names.at(-1) === "default")) {
    if (names.at(-1) === "default") names.pop();
    if (own !== names.at(-1)) names.push(own);
  }
  return names.join(".") || "(anonymous)";
}

const KEEPS_VALUE = new Set(["AwaitExpression", "ChainExpression"]);

/** The name of the place that `value` goes to. */
function slotName(node: SyntaxNode, value: SyntaxNode): string | undefined {
  switch (node.type) {
    case "VariableDeclarator":
      return isIdentifier(child(node, "id")) ? nameOf(child(node, "id")) : undefined;
    case "Property":
    case "PropertyDefinition":
    case "AccessorProperty":
    case "MethodDefinition": {
      const key = node["computed"] === true ? undefined : child(node, "key");
      const name = nameOf(key) ?? (typeof key?.["value"] === "number" ? String(key["value"]) : undefined);
      return name === "constructor" || value === key ? undefined : name;
    }
    case "AssignmentExpression":
      return value === child(node, "left") ? undefined : targetName(child(node, "left"));
    case "ExportDefaultDeclaration":
      return isClass(value) || value.type === "FunctionDeclaration" ? undefined : "default";
    default:
      return undefined;
  }
}

function targetName(target: SyntaxNode | undefined): string | undefined {
  if (target?.type === "Identifier") return nameOf(target);
  if (target?.type !== "MemberExpression" || target["computed"] === true) return undefined;
  const object = child(target, "object");
  const property = nameOf(child(target, "property"));
  if (object?.type === "ThisExpression" || isIdentifier(object, "exports")) return property;
  if (isIdentifier(object, "module") && property === "exports") return "default";
  const outer = targetName(object);
  return outer === undefined || outer === "default" ? property : `${outer}.${property}`;
}

/** A function's or class's own name, unless the place that it goes to already named it. */
function ownName(node: SyntaxNode): string | undefined {
  return isFunction(node) || isClass(node) ? nameOf(child(node, "id")) : undefined;
}
