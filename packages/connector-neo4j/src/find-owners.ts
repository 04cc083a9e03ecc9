import type { FoundOwner, TableName } from "@coco/property-graph";
import { hasEntries, MARKED, markOf } from "./found-schema.ts";
import { type Work, withSession } from "./transaction.ts";

/** The marks of labels and types, by one statement for all; where there is none, whether there is a node or relation. */
export async function findOwners(work: Work, tables: readonly TableName[]): Promise<readonly FoundOwner[]> {
  return withSession(work, async (session) => {
    const { records } = await session.run(
      `SHOW INDEXES YIELD name, entityType, labelsOrTypes WHERE name STARTS WITH $marked
        RETURN name, entityType = "NODE" AS ofNodes, labelsOrTypes[0] AS on`,
      { marked: MARKED },
    );
    const found: FoundOwner[] = [];
    for (const { kind, name } of tables) {
      const record = records.find((one) => one.get("on") === name && one.get("ofNodes") === (kind === "nodes"));
      const mark = record === undefined ? undefined : markOf({ name: record.get("name") as string });
      if (mark !== undefined) found.push({ mark, isThere: true });
      else found.push({ isThere: await hasEntries(session, { kind, name }) });
    }
    return found;
  });
}
