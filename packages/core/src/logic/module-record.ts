/**
 * What a piece of text refers to outside of itself:
 * a declaration of the same module, by its number; a name that another module exports (`"*"`: all of them); a call of
 * what may be `fn`, by the place where `fn` comes from and the call's number; an import whose module only shows at run time.
 */
export type Reference =
  | readonly ["declaration", number]
  | readonly ["import", specifier: string, imported: string]
  | readonly ["call", callee: Reference, site: number]
  | readonly ["dynamic", text: string];

/** A normalised text: its hash, in which references stand as numbers, and what these refer to, in order. */
export interface Piece {
  readonly hash: string;
  readonly references: readonly Reference[];
}

/** A name that a module declares once: all that says what it holds. */
export interface DeclarationRecord extends Piece {
  readonly name: string;
  /** The offsets of its parts in the source. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** A call of `fn`, or of another function that wraps. */
export interface SiteRecord {
  /** 1-based, counted as V8 does. */
  readonly line: number;
  readonly column: number;
  /** The offsets of the argument that is wrapped. */
  readonly start: number;
  readonly end: number;
  /** The name that the source gives it, parts joined by dots. */
  readonly name: string;
  /** The `name` option, where the text shows it. */
  readonly givenName?: string;
  /** The module that this one was made from, relative to it, where a source map says so. */
  readonly origin?: string;
  /** Whether a function stands there, not a name or an expression. */
  readonly literal: boolean;
  /** Names used in the argument that an enclosing function binds. */
  readonly captured: readonly string[];
  /** The argument. */
  readonly argument: Piece;
  /** Hash of the argument with every reference written by its name. */
  readonly own: string;
  /** The whole call: what counts where it turns out not to be a call of `fn`. */
  readonly call: Piece;
}

/** All that change detection needs of one module; it depends on the module's bytes alone. */
export interface ModuleRecord {
  readonly declarations: readonly DeclarationRecord[];
  readonly exports: ReadonlyMap<string, Reference>;
  /** The modules of `export * from`. */
  readonly stars: readonly string[];
  readonly sites: readonly SiteRecord[];
  /** In a record made for a certain position: the number of the site there; -1: nothing is wrapped there. */
  readonly asked?: number;
  /** All statements, for a module without exports that the syntax shows. */
  readonly whole?: Piece;
  /** The parser's message, where the text is not a module. */
  readonly broken?: string;
}
