import {
  type EndLayout,
  type GraphChanges,
  keyColumns,
  type NodeDeletions,
  type NodeWrites,
  type RelationDeletions,
  type RelationWrites,
  type Values,
} from "@coco/property-graph";
import { keyMap, nodePattern, PLACEHOLDER, relationPattern } from "./cypher.ts";
import { encodeKey, encodeValues, setText } from "./encode-value.ts";

/** A part of a query that works on rows of its own. */
interface Part {
  readonly rows: readonly (readonly string[])[];
  readonly text: string;
}

/**
 * One query that makes all changes: the server does a query as a whole or not at all, and several are several. `undefined` where there is nothing to do.
 */
export function changesQuery(changes: GraphChanges): string | undefined {
  const parts = [
    ...changes.nodes.map(writeNodes),
    ...changes.relations.map(writeRelations),
    ...changes.deletedRelations.map(deleteRelations),
    ...changes.deletedNodes.flatMap(deleteNodes),
    ...changes.deletedRelations.flatMap(({ from, rows, to }) => [
      removePlaceholders(
        from,
        rows.map((row) => row.from),
      ),
      removePlaceholders(
        to,
        rows.map((row) => row.to),
      ),
    ]),
  ];
  if (parts.length === 0) return undefined;
  const bound = parts.map(({ rows }, index) => `p${index}=[${rows.map((row) => `[${row.join(",")}]`).join(",")}]`);
  const texts = parts.map(({ text }, index) => `UNWIND $p${index} AS row ${text}`);
  return `CYPHER ${bound.join(" ")} ${texts.join(" WITH count(*) AS done ")} RETURN count(*) AS done`;
}

function writeNodes({ label, layout, rows }: NodeWrites): Part {
  const key = keyColumns(layout);
  const others = layout.columns.filter(({ name }) => !layout.primaryKey.includes(name));
  return {
    rows: rows.map((row) => [...encodeKey(key, row), ...encodeValues(others, row)]),
    text: `MERGE ${nodePattern("n", label, key)}${setText("n", others, key.length)} REMOVE n:${PLACEHOLDER}`,
  };
}

function writeRelations({ from, layout, rows, to, type }: RelationWrites): Part {
  const key = keyColumns(layout);
  const others = layout.columns.filter(({ name }) => !layout.primaryKey.includes(name));
  const start = from.key.length + to.key.length;
  const ends = [
    `MERGE ${nodePattern("a", from.label, from.key)} ON CREATE SET a:${PLACEHOLDER}`,
    `MERGE ${nodePattern("b", to.label, to.key, from.key.length)} ON CREATE SET b:${PLACEHOLDER}`,
  ];
  return {
    rows: rows.map((row) => [
      ...encodeKey(from.key, row.from),
      ...encodeKey(to.key, row.to),
      ...encodeValues([...key, ...others], row.values),
    ]),
    text: `${ends.join(" ")} MERGE (a)${relationPattern("r", type, key, start)}(b)${setText("r", others, start + key.length)}`,
  };
}

function deleteRelations({ from, layout, rows, to, type }: RelationDeletions): Part {
  const key = keyColumns(layout);
  const [a, b] = [nodePattern("a", from.label, from.key), nodePattern("b", to.label, to.key, from.key.length)];
  const start = from.key.length + to.key.length;
  return {
    rows: rows.map((row) => [
      ...encodeKey(from.key, row.from),
      ...encodeKey(to.key, row.to),
      ...encodeValues(key, row.values),
    ]),
    // Both ends first: from one end all that lead away from it would be looked at, for each row.
    text: `MATCH ${a} MATCH ${b} WITH row, a, b MATCH (a)${relationPattern("r", type, key, start)}(b) DELETE r`,
  };
}

/** A node that relations end in keeps their place, with its key alone. */
function deleteNodes({ keys, label, layout }: NodeDeletions): readonly Part[] {
  const key = keyColumns(layout);
  const rows = keys.map((values) => encodeValues(key, values));
  const found = `MATCH ${nodePattern("n", label, key)} WHERE NOT n:${PLACEHOLDER}`;
  return [
    { rows, text: `${found} AND NOT (n)--() DELETE n` },
    { rows, text: `${found} SET n = {${keyMap(key, 0)}} SET n:${PLACEHOLDER}` },
  ];
}

function removePlaceholders({ key, label }: EndLayout, ends: readonly Values[]): Part {
  const rows = [...new Map(ends.map((values) => encodeValues(key, values)).map((row) => [row.join(), row])).values()];
  return { rows, text: `MATCH ${nodePattern("n", label, key)} WHERE n:${PLACEHOLDER} AND NOT (n)--() DELETE n` };
}
