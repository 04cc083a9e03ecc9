import type { ColumnDescription } from "@coco/connectorkit";
import type { FoundRelation, NodeLayout, RelationLayout, Values } from "@coco/property-graph";
import { ask, type FalkordbGraph } from "./client.ts";
import { PLACEHOLDER, quoted } from "./cypher.ts";
import { decodeValue, returned } from "./decode-value.ts";

/** How many are asked for at once: an answer stands in memory as a whole. */
const PAGE = 5_000;

type Row = Readonly<Record<string, unknown>>;

/** All declared nodes of a label. */
export async function* readNodes(graph: FalkordbGraph, label: string, { columns }: NodeLayout): AsyncGenerator<Values> {
  const match = `MATCH (n:${quoted(label)}) WHERE NOT n:${PLACEHOLDER}`;
  for await (const row of pages(graph, match, "n", named("n", columns, "p"))) yield decoded(columns, row, "p");
}

/** All relations of a type. */
export async function* readRelations(
  graph: FalkordbGraph,
  type: string,
  layout: RelationLayout,
): AsyncGenerator<FoundRelation> {
  const { columns } = layout;
  for (const from of layout.from) {
    for (const to of layout.to) {
      const match = `MATCH (a:${quoted(from.label)})-[r:${quoted(type)}]->(b:${quoted(to.label)})`;
      const parts = [...named("a", from.key, "f"), ...named("b", to.key, "t"), ...named("r", columns, "p")];
      for await (const row of pages(graph, match, "r", parts)) {
        yield {
          from: { label: from.label, key: decoded(from.key, row, "f") },
          to: { label: to.label, key: decoded(to.key, row, "t") },
          values: decoded(columns, row, "p"),
        };
      }
    }
  }
}

function named(variable: string, columns: readonly ColumnDescription[], prefix: string): readonly string[] {
  return columns.map((column, index) => `${returned(variable, column)} AS ${prefix}${index}`);
}

function decoded(columns: readonly ColumnDescription[], row: Row, prefix: string): Values {
  return Object.fromEntries(
    columns.map(({ name, type }, index) => [name, decodeValue(type, row[`${prefix}${index}`])]),
  );
}

/** By the server's own numbers, in their order. */
async function* pages(
  graph: FalkordbGraph,
  match: string,
  variable: string,
  parts: readonly string[],
): AsyncGenerator<Row> {
  for (let after = -1; ; ) {
    const more = `${match.includes(" WHERE ") ? " AND" : " WHERE"} id(${variable}) > ${after}`;
    const returns = [`id(${variable}) AS number`, ...parts].join(", ");
    const rows = await ask<Row>(graph, `${match}${more} RETURN ${returns} ORDER BY number LIMIT ${PAGE}`);
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.["number"] as number;
  }
}
