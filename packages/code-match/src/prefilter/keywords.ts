import type { Grammar } from "@coco/syntax";

const known = new WeakMap<Grammar, ReadonlySet<string>>();

/** What a language reserves, and its operators: the tokens that have no name in its grammar. */
export function keywordsOf(grammar: Grammar): ReadonlySet<string> {
  let keywords = known.get(grammar);
  if (keywords === undefined) {
    keywords = new Set(grammar.kinds.filter(({ named }) => !named).map(({ name }) => name));
    known.set(grammar, keywords);
  }
  return keywords;
}
