import type { Grammar, NodeKind } from "../grammar/grammar.ts";
import { type NodeRecords, RECORD_SIZE } from "../grammar/parse-with.ts";
import { ERROR_KIND, type Vocabulary } from "../grammar/vocabulary.ts";

/**
 * A node of a {@link SyntaxTree}: its number in pre-order, counted from 0, which is the root. A node's descendants are
 * the numbers that follow it.
 */
export type SyntaxNode = number;

const ERROR_SYMBOL = 0xffff;
const SYMBOL_MASK = 0xffff;
const FIELD_SHIFT = 16;
const FIELD_MASK = 0xfff;
const MISSING = 1 << 28;
const EXTRA = 1 << 29;

/**
 * The syntax tree of a text: plain numbers in one array, with all nodes, named and anonymous. Offsets are those of
 * `String.prototype.slice`. It holds nothing outside JavaScript's memory and needs no closing.
 *
 * @example for (const child of tree.children(tree.root)) console.log(tree.kind(child).name, tree.text(child));
 */
export class SyntaxTree {
  readonly grammar: Grammar;
  /** The text that was parsed. */
  readonly source: string;
  /** The node that everything is in. */
  readonly root: SyntaxNode = 0;
  /** Number of nodes. */
  readonly size: number;
  readonly #vocabulary: Vocabulary;
  readonly #records: NodeRecords;
  #parents: Int32Array | undefined;

  /** @internal Trees come from {@link Grammar.parse} and `CodeSource.tree`. */
  constructor(grammar: Grammar, source: string, vocabulary: Vocabulary, records: NodeRecords) {
    this.grammar = grammar;
    this.source = source;
    this.size = records.length / RECORD_SIZE;
    this.#vocabulary = vocabulary;
    this.#records = records;
  }

  /** What kind of node it is. */
  kind(node: SyntaxNode): NodeKind {
    const symbol = this.#record(node, 0) & SYMBOL_MASK;
    return symbol === ERROR_SYMBOL ? ERROR_KIND : (this.#vocabulary.bySymbol[symbol] ?? ERROR_KIND);
  }

  /** Offset of its first character. */
  start(node: SyntaxNode): number {
    return this.#record(node, 1);
  }

  /** Offset behind its last character. */
  end(node: SyntaxNode): number {
    return this.#record(node, 2);
  }

  /** Its text. */
  text(node: SyntaxNode): string {
    return this.source.slice(this.start(node), this.end(node));
  }

  /** The first node in pre-order that is no descendant of it; `size` where there is none. */
  after(node: SyntaxNode): SyntaxNode {
    return this.#record(node, 3);
  }

  hasChildren(node: SyntaxNode): boolean {
    return this.after(node) > node + 1;
  }

  /** Its children in order. */
  children(node: SyntaxNode): SyntaxNode[] {
    const children: SyntaxNode[] = [];
    const end = this.after(node);
    for (let child = node + 1; child < end; child = this.after(child)) children.push(child);
    return children;
  }

  /** The node that it is a child of; undefined for the root. */
  parent(node: SyntaxNode): SyntaxNode | undefined {
    this.#parents ??= this.#findParents();
    const parent = this.#parents[node] ?? -1;
    return parent < 0 ? undefined : parent;
  }

  /** The name of the part that it plays in its parent, such as "name" or "body"; undefined where it has none. */
  field(node: SyntaxNode): string | undefined {
    return this.#vocabulary.fields[(this.#record(node, 0) >>> FIELD_SHIFT) & FIELD_MASK];
  }

  /** The first child that plays this part. */
  childByField(node: SyntaxNode, field: string): SyntaxNode | undefined {
    return this.children(node).find((child) => this.field(child) === field);
  }

  /** Whether it stands around text that breaks the grammar's rules. */
  isError(node: SyntaxNode): boolean {
    return (this.#record(node, 0) & SYMBOL_MASK) === ERROR_SYMBOL;
  }

  /** Whether the text lacks it and the parser went on as if it were there; it is empty then. */
  isMissing(node: SyntaxNode): boolean {
    return (this.#record(node, 0) & MISSING) !== 0;
  }

  /** Whether it may stand anywhere, as comments do. */
  isExtra(node: SyntaxNode): boolean {
    return (this.#record(node, 0) & EXTRA) !== 0;
  }

  #record(node: SyntaxNode, part: number): number {
    const value = this.#records[node * RECORD_SIZE + part];
    if (value === undefined) throw new RangeError(`Node ${node} is not one of the ${this.size} nodes of this tree.`);
    return value;
  }

  #findParents(): Int32Array {
    const parents = new Int32Array(this.size);
    const open: SyntaxNode[] = [];
    for (let node = 0; node < this.size; node++) {
      while (open.length > 0 && this.after(open.at(-1) as SyntaxNode) <= node) open.pop();
      parents[node] = open.at(-1) ?? -1;
      if (this.hasChildren(node)) open.push(node);
    }
    return parents;
  }
}
