import type { ColumnDescription } from "@coco/connectorkit";
import { FalkordbError } from "./falkordb-error.ts";

/** Marks what stands in the place of a node that relations end in and that is not declared. */
export const PLACEHOLDER = "CocoPlaceholder";

/** The label of the nodes in which is written down what is the app's: one for each label and type. */
export const NOTE = "CocoTable";

/** A name as Cypher takes it. `checkTable` lets no others pass than those that stand between backticks as they are. */
export function quoted(name: string): string {
  return `\`${name}\``;
}

/**
 * A text in a query.
 * @throws FalkordbError (`FALKORDB_VALUE`) for a NUL, at which the server takes the query to end.
 */
export function textLiteral(text: string): string {
  if (text.includes("\0")) {
    throw new FalkordbError(`FalkorDB holds no text with a NUL in it: ${JSON.stringify(text.slice(0, 100))}`, {
      code: "FALKORDB_VALUE",
      hint: 'Take it out before you declare the row: text.replaceAll("\\0", "").',
    });
  }
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** A number that is one with a fraction, also where that is 0. */
export function floatLiteral(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) >= 1e21) return String(value);
  return `${Object.is(value, -0) ? "-" : ""}${value.toFixed(1)}`;
}

/** `(a:`Person` {`name`: row[0]})`: a node by its key, whose values stand in a row from `start` on. */
export function nodePattern(variable: string, label: string, key: readonly ColumnDescription[], start = 0): string {
  return `(${variable}:${quoted(label)} {${keyMap(key, start)}})`;
}

/** `-[r:`KNOWS` {`since`: row[2]}]->`: a relation by its own key. */
export function relationPattern(
  variable: string,
  type: string,
  key: readonly ColumnDescription[],
  start: number,
): string {
  const own = key.length === 0 ? "" : ` {${keyMap(key, start)}}`;
  return `-[${variable}:${quoted(type)}${own}]->`;
}

/** The columns of a key by name, of a row in which they stand from `start` on. */
export function keyMap(key: readonly ColumnDescription[], start: number): string {
  return key.map(({ name }, index) => `${quoted(name)}: row[${start + index}]`).join(", ");
}
