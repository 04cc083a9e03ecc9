// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { CocoError, MemoKeyed } from "@coco/connectorkit";
/**
 * A node of a {@link SyntaxTree}: its number in pre-order, counted from 0, which is the root. A node's descendants are
 * the numbers that follow it.
 */
type SyntaxNode = number;
/**
 * The syntax tree of a text: plain numbers in one array, with all nodes, named and anonymous. Offsets are those of
 * `String.prototype.slice`. It holds nothing outside JavaScript's memory and needs no closing.
 *
 * @example for (const child of tree.children(tree.root)) console.log(tree.kind(child).name, tree.text(child));
 */
declare class SyntaxTree {
  #private;
  readonly grammar: Grammar;
  /** The text that was parsed. */
  readonly source: string;
  /** The node that everything is in. */
  readonly root: SyntaxNode;
  /** Number of nodes. */
  readonly size: number;
  /** What kind of node it is. */
  kind(node: SyntaxNode): NodeKind;
  /** Offset of its first character. */
  start(node: SyntaxNode): number;
  /** Offset behind its last character. */
  end(node: SyntaxNode): number;
  /** Its text. */
  text(node: SyntaxNode): string;
  /** The first node in pre-order that is no descendant of it; `size` where there is none. */
  after(node: SyntaxNode): SyntaxNode;
  hasChildren(node: SyntaxNode): boolean;
  /** Its children in order. */
  children(node: SyntaxNode): SyntaxNode[];
  /** The node that it is a child of; undefined for the root. */
  parent(node: SyntaxNode): SyntaxNode | undefined;
  /** The name of the part that it plays in its parent, such as "name" or "body"; undefined where it has none. */
  field(node: SyntaxNode): string | undefined;
  /** The first child that plays this part. */
  childByField(node: SyntaxNode, field: string): SyntaxNode | undefined;
  /** Whether it stands around text that breaks the grammar's rules. */
  isError(node: SyntaxNode): boolean;
  /** Whether the text lacks it and the parser went on as if it were there; it is empty then. */
  isMissing(node: SyntaxNode): boolean;
  /** Whether it may stand anywhere, as comments do. */
  isExtra(node: SyntaxNode): boolean;
}
/** A kind of node that a grammar makes. */
interface NodeKind {
  /** Its name; of an anonymous kind the token itself, such as "(" or "return". */
  readonly name: string;
  /** Whether it is a rule of the grammar and not a mere token. */
  readonly named: boolean;
}
/** A loaded grammar: makes trees of texts, at once and without waiting. */
interface Grammar {
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
/**
 * Loads the grammar of a language, once a process; undefined when there is none. Only what is asked for is read and
 * compiled.
 *
 * @param language - a name, an alias, or an extension with its dot; case does not matter.
 */
export declare function loadGrammar(language: string): Promise<Grammar | undefined>;
/**
 * The language of a file, by its name: the whole name ("Dockerfile"), else its longest known ending (".d.ts" before
 * ".ts"), whatever the case. Where the name says nothing, and the text is given, by the text: a `#!` line, an editor's
 * mode line, an XML or HTML head. Undefined when neither says.
 *
 * @param fileName - a name or a path, with `/` or `\` between its parts.
 * @param text - the file's text or its beginning; it is looked at only where the name does not tell.
 *
 * @example detectLanguage("src/main.rs"); // "rust"
 */
export declare function detectLanguage(fileName: string, text?: string): string | undefined;
/** A language that coco knows. */
interface Language {
  /** Its one name, in lower case: "typescript". */
  readonly name: string;
  /** Other names that it goes by, in lower case. */
  readonly aliases: readonly string[];
  /** Ends of file names, with their dot, in lower case; some have two parts, such as ".d.ts". */
  readonly extensions: readonly string[];
  /** Whole file names, in lower case. */
  readonly fileNames: readonly string[];
  /** Programs that a first line such as `#!/usr/bin/env python3` names, without version numbers. */
  readonly interpreters: readonly string[];
  /** Whether there is a grammar for it, and so a syntax tree. */
  readonly hasGrammar: boolean;
}
/** All languages that are known, with and without a grammar, by name. */
export declare const languages: readonly Language[];
/**
 * The language with this name, alias, or extension with its dot; case does not matter. Undefined when there is none.
 *
 * @example findLanguage("TypeScript")?.name; findLanguage(".ts")?.name; findLanguage("ts")?.name; // "typescript"
 */
export declare function findLanguage(name: string): Language | undefined;
/**
 * Why a text has no syntax tree: no language was given; the one that was given is not known; there is no grammar for it;
 * the text has more than 4 MB (2^22 bytes of UTF-8); or parsing took more steps or memory than any sensible text of its size.
 */
type TreeProblem = "no-language" | "unknown-language" | "no-grammar" | "too-large" | "too-complex";
/**
 * A text and its language, parsed when a tree is first asked for and at most once, for all who use it. As an argument of
 * a memoized function it is its text and language.
 */
export interface CodeSource extends MemoKeyed {
  readonly text: string;
  /** The language's name; as given, where it is not known. */
  readonly language: string | undefined;
  /**
   * The syntax tree. Code that breaks the grammar's rules has one too. Undefined where there can be none; then
   * {@link CodeSource.problem} says why.
   */
  tree(): Promise<SyntaxTree | undefined>;
  /** Why there is no tree; undefined when there is one. */
  problem(): Promise<TreeProblem | undefined>;
}
/**
 * Makes a {@link CodeSource}.
 *
 * @param language - a name, an alias, or an extension with its dot; `detectLanguage` finds it from a file's name. An
 * unknown one is no error: there is no tree then.
 * @throws CodeSourceError for a text that is no string.
 *
 * @example
 * const source = new CodeSource(await file.text(), detectLanguage(file.path.name));
 */
export declare const CodeSource: new (text: string, language?: string) => CodeSource;
/** Something was given as code that is none. Code with mistakes in it is not such an error. */
export declare class CodeSourceError extends CocoError {
  static override readonly errorName: string;
}
export type { Grammar, Language, NodeKind, SyntaxNode, SyntaxTree, TreeProblem };
