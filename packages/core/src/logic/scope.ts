import type { SyntaxNode } from "./syntax-node.ts";

/** Where an import binding comes from; `imported` is `"*"` for a namespace. */
export interface ImportSource {
  readonly specifier: string;
  readonly imported: string;
}

/** One declared name. */
export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  readonly source?: ImportSource;
  /** The syntax that says what a module-level name holds: declarators, functions, classes, then what changes it. */
  readonly pieces: { readonly node: SyntaxNode; readonly scope: Scope }[];
}

export type ScopeKind =
  | "module"
  /** A block outside of loops: its names can be followed like a module's. */
  | "block"
  /** A loop's head: its names have a value per round. */
  | "loop"
  /** A function with its own `this`; also a field's initialiser and a static block. */
  | "function"
  | "arrow"
  /** The inner name of a function or class expression. */
  | "name";

export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  /** Names here exist once in the module: no function and no loop stands above. */
  readonly topLevel: boolean;
  readonly names: Map<string, Binding> = new Map();

  constructor(kind: ScopeKind, parent?: Scope) {
    this.kind = kind;
    this.parent = parent;
    this.topLevel = kind === "module" || (kind === "block" && parent?.topLevel === true);
  }

  /** A second declaration of a name (`var` twice, function overloads) is the same binding. */
  declare(name: string, source?: ImportSource): Binding {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const binding: Binding = { name, scope: this, pieces: [], ...(source === undefined ? {} : { source }) };
    this.names.set(name, binding);
    return binding;
  }

  /** Makes `name` another word for a binding that stands elsewhere. */
  alias(name: string, binding: Binding): void {
    this.names.set(name, binding);
  }

  find(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const binding = scope.names.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  /** The scope that `var` declares into. */
  get variableScope(): Scope {
    let scope: Scope = this;
    while (scope.parent !== undefined && scope.kind !== "function" && scope.kind !== "arrow") scope = scope.parent;
    return scope;
  }

  /** The scope whose `this` and `arguments` an expression here sees, or `undefined` at module level. */
  get receiverScope(): Scope | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope.kind === "function") return scope;
    }
    return undefined;
  }

  isWithin(outer: Scope): boolean {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      if (scope === outer) return true;
    }
    return false;
  }
}
