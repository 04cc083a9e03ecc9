import { type ImportSource, Scope } from "./scope.ts";
import {
  child,
  isErased,
  isFunction,
  nameOf,
  nodesOf,
  runtimeChildren,
  type SyntaxNode,
  unwrapped,
} from "./syntax-node.ts";

/** The name under which a module's default export is declared where it has no name of its own. */
export const DEFAULT_BINDING = "*default*";

export interface ScopeTree {
  readonly module: Scope;
  /** The scope that each node opens. */
  readonly opened: ReadonlyMap<SyntaxNode, Scope>;
}

const LOOPS = new Set(["ForStatement", "ForInStatement", "ForOfStatement", "WhileStatement", "DoWhileStatement"]);
const BLOCKS = new Set(["BlockStatement", "SwitchStatement", "CatchClause"]);

/** Finds every name that a program declares and the scope where it holds. */
export function buildScopes(program: SyntaxNode): ScopeTree {
  const builder = new ScopeBuilder();
  for (const statement of nodesOf(program, "body")) builder.visit(statement, builder.module);
  return builder;
}

class ScopeBuilder implements ScopeTree {
  readonly module: Scope = new Scope("module");
  readonly opened: Map<SyntaxNode, Scope> = new Map();

  visit(node: SyntaxNode, scope: Scope): void {
    if (isErased(node)) return;
    if (isFunction(node)) return this.visitFunction(node, scope);
    if (LOOPS.has(node.type)) return this.visitBelow(node, this.open(node, "loop", scope));
    if (BLOCKS.has(node.type)) return this.visitBlock(node, scope);
    switch (node.type) {
      case "ImportDeclaration":
        return declareImports(node, scope);
      case "TSImportEqualsDeclaration":
        return declareImportEquals(node, scope);
      case "VariableDeclaration":
        return this.visitVariables(node, scope);
      case "ClassDeclaration":
      case "TSEnumDeclaration":
      case "TSModuleDeclaration":
        return this.visitNamed(node, scope);
      case "ClassExpression":
        return this.visitBelow(node, this.openNamed(node, scope));
      case "PropertyDefinition":
      case "AccessorProperty":
      case "StaticBlock":
        return this.visitBelow(node, this.open(node, "function", scope));
      case "ExportDefaultDeclaration":
        return this.visitDefault(node, scope);
      default:
        return this.visitBelow(node, scope);
    }
  }

  private open(node: SyntaxNode, kind: Scope["kind"], parent: Scope): Scope {
    const scope = new Scope(kind, parent);
    this.opened.set(node, scope);
    return scope;
  }

  private openNamed(node: SyntaxNode, parent: Scope): Scope {
    const known = this.opened.get(node);
    const scope = known ?? this.open(node, "name", parent);
    const name = nameOf(child(node, "id"));
    if (name !== undefined) scope.declare(name);
    return scope;
  }

  private visitBelow(node: SyntaxNode, scope: Scope): void {
    for (const below of runtimeChildren(node)) this.visit(below, scope);
  }

  private visitBlock(node: SyntaxNode, parent: Scope): void {
    const scope = this.open(node, "block", parent);
    const parameter = child(node, "param");
    if (parameter !== undefined) declarePattern(parameter, scope);
    this.visitBelow(node, scope);
  }

  private visitFunction(node: SyntaxNode, parent: Scope): void {
    const name = nameOf(child(node, "id"));
    let outer = parent;
    if (node.type === "FunctionDeclaration" && name !== undefined) {
      parent.declare(name).pieces.push({ node, scope: parent });
    } else if (node.type === "FunctionExpression" && name !== undefined) {
      // The name of an expression stands in a scope of its own, which the same-named variable may have claimed.
      outer = new Scope("name", parent);
      const slot = this.slots.get(node);
      if (slot === undefined) outer.declare(name);
      else outer.alias(name, slot);
    }
    const scope = this.open(node, node.type === "ArrowFunctionExpression" ? "arrow" : "function", outer);
    for (const parameter of nodesOf(node, "params")) {
      declarePattern(parameter, scope);
      this.visit(parameter, scope);
    }
    const body = child(node, "body");
    if (body?.type === "BlockStatement") this.visitBelow(body, scope);
    else if (body !== undefined) this.visit(body, scope);
  }

  /** The variable that a function or class expression is the initial value of: its own name is one more name of it. */
  private readonly slots = new Map<SyntaxNode, ReturnType<Scope["declare"]>>();

  private visitVariables(node: SyntaxNode, scope: Scope): void {
    const target = node["kind"] === "var" ? scope.variableScope : scope;
    for (const declarator of nodesOf(node, "declarations")) {
      const pattern = child(declarator, "id");
      if (pattern !== undefined) {
        for (const name of declarePattern(pattern, target))
          target.declare(name).pieces.push({ node: declarator, scope });
        this.nameInitialValue(pattern, unwrapped(child(declarator, "init")), target);
      }
      this.visitBelow(declarator, scope);
    }
  }

  private nameInitialValue(pattern: SyntaxNode, value: SyntaxNode | undefined, target: Scope): void {
    const inner = nameOf(value === undefined ? undefined : child(value, "id"));
    if (pattern.type !== "Identifier" || value === undefined || inner === undefined) return;
    const binding = target.declare(nameOf(pattern) ?? "");
    if (value.type === "FunctionExpression") this.slots.set(value, binding);
    if (value.type === "ClassExpression") this.open(value, "name", target).alias(inner, binding);
  }

  private visitNamed(node: SyntaxNode, scope: Scope): void {
    const name = nameOf(child(node, "id"));
    if (name !== undefined) scope.declare(name).pieces.push({ node, scope });
    this.visitBelow(node, node.type === "TSModuleDeclaration" ? this.open(node, "function", scope) : scope);
  }

  private visitDefault(node: SyntaxNode, scope: Scope): void {
    const declaration = child(node, "declaration");
    if (declaration === undefined) return;
    const named = declaration.type.endsWith("Declaration") && child(declaration, "id") !== undefined;
    if (!named) scope.declare(DEFAULT_BINDING).pieces.push({ node: declaration, scope });
    this.visit(declaration, scope);
  }
}

function declareImports(node: SyntaxNode, scope: Scope): void {
  const specifier = nameOf(child(node, "source")) ?? "";
  for (const item of nodesOf(node, "specifiers")) {
    if (isErased(item)) continue;
    const local = nameOf(child(item, "local"));
    if (local !== undefined) scope.declare(local, { specifier, imported: importedName(item) });
  }
}

function importedName(item: SyntaxNode): string {
  if (item.type === "ImportNamespaceSpecifier") return "*";
  return item.type === "ImportDefaultSpecifier" ? "default" : (nameOf(child(item, "imported")) ?? "");
}

function declareImportEquals(node: SyntaxNode, scope: Scope): void {
  const name = nameOf(child(node, "id"));
  const reference = child(node, "moduleReference");
  const specifier = nameOf(reference === undefined ? undefined : child(reference, "expression"));
  const source: ImportSource | undefined = specifier === undefined ? undefined : { specifier, imported: "*" };
  if (name !== undefined) scope.declare(name, source);
}

/** Declares the names of a parameter or variable pattern and gives them. */
function declarePattern(pattern: SyntaxNode, scope: Scope): readonly string[] {
  const names = patternNames(pattern);
  for (const name of names) scope.declare(name);
  return names;
}

/** The names that a pattern binds or assigns. */
export function patternNames(pattern: SyntaxNode): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [nameOf(pattern) ?? ""];
    case "ArrayPattern":
      return nodesOf(pattern, "elements").flatMap(patternNames);
    case "ObjectPattern":
      return nodesOf(pattern, "properties").flatMap((property) => patternNames(child(property, "value") ?? property));
    case "AssignmentPattern":
      return below(pattern, "left");
    case "RestElement":
      return below(pattern, "argument");
    case "TSParameterProperty":
      return below(pattern, "parameter");
    default:
      return [];
  }
}

function below(pattern: SyntaxNode, attribute: string): readonly string[] {
  const part = child(pattern, attribute);
  return part === undefined ? [] : patternNames(part);
}
