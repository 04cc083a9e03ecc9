import { type ColumnDescription } from "@coco/connectorkit";
import { type FoundRelation, type NodeLayout, type RelationLayout, type Values } from "@coco/property-graph";
import { PLACEHOLDER, quoted } from "./cypher.ts";
import { decodeValues } from "./decode-value.ts";
import type { Work } from "./transaction.ts";
import type { Neo4jRecord } from "./connection.ts";

/** All declared nodes of a label, record by record as the server gives them. */
export async function* readNodes(work: Work, label: string, { columns }: NodeLayout): AsyncGenerator<Values> {
  const statement = `MATCH (n:${quoted(label)}) WHERE NOT n:${PLACEHOLDER} RETURN ${returned("n", columns, "p")}`;
  for await (const record of records(work, statement)) yield decodeValues(columns, record, "p");
}

/** All relations of a type. */
export async function* readRelations(work: Work, type: string, layout: RelationLayout): AsyncGenerator<FoundRelation> {
  const { columns } = layout;
  for (const from of layout.from) {
    for (const to of layout.to) {
      const pattern = `(a:${quoted(from.label)})-[r:${quoted(type)}]->(b:${quoted(to.label)})`;
      const parts = [returned("a", from.key, "f"), returned("b", to.key, "t"), returned("r", columns, "p")];
      const statement = `MATCH ${pattern} RETURN ${parts.filter((part) => part !== "").join(", ")}`;
      for await (const record of records(work, statement)) {
        yield {
          from: { label: from.label, key: decodeValues(from.key, record, "f") },
          to: { label: to.label, key: decodeValues(to.key, record, "t") },
          values: decodeValues(columns, record, "p"),
        };
      }
    }
  }
}

function returned(variable: string, columns: readonly ColumnDescription[], prefix: string): string {
  return columns.map(({ name }, index) => `${variable}.${quoted(name)} AS ${prefix}${index}`).join(", ");
}

async function* records(work: Work, statement: string): AsyncGenerator<Neo4jRecord> {
  const { database, driver } = work.connection;
  const session = driver.session(database === undefined ? {} : { database });
  try {
    yield* session.run(statement);
  } finally {
    await session.close();
  }
}
