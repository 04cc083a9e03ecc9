/** A node of the parsed program. Offsets count UTF-16 units of the source. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [attribute: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && typeof (value as SyntaxNode).type === "string";
}

/** The one node under `attribute`, if there is one. */
export function child(node: SyntaxNode, attribute: string): SyntaxNode | undefined {
  const value = node[attribute];
  return isNode(value) ? value : undefined;
}

/** The list of nodes under `attribute`; an array's hole is `undefined`. */
export function children(node: SyntaxNode, attribute: string): readonly (SyntaxNode | undefined)[] {
  const value = node[attribute];
  return Array.isArray(value) ? value.map((item) => (isNode(item) ? item : undefined)) : [];
}

export function nodesOf(node: SyntaxNode, attribute: string): readonly SyntaxNode[] {
  return children(node, attribute).filter((item) => item !== undefined);
}

/** The name of an identifier, or the value of a string literal that stands for one. */
export function nameOf(node: SyntaxNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (typeof node["name"] === "string") return node["name"];
  return node.type === "Literal" && typeof node["value"] === "string" ? node["value"] : undefined;
}

export interface IdentifierNode extends SyntaxNode {
  readonly type: "Identifier";
}

export interface FunctionNode extends SyntaxNode {
  readonly type: "ArrowFunctionExpression" | "FunctionExpression" | "FunctionDeclaration";
}

export function isIdentifier(node: SyntaxNode | undefined, name?: string): node is IdentifierNode {
  return node?.type === "Identifier" && (name === undefined || node["name"] === name);
}

export function isFunction(node: SyntaxNode | undefined): node is FunctionNode {
  return (
    node !== undefined &&
    (node.type === "ArrowFunctionExpression" ||
      node.type === "FunctionExpression" ||
      node.type === "FunctionDeclaration")
  );
}

export function isClass(node: SyntaxNode): boolean {
  return node.type === "ClassDeclaration" || node.type === "ClassExpression";
}

const WRAPPERS = new Set([
  "ParenthesizedExpression",
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
]);

/** Whether the node adds nothing at run time to the expression that it holds. */
export function isTransparent(node: SyntaxNode): boolean {
  return WRAPPERS.has(node.type);
}

/** The expression without parentheses and type operators around it. */
export function unwrapped(node: SyntaxNode | undefined): SyntaxNode | undefined {
  let current = node;
  while (current !== undefined && isTransparent(current)) current = child(current, "expression");
  return current;
}

/** TypeScript's own declarations that leave code, unless they are declared to be there already. */
const TYPESCRIPT_WITH_CODE = new Set([
  "TSEnumBody",
  "TSEnumDeclaration",
  "TSEnumMember",
  "TSExportAssignment",
  "TSImportEqualsDeclaration",
  "TSModuleBlock",
  "TSModuleDeclaration",
  "TSParameterProperty",
]);

/** Whether the node exists for the type checker alone (or is an empty statement), so that it leaves no code. */
export function isErased(node: SyntaxNode): boolean {
  if (node["declare"] === true || node["importKind"] === "type" || node["exportKind"] === "type") return true;
  // The signatures of an overloaded method are methods without a body.
  if (node.type === "MethodDefinition") return child(node, "value")?.type === "TSEmptyBodyFunctionExpression";
  if (!node.type.startsWith("TS")) return node.type === "EmptyStatement";
  return !isTransparent(node) && !TYPESCRIPT_WITH_CODE.has(node.type);
}

const NOT_CHILDREN = new Set([
  "typeAnnotation",
  "typeParameters",
  "typeArguments",
  "returnType",
  "superTypeArguments",
  "implements",
]);

/** Every node below that can leave code, in the parser's order. */
export function runtimeChildren(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const [attribute, value] of Object.entries(node)) {
    if (typeof value !== "object" || value === null || NOT_CHILDREN.has(attribute)) continue;
    for (const item of Array.isArray(value) ? value : [value]) {
      if (isNode(item) && !isErased(item)) found.push(item);
    }
  }
  return found;
}

/** Calls `visit` for every node that can leave code, with the nodes above it, outermost first. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode, above: readonly SyntaxNode[]) => void): void {
  const above: SyntaxNode[] = [];
  const descend = (node: SyntaxNode): void => {
    visit(node, above);
    above.push(node);
    for (const below of runtimeChildren(node)) descend(below);
    above.pop();
  };
  descend(root);
}
