import type { Connection } from "../connect.ts";
import type { Neo4jRecord } from "../connection.ts";

/** Asks the graph past the connector. */
export async function ask(
  { driver }: Connection,
  statement: string,
  parameters: Record<string, unknown> = {},
): Promise<readonly Neo4jRecord[]> {
  const session = driver.session();
  try {
    return (await session.run(statement, parameters)).records;
  } finally {
    await session.close();
  }
}

/** Everything goes: nodes, relations, constraints and indexes. */
export async function emptyGraph(connection: Connection): Promise<void> {
  await ask(connection, "MATCH (n) DETACH DELETE n");
  for (const found of await ask(connection, "SHOW CONSTRAINTS YIELD name")) {
    await ask(connection, `DROP CONSTRAINT \`${String(found.get("name")).replaceAll("`", "``")}\``);
  }
  for (const found of await ask(connection, "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'")) {
    await ask(connection, `DROP INDEX \`${String(found.get("name")).replaceAll("`", "``")}\``);
  }
}
