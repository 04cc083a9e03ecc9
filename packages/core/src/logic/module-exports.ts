import { DEFAULT_BINDING, patternNames } from "./build-scopes.ts";
import type { Reference } from "./module-record.ts";
import type { Binding, Scope } from "./scope.ts";
import { child, isErased, nameOf, nodesOf, type SyntaxNode } from "./syntax-node.ts";

export interface ExportTable {
  readonly exports: Map<string, Reference>;
  readonly stars: string[];
}

/** What a module exports under which name, and the modules that it passes on whole. */
export function exportsOf(
  program: SyntaxNode,
  module: Scope,
  referenceTo: (binding: Binding) => Reference,
): ExportTable {
  const table: ExportTable = { exports: new Map(), stars: [] };
  const put = (exported: string | undefined, local: string | undefined): void => {
    const binding = local === undefined ? undefined : module.names.get(local);
    if (exported !== undefined && binding !== undefined) table.exports.set(exported, referenceTo(binding));
  };
  for (const statement of nodesOf(program, "body")) {
    if (isErased(statement)) continue;
    const source = nameOf(child(statement, "source"));
    const declaration = child(statement, "declaration");
    if (statement.type === "ExportAllDeclaration" && source !== undefined) {
      const exported = nameOf(child(statement, "exported"));
      if (exported === undefined) table.stars.push(source);
      else table.exports.set(exported, ["import", source, "*"]);
    } else if (statement.type === "ExportDefaultDeclaration" && declaration !== undefined) {
      put("default", defaultName(declaration));
    } else if (statement.type === "ExportNamedDeclaration") {
      for (const name of declaration === undefined ? [] : declaredNames(declaration)) put(name, name);
      for (const item of nodesOf(statement, "specifiers").filter((specifier) => !isErased(specifier))) {
        const local = nameOf(child(item, "local")) ?? "";
        const exported = nameOf(child(item, "exported")) ?? local;
        if (source === undefined) put(exported, local);
        else table.exports.set(exported, ["import", source, local]);
      }
    }
  }
  return table;
}

function defaultName(declaration: SyntaxNode): string {
  const named = declaration.type.endsWith("Declaration") ? nameOf(child(declaration, "id")) : undefined;
  return named ?? DEFAULT_BINDING;
}

function declaredNames(declaration: SyntaxNode): readonly string[] {
  if (isErased(declaration)) return [];
  if (declaration.type !== "VariableDeclaration") {
    const name = nameOf(child(declaration, "id"));
    return name === undefined ? [] : [name];
  }
  return nodesOf(declaration, "declarations").flatMap((item) => patternNames(child(item, "id") ?? item));
}
