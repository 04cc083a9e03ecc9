import { buildScopes, type ScopeTree } from "./build-scopes.ts";
import { declaredName } from "./declared-name.ts";
import { hashText } from "./hash.ts";
import { LineTable } from "./line-table.ts";
import { changedNames } from "./module-changes.ts";
import { exportsOf } from "./module-exports.ts";
import type { DeclarationRecord, ModuleRecord, Piece, Reference, SiteRecord } from "./module-record.ts";
import { type ModuleContext, Normaliser, type NormaliseOptions } from "./normalise.ts";
import type { ParsedSource } from "./parser.ts";
import type { Binding, Scope } from "./scope.ts";
import { isFunction, nodesOf, type SyntaxNode, walk } from "./syntax-node.ts";
import { callOffset, givenName, mayMean, wrapCallee, wrappedArgument } from "./wrap-call.ts";

/** A position that somebody asks about, which may be none of a plain call of `fn`. */
export interface AskedPosition {
  readonly line: number;
  readonly column: number;
}

export interface AnalysisOptions {
  readonly asked?: AskedPosition;
  /** The module that a position was made from, where a source map says so. */
  originOf?(line: number, column: number): string | undefined;
}

/** Works out a module's declarations, exports and wrapped functions. */
export function analyseModule(source: string, parsed: ParsedSource, options: AnalysisOptions = {}): ModuleRecord {
  return new ModuleAnalysis(source, parsed, options).record();
}

interface FoundCall {
  readonly node: SyntaxNode;
  readonly above: readonly SyntaxNode[];
  readonly scope: Scope;
  /** `undefined`: a call of something else that was asked about. */
  readonly callee: Reference | undefined;
}

class ModuleAnalysis implements ModuleContext {
  readonly opened: ScopeTree["opened"];
  private readonly scopes: ScopeTree;
  private readonly program: SyntaxNode;
  private readonly parsed: ParsedSource;
  private readonly lines: LineTable;
  private readonly options: AnalysisOptions;
  private readonly bindings: Binding[] = [];
  private readonly bindingNumbers = new Map<Binding, number>();
  private readonly calls: FoundCall[] = [];
  private readonly callNumbers = new Map<SyntaxNode, number>();
  private asked: number | undefined;

  constructor(source: string, parsed: ParsedSource, options: AnalysisOptions) {
    this.parsed = parsed;
    this.program = parsed.program;
    this.options = options;
    this.lines = new LineTable(source);
    this.scopes = buildScopes(this.program);
    this.opened = this.scopes.opened;
  }

  record(): ModuleRecord {
    this.findCalls();
    this.findChanges();
    const { exports, stars } = exportsOf(this.program, this.scopes.module, (binding) => this.referenceTo(binding));
    const sites = this.calls.map((call) => this.siteRecord(call));
    const whole = this.parsed.hasModuleSyntax ? undefined : this.wholeModule();
    // Writing one declaration may refer to the next: the list grows while it is walked.
    const declarations: DeclarationRecord[] = [];
    for (let number = 0; number < this.bindings.length; number++) {
      const binding = this.bindings[number];
      if (binding === undefined) continue;
      const spans = binding.pieces.map(({ node }) => [node.start, node.end] as const);
      declarations.push({ name: binding.name, ...pieceOf(this.write(binding.pieces)), spans });
    }
    return {
      declarations,
      exports,
      stars,
      sites,
      ...(this.asked === undefined ? {} : { asked: this.asked }),
      ...(whole === undefined ? {} : { whole }),
    };
  }

  referenceTo(binding: Binding): Reference {
    if (binding.source !== undefined) return ["import", binding.source.specifier, binding.source.imported];
    let number = this.bindingNumbers.get(binding);
    if (number === undefined) {
      number = this.bindings.length;
      this.bindings.push(binding);
      this.bindingNumbers.set(binding, number);
    }
    return ["declaration", number];
  }

  wrapCall(node: SyntaxNode): readonly [Reference, number] | undefined {
    const number = this.callNumbers.get(node);
    const callee = number === undefined ? undefined : this.calls[number]?.callee;
    return number === undefined || callee === undefined ? undefined : [callee, number];
  }

  private findCalls(): void {
    const { asked } = this.options;
    const offset = asked === undefined ? undefined : (this.lines.offsetOf(asked.line, asked.column) ?? -1);
    let best: FoundCall | undefined;
    walk(this.program, (node, above) => {
      if (node.type !== "CallExpression") return;
      const scope = this.scopeBelow(above);
      const callee = wrapCallee(node, scope);
      const wraps = callee !== undefined && wrappedArgument(node, true) !== undefined;
      const meant = offset !== undefined && mayMean(node, offset);
      if (!wraps && !meant) return;
      const found: FoundCall = { node, above: [...above], scope, callee };
      if (wraps) this.take(found);
      // The innermost call around the position, unless V8 would report exactly this place for an outer one.
      if (meant && (best === undefined || callOffset(best.node) !== offset)) best = found;
    });
    if (offset !== undefined) this.asked = best === undefined ? -1 : this.numberOf(best);
  }

  private numberOf(found: FoundCall): number {
    const wraps = wrappedArgument(found.node, found.callee !== undefined) !== undefined;
    return wraps ? (this.callNumbers.get(found.node) ?? this.take(found)) : -1;
  }

  private take(found: FoundCall): number {
    const number = this.calls.length;
    this.calls.push(found);
    this.callNumbers.set(found.node, number);
    return number;
  }

  private scopeBelow(above: readonly SyntaxNode[]): Scope {
    for (let depth = above.length - 1; depth >= 0; depth--) {
      const scope = this.opened.get(above[depth] as SyntaxNode);
      if (scope !== undefined) return scope;
    }
    return this.scopes.module;
  }

  private findChanges(): void {
    for (const statement of nodesOf(this.program, "body")) {
      if (statement.type.endsWith("Declaration")) continue;
      for (const binding of changedNames(statement, this.opened, this.scopes.module)) {
        binding.pieces.push({ node: statement, scope: this.scopes.module });
      }
    }
  }

  private write(nodes: readonly { node: SyntaxNode; scope: Scope }[], options?: NormaliseOptions): Normaliser {
    const normaliser = new Normaliser(this, options);
    for (const { node, scope } of nodes) normaliser.add(node, scope);
    return normaliser;
  }

  private wholeModule(): Piece {
    return pieceOf(this.write(nodesOf(this.program, "body").map((node) => ({ node, scope: this.scopes.module }))));
  }

  private siteRecord(found: FoundCall): SiteRecord {
    const { node, scope } = found;
    const argument = wrappedArgument(node, found.callee !== undefined) ?? node;
    const written = this.write([{ node: argument, scope }]);
    const name = givenName(node);
    const position = this.lines.positionOf(callOffset(node));
    const origin = this.options.originOf?.(position.line, position.column);
    return {
      ...position,
      start: argument.start,
      end: argument.end,
      name: declaredName(node, found.above, argument),
      ...(name === undefined ? {} : { givenName: name }),
      ...(origin === undefined ? {} : { origin }),
      literal: isFunction(argument),
      captured: [...written.captured].filter(([, binding]) => !this.isWrapped(binding)).map(([captured]) => captured),
      argument: pieceOf(written),
      own: pieceOf(this.write([{ node: argument, scope }], { byName: true })).hash,
      call: pieceOf(this.write([{ node, scope }], { open: node })),
    };
  }

  /** A local constant that holds a wrapped function counts when it runs, like one of the module. */
  private isWrapped(binding: Binding | undefined): boolean {
    const piece = binding?.pieces.length === 1 ? binding.pieces[0] : undefined;
    const value = piece?.node.type === "VariableDeclarator" ? piece.node["init"] : undefined;
    return value !== undefined && this.callNumbers.has(value as SyntaxNode);
  }
}

function pieceOf(written: Normaliser): Piece {
  return { hash: hashText(written.text), references: written.references };
}
