import type { GraphTable } from "@coco/property-graph";

/** A name as it stands in SurrealQL. */
export function quoted(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

/** A text as it stands in SurrealQL. */
export function textLiteral(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\0", "\\u{0}")}"`;
}

const reserved: Readonly<Record<GraphTable["kind"], RegExp>> = {
  nodes: /^_*id$/,
  relations: /^_*(?:id|in|out)$/,
};

/**
 * The field that holds a column. A record's own `id`, and a relation's `in` and `out`, are SurrealDB's: a column of that name is held beside it, with an
 * underscore before it. Stands in databases: never changed.
 */
export function fieldOf(kind: GraphTable["kind"], column: string): string {
  return reserved[kind].test(column) ? `_${column}` : column;
}
