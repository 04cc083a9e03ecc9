import type { Node, YAMLMap } from "yaml";
import { checkRule, setOrigin } from "./check-rule.ts";
import { RuleError } from "./rule-error.ts";
import type { Rule } from "./rule.ts";

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
export async function parseRules(text: string, file = "rules"): Promise<Rule[]> {
  // Loaded here, since whoever only matches has no use for it.
  const { isMap, isSeq, LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const place = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined)
    throw new RuleError(`${place(problem.pos[0])}: ${problem.message.split("\n", 1)[0]?.replace(/:$/, "") ?? ""}`, {
      code: "RULE_FILE",
      hint: "A text with `: ` or ` #` in it, or that begins with punctuation, needs a block (|) or single quotes.",
      cause: problem,
    });
  const { contents } = document;
  const list = isMap(contents) ? contents.get("rules", true) : contents;
  const others = isMap(contents) ? keysOf(contents).filter((key) => key !== "rules") : [];
  if (!isSeq(list) || others.length > 0)
    throw new RuleError(
      `${file}: rules are a list, or an object with the key rules${others.length > 0 ? ` alone; there is ${others.join(", ")} too` : ""}.`,
      { code: "RULE_FILE" },
    );
  return list.items.map((item) => {
    const node = item as Node;
    const value: unknown = node.toJS(document);
    if (typeof value === "object" && value !== null) {
      setOrigin(value, place(node.range?.[0] ?? 0));
      withoutLastBreaks(value as Record<string, unknown>);
    }
    return checkRule(value);
  });
}

function keysOf(map: YAMLMap): string[] {
  return map.items.map(({ key }) => String(key));
}

function withoutLastBreaks(rule: Record<string, unknown>): void {
  for (const key of ["pattern", "fix", "message", "note"]) {
    const value = rule[key];
    if (typeof value === "string") rule[key] = value.replace(/\n$/, "");
  }
}
