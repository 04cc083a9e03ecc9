import type { FoundOwner, GraphStore } from "@coco/property-graph";
import { awaitIndexes, changeIndexes } from "./change-indexes.ts";
import { changeTable } from "./change-table.ts";
import { checkTable } from "./check-table.ts";
import { falkordbError } from "./classify-error.ts";
import type { FalkordbGraph } from "./client.ts";
import { checkIndex } from "./index-options.ts";
import { hasEntries, readNote } from "./note.ts";
import { readNodes, readRelations } from "./read-graph.ts";
import { changesQuery } from "./write-changes.ts";

/** FalkorDB as a property graph. */
export const store: GraphStore<FalkordbGraph> = {
  name: "falkordb",
  checkTable,
  checkIndex,
  changeTable,
  async findOwners({ connection }, tables) {
    const found: FoundOwner[] = [];
    for (const table of tables) {
      const { mark } = await readNote(connection, table);
      found.push(mark === undefined ? { isThere: await hasEntries(connection, table) } : { mark, isThere: true });
    }
    return found;
  },
  async write({ connection }, changes) {
    const query = changesQuery(changes);
    if (query !== undefined) await connection.query(query);
  },
  changeIndexes,
  settle: awaitIndexes,
  readNodes: ({ connection }, label, layout) => readNodes(connection, label, layout),
  readRelations: ({ connection }, type, layout) => readRelations(connection, type, layout),
  errorOf: falkordbError,
};
