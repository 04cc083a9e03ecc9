import type { Grammar } from "@coco/syntax";
import { PatternError } from "../code-match-error.ts";
import type { ParsedPattern, Sequence } from "./item.ts";

/** Refuses kinds of nodes that the grammar does not make. */
export function checkKinds({ sequence, conditions }: ParsedPattern, grammar: Grammar, pattern: string): void {
  const kinds = new Set(grammar.kinds.filter(({ named }) => named).map(({ name }) => name));
  const visit = ({ items }: Sequence): void => {
    for (const item of items) {
      if (item.type !== "node") continue;
      for (const constraint of item.constraints) {
        if (constraint.type === "whole") constraint.alternatives.forEach(visit);
        if (constraint.type === "contains") visit(constraint.body);
        if (constraint.type !== "kind") continue;
        const unknown = constraint.kinds.find((kind) => kind !== "ERROR" && !kinds.has(kind));
        if (unknown === undefined) continue;
        throw new PatternError(`${grammar.language} has no nodes of the kind ${JSON.stringify(unknown)}.`, {
          code: "PATTERN_KIND_UNKNOWN",
          hint: hintFor(unknown, kinds),
          pattern,
          offset: constraint.offset,
        });
      }
    }
  };
  visit(sequence);
  for (const { body } of conditions) visit(body);
}

function hintFor(unknown: string, kinds: ReadonlySet<string>): string {
  const [word = ""] = unknown.split("_");
  const similar = [...kinds].filter((kind) => !kind.startsWith("_") && word !== "" && kind.includes(word)).slice(0, 8);
  if (similar.length > 0) return `Similar ones: ${similar.join(", ")}. A regular expression stands between slashes.`;
  return "A regular expression stands between slashes: \\(NAME:/regex/\\).";
}
