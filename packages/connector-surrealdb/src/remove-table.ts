import type { SurrealClient } from "./client.ts";
import type { FoundDatabase, FoundTable } from "./found-table.ts";
import { quoted } from "./identifiers.ts";
import { analyzersOf } from "./index-names.ts";
import { runQuery, runTransaction } from "./run-query.ts";

/** How many relations go at once. */
const PAGE = 5_000;

/** Removes a table with its records, its indexes and what these need. */
export async function removeTable(
  client: SurrealClient,
  { kind, name }: FoundTable,
  database: FoundDatabase,
): Promise<void> {
  // With the table alone, what leads to its relations would stay in the nodes at their ends.
  if (kind.kind === "RELATION") await deleteAll(client, name);
  await runTransaction(client, [
    `REMOVE TABLE IF EXISTS ${quoted(name)}`,
    ...analyzersOf(name, database).map((analyzer) => `REMOVE ANALYZER IF EXISTS ${quoted(analyzer)}`),
  ]);
}

async function deleteAll(client: SurrealClient, name: string): Promise<void> {
  for (;;) {
    const [, , deleted] = await runQuery(
      client,
      `LET $page = (SELECT VALUE id FROM ${quoted(name)} LIMIT ${PAGE}); DELETE $page RETURN NONE; RETURN array::len($page)`,
    );
    if (deleted !== PAGE) return;
  }
}
