import { RuleError } from "./rule-error.ts";
import type { Rule } from "./rule.ts";

/** Where a rule was read: the file and the line. */
const origins = new WeakMap<object, string>();

export function setOrigin(rule: object, origin: string): void {
  origins.set(rule, origin);
}

/** An error about a rule, that says where it stands. */
export function ruleError(rule: object, id: unknown, what: string, hint?: string, cause?: unknown): RuleError {
  const origin = origins.get(rule);
  const named = typeof id === "string" && id !== "" ? `the rule ${id}` : "a rule without an id";
  return new RuleError(`${origin === undefined ? "" : `${origin}: `}${named}: ${what}`, {
    code: "RULE_INVALID",
    hint,
    cause,
  });
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string" && value.trim() !== "";
const isAnyText: Check = (value) => typeof value === "string";
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);

/** What each key of a rule must be, in words. */
const KEYS: Readonly<Record<keyof Rule, readonly [what: string, check: Check]>> = {
  id: ["letters, digits, -, _, . or /", (value) => typeof value === "string" && /^[\w./-]+$/.test(value)],
  language: [
    "a language, or a list of languages",
    (value) => isText(value) || (isTexts(value) && (value as unknown[]).length > 0),
  ],
  pattern: ["code", isText],
  message: ["a text", isText],
  severity: ["error, warning or info", (value) => value === "error" || value === "warning" || value === "info"],
  fix: ["code, or an empty text", isAnyText],
  note: ["a text", isText],
  url: ["a text", isText],
  sigil: ["punctuation", isText],
  inside: ["a list of patterns", isTexts],
  notInside: ["a list of patterns", isTexts],
  where: [
    "functions by the names of the pattern, which only rules in TypeScript can have",
    (value) =>
      typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "function"),
  ],
  files: ["a list of patterns of paths", isTexts],
  exclude: ["a list of patterns of paths", isTexts],
};
const REQUIRED = ["id", "language", "pattern", "message"] as const;

/** The value as a rule. @throws RuleError that says which key is wrong. */
export function checkRule(value: unknown): Rule {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RuleError(`A rule is an object with ${REQUIRED.join(", ")}; there is ${JSON.stringify(value)}.`, {
      code: "RULE_INVALID",
    });
  const rule = value as Readonly<Record<string, unknown>>;
  const { id } = rule;
  for (const key of REQUIRED) if (rule[key] === undefined) throw ruleError(rule, id, `${key} is missing.`);
  for (const [key, given] of Object.entries(rule)) {
    if (given === undefined) continue;
    if (!Object.hasOwn(KEYS, key))
      throw ruleError(
        rule,
        id,
        `there is no key ${JSON.stringify(key)}.`,
        `A rule may have ${Object.keys(KEYS).join(", ")}.`,
      );
    const [what, check] = KEYS[key as keyof Rule];
    if (!check(given)) throw ruleError(rule, id, `${key} must be ${what}; it is ${shown(given)}.`);
  }
  return value as Rule;
}

function shown(value: unknown): string {
  return typeof value === "function" ? "a function" : (JSON.stringify(value) ?? String(value));
}
