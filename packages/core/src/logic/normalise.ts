import { isRequire } from "./is-require.ts";
import type { Reference } from "./module-record.ts";
import { ReferenceNumbers } from "./reference-numbers.ts";
import type { Binding, Scope } from "./scope.ts";
import { literalText } from "./literal-text.ts";
import {
  child,
  children,
  isClass,
  isErased,
  isFunction,
  isIdentifier,
  isTransparent,
  nameOf,
  type SyntaxNode,
  unwrapped,
} from "./syntax-node.ts";
import { SYNTAX_SHAPE } from "./syntax-shape.ts";

/** What the normaliser asks of the module around the text. */
export interface ModuleContext {
  readonly opened: ReadonlyMap<SyntaxNode, Scope>;
  /** What a name declared at module level refers to. */
  referenceTo(binding: Binding): Reference;
  /** The number of a call that may be one of `fn`, with where its callee comes from. */
  wrapCall(node: SyntaxNode): readonly [callee: Reference, site: number] | undefined;
}

export interface NormaliseOptions {
  /** Write references by their names instead of numbers. */
  readonly byName?: boolean;
  /** A call that is written out although it may be one of `fn`. */
  readonly open?: SyntaxNode;
}

/**
 * Writes syntax in one canonical form, in which comments, white space, quotes and types leave no trace and names of the
 * module are numbers. One normaliser writes one text, from one or more nodes.
 */
export class Normaliser {
  private readonly out: string[] = [];
  private readonly numbers = new ReferenceNumbers();
  /** Names bound in a function around the text. */
  readonly captured: Map<string, Binding | undefined> = new Map();
  private readonly context: ModuleContext;
  private readonly options: NormaliseOptions;
  private base!: Scope;
  /** The function whose own name means "this text". */
  private root: SyntaxNode | undefined;

  constructor(context: ModuleContext, options: NormaliseOptions = {}) {
    this.context = context;
    this.options = options;
  }

  get text(): string {
    return this.out.join("");
  }

  get references(): readonly Reference[] {
    return this.numbers.references;
  }

  /** Adds a node that stands in `scope`. */
  add(node: SyntaxNode, scope: Scope): this {
    this.base = scope;
    // A variable's own name is no part of what it holds, so `class A {}` and `const A = class {}` are one text.
    const simple = node.type === "VariableDeclarator" && isIdentifier(child(node, "id"));
    const content = simple ? child(node, "init") : node;
    this.root = unwrapped(content);
    if (content !== undefined) this.write(content, scope);
    this.out.push(";");
    return this;
  }

  private write(node: SyntaxNode, outer: Scope): void {
    if (isErased(node)) {
      this.out.push("0");
      return;
    }
    if (isTransparent(node)) return this.writeIn(node, "expression", outer);
    const scope = this.context.opened.get(node) ?? outer;
    switch (node.type) {
      case "Identifier":
        return this.writeName(nameOf(node) ?? "", scope);
      case "JSXIdentifier":
        return this.writeElementName(nameOf(node) ?? "", scope);
      case "PrivateIdentifier":
        this.out.push(`#${nameOf(node)} `);
        return;
      case "Literal":
        this.out.push(literalText(node));
        return;
      case "TemplateElement":
        this.out.push(JSON.stringify((node["value"] as { raw: string }).raw));
        return;
      case "TemplateLiteral":
        return this.writeTemplate(node, scope);
      case "ThisExpression":
      case "Super":
        return this.writeReceiver(node.type === "Super" ? "super" : "this", scope);
      case "MemberExpression":
        return this.writeMember(node, scope);
      case "CallExpression":
        return this.writeCall(node, scope);
      case "ImportExpression":
        return this.writeImport(node, scope);
      case "TaggedTemplateExpression":
        this.tagged.add(child(node, "quasi") ?? node);
        return this.writeShape(node, scope);
      case "LabeledStatement":
      case "BreakStatement":
      case "ContinueStatement":
        this.out.push(`@${nameOf(child(node, "label")) ?? ""} `);
        return this.writeShape(node, scope);
      case "MetaProperty":
        return this.writeMeta(node, scope);
      default:
        if (isFunction(node)) return this.writeFunction(node, outer, scope);
        if (isClass(node)) return this.writeClass(node, outer, scope);
        return this.writeShape(node, scope);
    }
  }

  private writeShape(node: SyntaxNode, scope: Scope): void {
    this.out.push(node.type, "(");
    for (const attribute of SYNTAX_SHAPE[node.type] ?? Object.keys(node)) {
      if (attribute === "type" || attribute === "start" || attribute === "end") continue;
      if (attribute === "key" || (attribute === "id" && node.type === "TSEnumMember"))
        this.writeKey(node, attribute, scope);
      else this.writeIn(node, attribute, scope);
    }
    this.out.push(")");
  }

  private writeIn(node: SyntaxNode, attribute: string, scope: Scope): void {
    const value = node[attribute];
    if (Array.isArray(value)) {
      this.out.push("[");
      for (const item of children(node, attribute)) {
        if (item === undefined) this.out.push("-,");
        else if (!isErased(item) && !(attribute === "params" && isIdentifier(item, "this"))) {
          this.write(item, scope);
          this.out.push(",");
        }
      }
      this.out.push("]");
      return;
    }
    const below = child(node, attribute);
    if (below !== undefined) this.write(below, scope);
    else this.out.push(scalarText(value));
  }

  /** A property's name, which quotes do not change. */
  private writeKey(node: SyntaxNode, attribute: string, scope: Scope): void {
    const key = child(node, attribute);
    if (key === undefined) return;
    if (node["computed"] === true) {
      this.out.push("^");
      this.write(key, scope);
    } else if (key.type === "PrivateIdentifier") this.out.push(`#${nameOf(key)} `);
    else this.out.push(JSON.stringify(nameOf(key) ?? String(key["value"])));
    this.out.push(":");
  }

  private writeFunction(node: SyntaxNode, outer: Scope, scope: Scope): void {
    // The name of a function that a declaration or a wrap is about is not part of its text.
    if (node !== this.root) this.writeOwnName(node, outer, scope);
    const kind = node.type === "ArrowFunctionExpression" ? "=>" : "function";
    this.out.push(kind, node["async"] === true ? "a" : "", node["generator"] === true ? "*" : "", "(");
    this.writeIn(node, "params", scope);
    this.writeIn(node, "body", scope);
    this.out.push(")");
  }

  private writeClass(node: SyntaxNode, outer: Scope, scope: Scope): void {
    if (node !== this.root) this.writeOwnName(node, outer, scope);
    this.out.push("class(");
    for (const attribute of ["decorators", "superClass", "body"]) this.writeIn(node, attribute, scope);
    this.out.push(")");
  }

  private writeOwnName(node: SyntaxNode, outer: Scope, scope: Scope): void {
    const id = nameOf(child(node, "id"));
    if (id !== undefined) this.writeName(id, node.type.endsWith("Declaration") ? outer : scope);
  }

  private writeName(name: string, scope: Scope): void {
    const binding = scope.find(name);
    if (binding === undefined) {
      if (name === "arguments") return this.writeReceiver(name, scope);
      this.out.push(`${name} `);
    } else if (binding.scope.topLevel) {
      this.writeReference(this.context.referenceTo(binding), name);
    } else {
      if (!this.isInside(binding.scope)) this.capture(name, binding);
      this.out.push(this.isOwnName(binding) ? "@self " : `${name} `);
    }
  }

  /** Scopes opened below the base belong to the text; so does the name of the function that is the text. */
  private isInside(scope: Scope): boolean {
    return scope !== this.base && scope.isWithin(this.base);
  }

  private isOwnName(binding: Binding): boolean {
    const root = this.root === undefined ? undefined : this.context.opened.get(this.root);
    return binding.scope.kind === "name" && (root?.parent === binding.scope || root === binding.scope);
  }

  private capture(name: string, binding?: Binding): void {
    this.captured.set(name, binding);
  }

  private writeReceiver(name: string, scope: Scope): void {
    const receiver = scope.receiverScope;
    if (receiver !== undefined && !this.isInside(receiver)) this.capture(name);
    this.out.push(`${name} `);
  }

  private writeMeta(node: SyntaxNode, scope: Scope): void {
    const text = `${nameOf(child(node, "meta"))}.${nameOf(child(node, "property"))}`;
    if (text === "new.target") this.writeReceiver(text, scope);
    else this.out.push(`${text} `);
  }

  private writeElementName(name: string, scope: Scope): void {
    if (/^[a-z]/.test(name) || scope.find(name) === undefined) this.out.push(`${name} `);
    else this.writeName(name, scope);
  }

  private writeMember(node: SyntaxNode, scope: Scope): void {
    const object = child(node, "object");
    const property = child(node, "property");
    if (object === undefined || property === undefined) return;
    const key =
      node["computed"] === true ? (property.type === "Literal" ? nameOf(property) : undefined) : nameOf(property);
    const source = object.type === "Identifier" ? scope.find(nameOf(object) ?? "")?.source : undefined;
    if (source?.imported === "*" && key !== undefined && property.type !== "PrivateIdentifier") {
      return this.writeReference(["import", source.specifier, key], `${nameOf(object)}.${key}`);
    }
    this.out.push(node["optional"] === true ? "?.(" : ".(");
    this.write(object, scope);
    if (property.type === "PrivateIdentifier") this.out.push(`#${nameOf(property)}`);
    else if (key !== undefined) this.out.push(JSON.stringify(key));
    else {
      this.out.push("[");
      this.write(property, scope);
    }
    this.out.push(")");
  }

  private writeTemplate(node: SyntaxNode, scope: Scope): void {
    const quasis = children(node, "quasis");
    const only = quasis.length === 1 ? (quasis[0]?.["value"] as { cooked?: unknown } | undefined) : undefined;
    // A template without values is a string in other quotes.
    if (typeof only?.cooked === "string" && !this.tagged.has(node)) this.out.push(JSON.stringify(only.cooked));
    else this.writeShape(node, scope);
  }

  private readonly tagged = new Set<SyntaxNode>();

  private writeCall(node: SyntaxNode, scope: Scope): void {
    const wrap = node === this.options.open ? undefined : this.context.wrapCall(node);
    if (wrap !== undefined) return this.writeReference(["call", wrap[0], wrap[1]], "fn");
    const callee = child(node, "callee");
    const required = nameOf(children(node, "arguments")[0]);
    if (required !== undefined && isRequire(callee, scope))
      return this.writeReference(["import", required, "*"], `require ${required}`);
    this.writeShape(node, scope);
  }

  private writeImport(node: SyntaxNode, scope: Scope): void {
    const specifier = child(node, "source");
    const text = specifier?.type === "Literal" ? nameOf(specifier) : undefined;
    if (text !== undefined) return this.writeReference(["import", text, "*"], `import ${text}`);
    this.writeReference(["dynamic", "import"], "import");
    this.writeShape(node, scope);
  }

  private writeReference(reference: Reference, name: string): void {
    const number = this.numbers.of(reference);
    this.out.push(this.options.byName === true ? `${name} ` : `@${number} `);
  }
}

/** An attribute that is no node: a name, an operator, a flag. What is not there and what is false are one. */
function scalarText(value: unknown): string {
  if (value === undefined || value === null || value === false) return "-";
  if (typeof value === "string" || typeof value === "number" || value === true) return `${String(value)} `;
  throw new TypeError(`A syntax node has an attribute that is no scalar: ${typeof value}.`);
}
