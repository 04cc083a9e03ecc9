import type { SyntaxTree } from "../tree/syntax-tree.ts";

/** A kind of node that a grammar makes. */
export interface NodeKind {
  /** Its name; of an anonymous kind the token itself, such as "(" or "return". */
  readonly name: string;
  /** Whether it is a rule of the grammar and not a mere token. */
  readonly named: boolean;
}

/** A loaded grammar: makes trees of texts, at once and without waiting. */
export interface Grammar {
  /** The language's name. */
  readonly language: string;
  /** The kinds of nodes that it can make, without repeats, in the grammar's order. */
  readonly kinds: readonly NodeKind[];
  /**
   * The syntax tree of a text. Text that breaks the grammar's rules has one too, with nodes of the kind "ERROR".
   * Undefined where it took far more steps than any sensible text of this size, or more memory than there is.
   */
  parse(text: string): SyntaxTree | undefined;
}
