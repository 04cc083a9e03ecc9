import { alterTable } from "./alter-table.ts";
import type { SqliteClient } from "./connection.ts";
import { createTable } from "./create-table.ts";
import { fileOf } from "./database-file.ts";
import { type FoundTable, findTable } from "./found-table.ts";
import { quoteName } from "./identifiers.ts";
import { dropIndexTables } from "./index-objects.ts";
import { readOwnerMark, writeOwnerMark } from "./owner-mark.ts";
import type { TableAction } from "./table-action.ts";
import { cannotAdopt, foundNotMade, goneOutside } from "./table-errors.ts";

type Ensure = Extract<TableAction, { kind: "ensure" }>;

/** Makes the table, or changes the one that is there, so that it ends as wanted from wherever it stands. */
export function ensureTable(client: SqliteClient, action: Ensure, label: string): void {
  const found = findTable(client, action.table);
  if (found === undefined) {
    if (action.mustExist && !action.anew) throw goneOutside(label, fileOf(client));
    return createTable(client, action.table, action.layout, action.mark);
  }
  const mark = readOwnerMark(client, found);
  const ours = mark !== undefined && action.knownMarks.includes(mark);
  if (!ours && action.onExisting === "error") throw foundNotMade(label, found.kind, mark !== undefined);
  if (ours ? action.anew : action.onExisting === "replace") {
    dropFound(client, found);
    return createTable(client, action.table, action.layout, action.mark);
  }
  if (found.kind !== "table" || action.layout.vectors !== undefined) {
    if (ours && found.kind === "virtual") return; // what is the same needs no change, and all else is made anew
    throw cannotAdopt(label, found.kind, action.layout.vectors !== undefined);
  }
  alterTable(client, found, action, label);
  if (mark !== action.mark) writeOwnerMark(client, action.table, action.mark);
}

/** Drops the table if it is ours: whatever else stands there is not what was tracked, and may be someone's data. */
export function dropOwnTable(client: SqliteClient, action: Extract<TableAction, { kind: "drop" }>): void {
  const found = findTable(client, action.table);
  if (found === undefined) return;
  const mark = readOwnerMark(client, found);
  if (mark !== undefined && action.knownMarks.includes(mark)) dropFound(client, found);
}

function dropFound(client: SqliteClient, found: FoundTable): void {
  dropIndexTables(client, found.name);
  client.exec(`DROP ${found.kind === "view" ? "VIEW" : "TABLE"} ${quoteName(found.name)}`);
}
