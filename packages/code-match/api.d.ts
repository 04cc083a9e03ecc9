// The public declarations of this package, as built. Not written by hand: `pnpm api:update` writes it.

// index.d.mts

import { CodeSource, CodeSource as CodeSource$1, SyntaxNode, SyntaxTree, detectLanguage } from "@coco/syntax";
import { CocoError, CocoErrorOptions, Position } from "@coco/connectorkit";
/** Code could not be matched: no syntax tree, or a pattern that would take too long on it. */
export declare class CodeMatchError extends CocoError {
  static override readonly errorName: string;
}
/** Where in a pattern something is wrong, and what. */
interface PatternErrorOptions extends CocoErrorOptions {
  readonly pattern: string;
  readonly offset: number;
}
/** A pattern breaks the rules of the pattern language. The message shows the place with a caret. */
export declare class PatternError extends CodeMatchError {
  static override readonly errorName: string;
  /** The whole pattern. */
  readonly pattern: string;
  /** Where it is wrong, as `String.prototype.slice` counts. */
  readonly offset: number;
  /** Line of the pattern, from 1. */
  readonly line: number;
  /** Column in that line, in UTF-16 units, from 1. */
  readonly column: number;
  constructor(what: string, options: PatternErrorOptions);
}
/**
 * "cocoindex": patterns mean exactly what they mean in CocoIndex 1.0.26. Without, letters match in either case where the
 * language does not tell them apart, text between tags is matched without the white space around it, what `\{{ … \}}`
 * contains ends within it, and `\{ … \}` takes operators too.
 */
type Compatibility = "cocoindex";
/** A stretch of a source. Offsets are those of `String.prototype.slice`. */
declare class CodeRange {
  readonly tree: SyntaxTree;
  /** Offset of its first character. */
  readonly start: number;
  /** Offset behind its last character. */
  readonly end: number;
  /** Its text. */
  get text(): string;
  /** Where it begins: line, column and bytes. */
  get startPosition(): Position;
  /** The place behind its last character. */
  get endPosition(): Position;
}
/** What a metavariable stands for. A run that took nothing is empty, and stands before what came next. */
declare class Capture extends CodeRange {
  /** The node that it is; undefined for a run of several, or of none. */
  readonly node: SyntaxNode | undefined;
  /** The kind of its node; undefined for a run. */
  get kind(): string | undefined;
}
/** A place that a pattern matches: a node, or neighbouring children of one. */
declare class CodeMatch extends CodeRange {
  /** The node that was matched, or whose children were. */
  readonly node: SyntaxNode;
  /** Whether it is the node as a whole, and not some of its children. */
  readonly whole: boolean;
  /** By name: what the pattern's metavariables stand for. One that did not take part in the match is missing. */
  readonly captures: Readonly<Record<string, Capture>>;
  /** The kind of {@link CodeMatch.node}. */
  get kind(): string;
}
/** What a {@link CodePattern} may be told besides its text. */
interface PatternOptions {
  /** What metavariables begin with: punctuation that the language does not need. Default `\`. */
  readonly sigil?: string | undefined;
  /** Patterns of code that a match must lie in, all of them. Names that they share with the pattern stand for the same. */
  readonly inside?: readonly string[] | undefined;
  /** Patterns of code that a match must not lie in, none of them. */
  readonly notInside?: readonly string[] | undefined;
  /** By name: whether a metavariable may stand for something. Where it may not, other ways to match are tried. */
  readonly where?: Readonly<Record<string, (capture: Capture) => boolean>> | undefined;
  /** "cocoindex": as CocoIndex 1.0.26 matches, not as coco does by default. */
  readonly compatibility?: Compatibility | undefined;
}
/** A pattern, ready to be matched: code with holes in it. Made by {@link compilePattern}. */
declare class CodePattern {
  #private;
  /** As it was written. */
  readonly text: string;
  /** The language's name. */
  readonly language: string;
  /** The metavariables' names, in the order in which they first occur. */
  readonly names: readonly string[];
  readonly options: PatternOptions;
  /**
   * Whether a text has all the words that a match needs. Nothing is parsed. False is certain: there is no match then.
   */
  mightMatch(text: string): boolean;
  /**
   * The words that {@link indexTerms} must have found in a source for the pattern to match there; of each list one is
   * enough. Where there are none, every source may match.
   *
   * @param minLength - the shortest terms that the index has. Default 3.
   */
  requiredTerms(minLength?: number): readonly (readonly string[])[];
  /**
   * All matches in a source: inner ones before those around them, then from left to right. The source is not parsed where
   * {@link CodePattern.mightMatch} is false.
   *
   * @throws CodeMatchError for a source of another language, or one without a syntax tree.
   */
  match(source: CodeSource$1): Promise<CodeMatch[]>;
  /**
   * All matches in a tree of the pattern's language, as {@link CodePattern.match} gives them, and without looking at
   * {@link CodePattern.mightMatch} first.
   */
  matchTree(tree: SyntaxTree): CodeMatch[];
}
/**
 * Reads a pattern and makes it ready. The pattern language is described in the documentation.
 *
 * @param pattern - code with metavariables in it, such as `print(\(ARGS*\))`; write it with `String.raw`.
 * @param language - the name, an alias, or an extension with its dot of a language that has a grammar.
 * @throws PatternError where the pattern breaks the rules; its message shows where.
 *
 * @example
 * const pattern = await compilePattern(String.raw`console.log(\(ARGS*\))`, "typescript");
 * for (const match of await pattern.match(source)) console.log(match.startPosition.line, match.captures.ARGS?.text);
 */
export declare function compilePattern(pattern: string, language: string, options?: PatternOptions): Promise<CodePattern>;
/** How {@link indexTerms} reads a source. */
interface IndexTermsOptions {
  /** Shorter terms are left out. Default 3. A pattern must be asked for terms of the same length. */
  readonly minLength?: number | undefined;
  /** "cocoindex": the terms that CocoIndex 1.0.26 finds. They are not enough to rule a source out with certainty. */
  readonly compatibility?: Compatibility | undefined;
}
/**
 * The words of a source, for an index that tells which sources a pattern may match: all of the words that
 * {@link CodePattern.requiredTerms} lists occur among them, or there is no match. Comments do not count. Without repeats,
 * in lower case where the language does not tell cases apart.
 *
 * @throws CodeMatchError for a source without a syntax tree.
 */
export declare function indexTerms(source: CodeSource$1, options?: IndexTermsOptions): Promise<string[]>;
/** A part of a rendered match. */
interface RenderedSegment {
  /** A line of a scope around the match, or a sign that something is left out; or the match itself. */
  readonly kind: "frame" | "content";
  /** The part of the source that is shown; empty for a sign. */
  readonly source: CodeRange;
  /** What stands for source that is left out, such as "  ...\n"; undefined where source is shown as it is. */
  readonly summary: string | undefined;
  /** Where it stands in the rendered text, as `String.prototype.slice` counts. */
  readonly renderedStart: number;
  readonly renderedEnd: number;
}
/** A match as a reader sees it. */
interface RenderedMatch {
  readonly text: string;
  readonly segments: readonly RenderedSegment[];
}
interface RenderOptions {
  /** "cocoindex": frames only in the languages in which CocoIndex 1.0.26 has them. */
  readonly compatibility?: Compatibility | undefined;
}
/**
 * Shows a match, or another stretch of a source, together with the first lines of the scopes that it stands in: its class, its function, its loop. What
 * is left out is marked with `...`.
 *
 * @example
 * renderMatch(match).text; // "class A:\n    def run(self):\n        ...\nreturn 1"
 */
export declare function renderMatch(match: Pick<CodeRange, "tree" | "start" | "end">, { compatibility }?: RenderOptions): RenderedMatch;
/** How a diff is written. */
interface DiffOptions {
  /** The file's path, in the head of the diff. Default: none, so no head. */
  readonly path?: string | undefined;
  /** Lines that stay which are shown before and behind those that change. Default 3. */
  readonly context?: number | undefined;
}
/** A stretch of a text, and what is to stand there. Offsets are those of `String.prototype.slice`. */
interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
/** What edits of a text do, which go from left to right and do not overlap, as a unified diff; "" of none. */
export declare function unifiedDiff(text: string, edits: readonly TextChange[], { path, context }?: DiffOptions): string;
/** What changes at one place. */
interface Edit extends TextChange {
  /** The match that is replaced; others may be replaced within it. */
  readonly match: CodeMatch;
}
/** A source as it is to be: the edits that make it so, and the text with all of them. Made by `rewrite`. */
declare class Rewriting {
  #private;
  readonly source: CodeSource$1;
  /** What changes, from left to right; none overlaps another. */
  readonly edits: readonly Edit[];
  /**
   * Matches that stay, because a match that overlaps them was replaced and no name of its stands for them, or because a
   * function said so. Another rewriting may replace them.
   */
  readonly skipped: readonly CodeMatch[];
  /** Whether anything changes. */
  get changed(): boolean;
  /** The new text. */
  get text(): string;
  /** What changes, as a unified diff that `git apply` and `patch` take; "" when nothing does. */
  diff(options?: DiffOptions): string;
  /** Parses the new text and rewrites it once more: whether it is sound, and whether it is settled. */
  check(): Promise<RewritingCheck>;
}
/** What came of a rewriting. */
interface RewritingCheck {
  /** Whether rewriting the new text once more changes nothing. */
  readonly idempotent: boolean;
  /** What rewriting the new text once more would do. */
  readonly next: Rewriting;
  /** Places in the new text that break the grammar's rules, where there are more of them than before; else none. */
  readonly syntaxErrors: readonly CodeRange[];
}
/**
 * What comes in place of a match: code with the names of the pattern in it, or a function that gives the final text, and
 * undefined where the match is to stay.
 */
type Replacement = string | ((match: CodeMatch) => string | undefined);
/** What {@link rewrite} may be told besides. */
interface RewriteOptions {
  /** Which matches are to be replaced. Default: all. */
  readonly filter?: ((match: CodeMatch) => boolean) | undefined;
}
/**
 * Replaces what a pattern matches.
 *
 * Where the replacement has the same tokens as the code, that code's white space and comments stay. What names stand for
 * is kept as it is written; if it comes into a line with other indentation, its further lines move with it, except within strings. Lines
 * of the replacement get the indentation of the line that the match begins in. A name that took nothing goes together with
 * the comma beside it. An empty replacement takes the whole line away where nothing else is in it.
 *
 * Of matches that overlap, outer and then left ones are replaced, and also those within what names of theirs stand for.
 *
 * @param replacement - write it with `String.raw`; a name stands as in the pattern, with or without a quantifier.
 * @throws PatternError for a name that the pattern lacks, and as {@link CodePattern.match} does.
 *
 * @example
 * const pattern = await compilePattern(String.raw`assertEquals(\A, \B)`, "typescript");
 * const rewriting = await rewrite(pattern, source, String.raw`expect(\A).toEqual(\B)`);
 * console.log(rewriting.diff({ path: "sum.test.ts" }));
 */
export declare function rewrite(pattern: CodePattern, source: CodeSource$1, replacement: Replacement, { filter }?: RewriteOptions): Promise<Rewriting>;
/** How much a finding matters; what the levels mean is for whoever runs the rules. */
type Severity = "error" | "warning" | "info";
/** Something to be found in code, what to say of it, and how to put it right. */
interface Rule extends Pick<PatternOptions, "sigil" | "inside" | "notInside" | "where"> {
  /** Names it, in reports and in comments that switch it off: letters, digits, `-`, `_`, `.` and `/`. */
  readonly id: string;
  /** The language that it is about, or several. */
  readonly language: string | readonly string[];
  /** What is found. */
  readonly pattern: string;
  /** What is wrong about it. Names of the pattern stand for their code, cut to its first line. */
  readonly message: string;
  /** Default "warning". */
  readonly severity?: Severity | undefined;
  /** What to write in place of it, as `rewrite` takes it. */
  readonly fix?: string | undefined;
  /** Why, at length. */
  readonly note?: string | undefined;
  /** Where to read on. */
  readonly url?: string | undefined;
  /** Only files that one of these patterns matches, in .gitignore syntax. Default: all of the language. */
  readonly files?: readonly string[] | undefined;
  /** No file that one of these matches. */
  readonly exclude?: readonly string[] | undefined;
}
/** A place where code breaks a rule. Plain data: it can be stored and sent. */
interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Where the code begins. */
  readonly start: Position;
  /** The place behind it. */
  readonly end: Position;
  /** The code. */
  readonly text: string;
  /** What the names of the pattern stand for. */
  readonly captures: Readonly<Record<string, string>>;
  /** What would put it right; missing where the rule has no fix, or where that of a finding around it changes this too. */
  readonly fix?: TextChange;
}
/** A rule, ready to be applied. Made by {@link compileRule}. As an argument of a memoized function it is its rule. */
declare class CompiledRule {
  #private;
  readonly rule: Rule;
  readonly id: string;
  readonly severity: Severity;
  /** The names of the languages that it is about. */
  get languages(): readonly string[];
  /** Whether it is about a file of this language, at this path with `/` between its parts. */
  concerns(language: string, path?: string): boolean;
  /**
   * Where code breaks the rule, from top to bottom. None in a source of another language. A comment `coco-match-ignore`, or
   * `coco-match-ignore: id, id`, in the line of the finding or the one above it takes it back.
   */
  check(source: CodeSource$1): Promise<Finding[]>;
  /** The source with the rule's fix at all findings; undefined where it has none, or is not about the language. */
  fix(source: CodeSource$1): Promise<Rewriting | undefined>;
}
/**
 * Makes a rule ready.
 *
 * @throws RuleError for a rule that is not as it should be; what is wrong with a pattern or a fix is its cause.
 *
 * @example
 * const rule = await compileRule({
 *   id: "no-console",
 *   language: ["typescript", "tsx"],
 *   pattern: String.raw`console.log(\(ARGS*\));`,
 *   message: "Use the logger.",
 *   fix: String.raw`logger.info(\(ARGS*\));`,
 * });
 * const findings = await rule.check(new CodeSource(text, "typescript"));
 */
export declare function compileRule(rule: Rule): Promise<CompiledRule>;
/**
 * Reads rules that are written as YAML: a list of rules, or an object with the key `rules`. A pattern that ends with a line
 * break, as a block (`|`) does, is taken without it.
 *
 * @param file - its name, for messages.
 * @throws RuleError that says in which line something is wrong.
 *
 * @example
 * await parseRules(`
 * rules:
 *   - id: no-var
 *     language: [javascript, typescript]
 *     pattern: var \\X = \\Y
 *     message: \\X never changes its scope with let.
 *     fix: let \\X = \\Y
 * `);
 */
export declare function parseRules(text: string, file?: string): Promise<Rule[]>;
/** A rule, or a file of rules, is not as it should be. Codes: `RULE_INVALID`, `RULE_FILE`. */
export declare class RuleError extends CodeMatchError {
  static override readonly errorName: string;
}
/** What became of a source whose findings were fixed. */
interface FixedSource {
  /** The source as it is to be. */
  readonly source: CodeSource$1;
  /** Number of edits that were made. */
  readonly fixed: number;
  /** Ids of rules that would have gone on: their fix is found by them or by each other again. */
  readonly unsettled: readonly string[];
  /** Whether the new text breaks the language's rules in no more places than the old one did. */
  readonly sound: boolean;
}
/** Rules that are applied together. Made by {@link compileRules}. */
declare class RuleSet {
  readonly rules: readonly CompiledRule[];
  /** The rules about a file of this language, at this path with `/` between its parts. */
  about(language: string | undefined, path?: string): CompiledRule[];
  /** Where a source breaks the rules, from top to bottom. It is parsed once, and only if a rule might find something. */
  check(source: CodeSource$1, path?: string): Promise<Finding[]>;
  /** Applies the rules' fixes, one rule after the other, until nothing is left to be fixed. */
  fix(source: CodeSource$1, path?: string): Promise<FixedSource>;
}
/**
 * Makes rules ready.
 * @throws RuleError for a rule that is not as it should be, and for two with one id.
 */
export declare function compileRules(rules: readonly Rule[]): Promise<RuleSet>;
/** Reads files of rules, by their names: YAML (and JSON, which is YAML), or a TypeScript or JavaScript module. */
export declare function loadRules(files: readonly string[]): Promise<RuleSet>;
export { type Capture, type CodeMatch, type CodePattern, type CodeRange, CodeSource, type Compatibility, type CompiledRule, type DiffOptions, type Edit, type Finding, type FixedSource, type IndexTermsOptions, type PatternOptions, type RenderOptions, type RenderedMatch, type RenderedSegment, type Replacement, type RewriteOptions, type Rewriting, type RewritingCheck, type Rule, type RuleSet, type Severity, type TextChange, detectLanguage };
