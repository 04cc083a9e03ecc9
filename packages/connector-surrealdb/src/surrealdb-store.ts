import { type GraphStore, type GraphTable, tableText } from "@coco/property-graph";
import { changeIndexes } from "./change-indexes.ts";
import { isMissingTable, surrealdbError } from "./classify-error.ts";
import type { SurrealClient } from "./client.ts";
import { ensureTable } from "./ensure-table.ts";
import { findDatabase } from "./found-table.ts";
import { checkIndex } from "./index-definition.ts";
import { loadLibrary } from "./library.ts";
import { markIn } from "./owner-mark.ts";
import { readNodes, readRelations } from "./read-graph.ts";
import { removeTable } from "./remove-table.ts";
import { runTransaction } from "./run-query.ts";
import { SurrealdbError } from "./surrealdb-error.ts";
import { verifyTable } from "./table-fit.ts";
import { changeStatements } from "./write-changes.ts";

/** SurrealDB as a property graph: a table for each label and type, a record for each node and relation. */
export const surrealdbStore: GraphStore<SurrealClient> = {
  name: "surrealdb",
  checkTable,
  checkIndex,
  async changeTable({ connection }, change) {
    if (change.change === "verify") return verifyTable(connection, change.table);
    if (change.change === "ensure") return ensureTable(connection, change);
    const database = await findDatabase(connection);
    const found = database.tables.find(({ name }) => name === change.table.name);
    const mark = markIn(found?.comment);
    // Whatever stands there now is not what was tracked, and may be someone's data.
    if (found === undefined || mark === undefined || !change.knownMarks.includes(mark)) return;
    return removeTable(connection, found, database);
  },
  async findOwners({ connection }, tables) {
    const database = await findDatabase(connection);
    return tables.map(({ name }) => {
      const found = database.tables.find((table) => table.name === name);
      const mark = markIn(found?.comment);
      return { isThere: found !== undefined, ...(mark === undefined ? {} : { mark }) };
    });
  },
  async write({ connection }, changes) {
    const library = await loadLibrary();
    const write = async (what: typeof changes): Promise<void> => {
      const { bindings, texts } = changeStatements(library, what);
      await runTransaction(connection, texts, bindings);
    };
    try {
      await write(changes);
    } catch (error) {
      if (!isMissingTable(error)) throw error;
      // What is to go from a table that is gone is gone.
      const { tables } = await findDatabase(connection);
      const isThere = (name: string): boolean => tables.some((table) => table.name === name);
      await write({
        ...changes,
        deletedRelations: changes.deletedRelations.filter(({ type }) => isThere(type)),
        deletedNodes: changes.deletedNodes.filter(({ label }) => isThere(label)),
      });
    }
  },
  changeIndexes: ({ connection }, changes) => changeIndexes(connection, changes),
  readNodes: ({ connection }, label, layout) => readNodes(connection, label, layout),
  readRelations: ({ connection }, type, layout) => readRelations(connection, type, layout),
  errorOf: surrealdbError,
};

function checkTable(table: GraphTable): void {
  const names = [table.name, ...table.layout.columns.map(({ name }) => name)];
  const wrong = names.find((name) => name.includes("\0"));
  if (wrong === undefined) return;
  throw new SurrealdbError(`The ${tableText(table)} have a name with a NUL in it: ${JSON.stringify(wrong)}.`, {
    code: "SURREALDB_NAME",
    hint: "Choose another name.",
  });
}
