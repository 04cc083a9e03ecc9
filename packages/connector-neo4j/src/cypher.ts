import type { ColumnDescription } from "@coco/connectorkit";

/** Marks what stands in the place of a node that relations end in and that is not declared. */
export const PLACEHOLDER = "CocoPlaceholder";

/**
 * A name as Cypher takes it, whatever it holds. The server turns `\u0060` into a backtick before it reads a statement, so a backslash is written
 * in that way too.
 */
export function quoted(name: string): string {
  return `\`${name.replaceAll("\\", "\\u005C").replaceAll("`", "``")}\``;
}

/** `(a:`Person` {`name`: row.f[0]})`: a node by its key, whose values stand in a list. */
export function nodePattern(variable: string, label: string, key: readonly ColumnDescription[], list: string): string {
  return `(${variable}:${quoted(label)} {${keyMap(key, list)}})`;
}

/** `-[r:`KNOWS` {`since`: row.k[0]}]->`: a relation by its own key. */
export function relationPattern(
  variable: string,
  type: string,
  key: readonly ColumnDescription[],
  list: string,
): string {
  const own = key.length === 0 ? "" : ` {${keyMap(key, list)}}`;
  return `-[${variable}:${quoted(type)}${own}]->`;
}

function keyMap(key: readonly ColumnDescription[], list: string): string {
  return key.map(({ name }, index) => `${quoted(name)}: ${list}[${index}]`).join(", ");
}
