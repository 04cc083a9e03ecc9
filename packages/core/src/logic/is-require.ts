import type { Scope } from "./scope.ts";
import { child, nameOf, type SyntaxNode } from "./syntax-node.ts";

/** Whether what is called loads a module: the `require` of CommonJS, or one that `createRequire` made. */
export function isRequire(callee: SyntaxNode | undefined, scope: Scope): boolean {
  if (callee?.type !== "Identifier") return false;
  const name = nameOf(callee) ?? "";
  const binding = scope.find(name);
  if (binding === undefined) return name === "require";
  const [piece, ...others] = binding.pieces;
  const init = piece === undefined || others.length > 0 ? undefined : child(piece.node, "init");
  const maker = init?.type === "CallExpression" ? child(init, "callee") : undefined;
  if (piece === undefined || maker?.type !== "Identifier") return false;
  const source = piece.scope.find(nameOf(maker) ?? "")?.source;
  return source?.imported === "createRequire" && /^(?:node:)?module$/.test(source.specifier);
}
