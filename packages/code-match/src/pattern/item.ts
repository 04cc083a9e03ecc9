/** Quantifiers: how many nodes an item takes. */
export type Quantity = "one" | "optional" | "any" | "some";

/** A condition that each node which an item takes must meet. */
export type Constraint =
  | { readonly type: "regex"; readonly regex: RegExp; readonly source: string; readonly negated: boolean }
  | { readonly type: "kind"; readonly kinds: readonly string[]; readonly negated: boolean; readonly offset: number }
  | { readonly type: "whole"; readonly alternatives: readonly Sequence[]; readonly negated: boolean }
  | { readonly type: "contains"; readonly body: Sequence; readonly negated: boolean };

/** A piece of literal code that is one leaf of the tree, or part of one together with its neighbours. */
export interface WordItem {
  readonly type: "word";
  readonly text: string;
  /** Whether it may be the continuation of the word before it within one leaf. */
  readonly joins: boolean;
  /** Whether case does not matter; `text` is in lower case then. */
  readonly folded: boolean;
}

/** A piece of literal code, such as a string, that is the whole text of one node. */
export interface LiteralItem {
  readonly type: "literal";
  readonly text: string;
  /** Whether white space around a node's text does not count. */
  readonly trimmed: boolean;
}

/** Takes nodes whatever their text, as far as its constraints allow. */
export interface NodeItem {
  readonly type: "node";
  readonly quantity: Quantity;
  /** Number of its name among the pattern's names; -1: it has none. */
  readonly slot: number;
  readonly constraints: readonly Constraint[];
  /** Whether a lone token that has no name in the grammar, such as an operator, will do. */
  readonly tokens: boolean;
  /** Whether `,` and `;` may stand between the nodes of a run. */
  readonly separators: boolean;
}

export type Item = WordItem | LiteralItem | NodeItem;

/** Items in a row. */
export interface Sequence {
  readonly items: readonly Item[];
  /** Number of the first item among all of the pattern. */
  readonly base: number;
}

/** What must hold around a match. */
export interface Condition {
  readonly body: Sequence;
  /** Whether the match must not be inside such code. */
  readonly negated: boolean;
}

/** A pattern, read. */
export interface ParsedPattern {
  readonly sequence: Sequence;
  readonly conditions: readonly Condition[];
  /** Names of metavariables, by slot. */
  readonly names: readonly string[];
  /** Number of items, those in groups included. */
  readonly itemCount: number;
}
