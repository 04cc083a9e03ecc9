import { findLanguage, type CodeSource } from "@coco/syntax";
import { patternMatcher, registerMemoKey } from "@coco/connectorkit";
import { type CodePattern, compilePattern } from "../code-pattern.ts";
import type { CodeMatch } from "../result/code-match.ts";
import { rewriteMatches, rewrite } from "../rewrite/rewrite.ts";
import type { Rewriting } from "../rewrite/rewriting.ts";
import { readTemplate, type Template } from "../rewrite/template.ts";
import { checkRule, ruleError } from "./check-rule.ts";
import type { Finding } from "./finding.ts";
import { ignoredLines } from "./ignored-lines.ts";
import type { Rule, Severity } from "./rule.ts";

/** Characters of code that are shown in a message. */
const SHOWN = 80;

/** A rule, ready to be applied. Made by {@link compileRule}. As an argument of a memoized function it is its rule. */
export class CompiledRule {
  readonly rule: Rule;
  readonly id: string;
  readonly severity: Severity;
  readonly #patterns: ReadonlyMap<string, CodePattern>;
  readonly #message: Template;
  readonly #concerns: (path: string) => boolean;

  /** @internal */
  constructor(rule: Rule, patterns: ReadonlyMap<string, CodePattern>, message: Template) {
    this.rule = rule;
    this.id = rule.id;
    this.severity = rule.severity ?? "warning";
    this.#patterns = patterns;
    this.#message = message;
    const { files: include, exclude } = rule;
    const matcher = include === undefined && exclude === undefined ? undefined : patternMatcher({ include, exclude });
    this.#concerns = (path) => matcher?.matches(path) !== false;
  }

  /** The names of the languages that it is about. */
  get languages(): readonly string[] {
    return [...this.#patterns.keys()];
  }

  /** Whether it is about a file of this language, at this path with `/` between its parts. */
  concerns(language: string, path?: string): boolean {
    return this.#patterns.has(language) && (path === undefined || this.#concerns(path));
  }

  /**
   * Where code breaks the rule, from top to bottom. None in a source of another language. A comment `coco-match-ignore`, or
   * `coco-match-ignore: id, id`, in the line of the finding or the one above it takes it back.
   */
  async check(source: CodeSource): Promise<Finding[]> {
    const pattern = this.#patterns.get(source.language ?? "");
    if (pattern === undefined) return [];
    const matches = await this.#matches(pattern, source);
    const { fix } = this.rule;
    const fixes = fix === undefined ? [] : rewriteMatches(pattern, source, matches, fix).edits;
    const fixOf = new Map(fixes.map((edit) => [edit.match, { start: edit.start, end: edit.end, text: edit.text }]));
    return matches.map((match) => {
      const known = fixOf.get(match);
      return {
        rule: this.id,
        severity: this.severity,
        message: this.#messageOf(match),
        start: match.startPosition,
        end: match.endPosition,
        text: match.text,
        captures: Object.fromEntries(Object.entries(match.captures).map(([name, { text }]) => [name, text])),
        ...(known === undefined ? {} : { fix: known }),
      };
    });
  }

  /** The source with the rule's fix at all findings; undefined where it has none, or is not about the language. */
  async fix(source: CodeSource): Promise<Rewriting | undefined> {
    const pattern = this.#patterns.get(source.language ?? "");
    const { fix } = this.rule;
    if (pattern === undefined || fix === undefined) return undefined;
    if (!pattern.mightMatch(source.text)) return rewriteMatches(pattern, source, [], fix);
    const ignored = ignoredLines(source.text, this.id);
    return rewrite(pattern, source, fix, { filter: (match) => !ignored.has(match.startPosition.line) });
  }

  /** Without those that a comment takes back, each place once. */
  async #matches(pattern: CodePattern, source: CodeSource): Promise<CodeMatch[]> {
    const matches = await pattern.match(source);
    if (matches.length === 0) return matches;
    const ignored = ignoredLines(source.text, this.id);
    const places = new Set<string>();
    return matches
      .toSorted((one, other) => one.start - other.start || other.end - one.end)
      .filter(({ start, end }) => {
        const place = `${start} ${end}`;
        return !places.has(place) && places.add(place);
      })
      .filter((match) => !ignored.has(match.startPosition.line));
  }

  #messageOf({ captures }: CodeMatch): string {
    return this.#message.pieces
      .map((piece) => (piece.type === "text" ? piece.text : shortened(captures[piece.name]?.text ?? "")))
      .join("");
  }
}

registerMemoKey(CompiledRule, ({ rule }) => rule);

function shortened(text: string): string {
  const [line = ""] = text.split(/\r\n|\r|\n/);
  return line.length > SHOWN || line.length < text.length ? `${line.slice(0, SHOWN)}…` : line;
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
export async function compileRule(rule: Rule): Promise<CompiledRule> {
  const { id, language, pattern, message, fix, sigil = "\\", inside, notInside, where } = checkRule(rule);
  const patterns = new Map<string, CodePattern>();
  let template: Template | undefined;
  for (const name of typeof language === "string" ? [language] : language) {
    const known = findLanguage(name);
    if (known?.hasGrammar !== true)
      throw ruleError(rule, id, `there is no grammar of the language ${JSON.stringify(name)}.`);
    try {
      const compiled = await compilePattern(pattern, known.name, { sigil, inside, notInside, where });
      const context = { text: compiled.text, names: compiled.names, language: compiled.language, sigil };
      template = readTemplate(message, { ...context, text: "" });
      if (fix !== undefined) readTemplate(fix, context);
      patterns.set(known.name, compiled);
    } catch (error) {
      throw ruleError(rule, id, error instanceof Error ? error.message : String(error), hintOf(error), error);
    }
  }
  try {
    return new CompiledRule(rule, patterns, template as Template);
  } catch (error) {
    throw ruleError(rule, id, error instanceof Error ? error.message : String(error), hintOf(error), error);
  }
}

function hintOf(error: unknown): string | undefined {
  return error instanceof Error && "hint" in error && typeof error.hint === "string" ? error.hint : undefined;
}
