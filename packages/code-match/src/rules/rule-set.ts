import { CodeSource } from "@coco/syntax";
import type { CompiledRule } from "./compiled-rule.ts";
import { compileRule } from "./compiled-rule.ts";
import { setOrigin } from "./check-rule.ts";
import type { Finding } from "./finding.ts";
import { parseRules } from "./parse-rules.ts";
import { newErrors } from "../rewrite/check-rewriting.ts";
import { RuleError } from "./rule-error.ts";
import type { Rule } from "./rule.ts";

/** Rounds of fixing, since what one rule writes another may find. */
const ROUNDS = 10;

/** What became of a source whose findings were fixed. */
export interface FixedSource {
  /** The source as it is to be. */
  readonly source: CodeSource;
  /** Number of edits that were made. */
  readonly fixed: number;
  /** Ids of rules that would have gone on: their fix is found by them or by each other again. */
  readonly unsettled: readonly string[];
  /** Whether the new text breaks the language's rules in no more places than the old one did. */
  readonly sound: boolean;
}

/** Rules that are applied together. Made by {@link compileRules}. */
export class RuleSet {
  readonly rules: readonly CompiledRule[];

  /** @internal */
  constructor(rules: readonly CompiledRule[]) {
    this.rules = rules;
  }

  /** The rules about a file of this language, at this path with `/` between its parts. */
  about(language: string | undefined, path?: string): CompiledRule[] {
    return language === undefined ? [] : this.rules.filter((rule) => rule.concerns(language, path));
  }

  /** Where a source breaks the rules, from top to bottom. It is parsed once, and only if a rule might find something. */
  async check(source: CodeSource, path?: string): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const rule of this.about(source.language, path)) findings.push(...(await rule.check(source)));
    return findings.sort((one, other) => one.start.charOffset - other.start.charOffset);
  }

  /** Applies the rules' fixes, one rule after the other, until nothing is left to be fixed. */
  async fix(source: CodeSource, path?: string): Promise<FixedSource> {
    const rules = this.about(source.language, path).filter(({ rule }) => rule.fix !== undefined);
    let current = source;
    let fixed = 0;
    let unsettled: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      unsettled = [];
      for (const rule of rules) {
        const rewriting = await rule.fix(current);
        if (rewriting === undefined || !rewriting.changed) continue;
        unsettled.push(rule.id);
        fixed += rewriting.edits.length;
        current = new CodeSource(rewriting.text, source.language);
      }
      if (unsettled.length === 0) break;
    }
    const sound = fixed === 0 || (await newErrors(source, current)).length === 0;
    return { source: current, fixed, unsettled, sound };
  }
}

/**
 * Makes rules ready.
 * @throws RuleError for a rule that is not as it should be, and for two with one id.
 */
export async function compileRules(rules: readonly Rule[]): Promise<RuleSet> {
  const known = new Set<string>();
  const compiled: CompiledRule[] = [];
  for (const rule of rules) {
    const one = await compileRule(rule);
    if (known.has(one.id))
      throw new RuleError(`There are two rules with the id ${one.id}.`, {
        code: "RULE_INVALID",
        hint: "An id names one rule, in reports and in comments that switch it off.",
      });
    known.add(one.id);
    compiled.push(one);
  }
  return new RuleSet(compiled);
}

/** Reads files of rules, by their names: YAML (and JSON, which is YAML), or a TypeScript or JavaScript module. */
export async function loadRules(files: readonly string[]): Promise<RuleSet> {
  const rules: Rule[] = [];
  for (const file of files) rules.push(...(await readRuleFile(file)));
  return compileRules(rules);
}

async function readRuleFile(file: string): Promise<Rule[]> {
  if (!/\.[cm]?[jt]s$/.test(file)) {
    const { readFile } = await import("node:fs/promises");
    const text = await readFile(file, "utf8").catch((error: unknown) => {
      throw unreadable(file, error);
    });
    return parseRules(text, file);
  }
  const [{ resolve }, { pathToFileURL }] = await Promise.all([import("node:path"), import("node:url")]);
  const module = (await import(pathToFileURL(resolve(file)).href).catch((error: unknown) => {
    throw unreadable(file, error);
  })) as { readonly rules?: unknown };
  if (!Array.isArray(module.rules))
    throw new RuleError(`${file} exports no rules.`, {
      code: "RULE_FILE",
      hint: "Write: export const rules: Rule[] = [ … ];",
    });
  return module.rules.map((rule: unknown) => {
    if (typeof rule === "object" && rule !== null) setOrigin(rule, file);
    return rule as Rule;
  });
}

function unreadable(file: string, cause: unknown): RuleError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new RuleError(`The rules in ${file} cannot be read: ${why}`, { code: "RULE_FILE", cause });
}
