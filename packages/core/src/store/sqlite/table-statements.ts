import type { Statement } from "better-sqlite3";
import type { StoreTable } from "../store-table.ts";
import type { StoreConnection } from "./store-connection.ts";

/** What each table is called in the file. */
export const tableNames: Readonly<Record<StoreTable, string>> = {
  component: "component",
  functionMemo: "function_memo",
  componentState: "component_state",
  appMemo: "app_memo",
  owner: "owner",
  removal: "removal",
  dependencySet: "dependency_set",
  moduleDeclarations: "module_declarations",
  deadLetter: "dead_letter",
  rangeDigest: "range_digest",
  setting: "setting",
};

/** Parameters: app, key. */
export function getStatement(connection: StoreConnection, table: StoreTable): Statement {
  return connection.statement(`SELECT value FROM ${tableNames[table]} WHERE app = ? AND key = ?`);
}

/** Parameters: app, key, value; for a component its number as well, `null` to leave the one that it has. */
export function putStatement(connection: StoreConnection, table: StoreTable): Statement {
  if (table === "component") {
    return connection.statement(
      "INSERT INTO component (app, key, value, number) VALUES (?, ?, ?, ?) ON CONFLICT (app, key) DO UPDATE SET value = excluded.value, number = ifnull(excluded.number, number)",
    );
  }
  const [columns, values] =
    table === "appMemo" ? ["app, key, users, value", "?, ?, 0, ?"] : ["app, key, value", "?, ?, ?"];
  return connection.statement(
    `INSERT INTO ${tableNames[table]} (${columns}) VALUES (${values}) ON CONFLICT (app, key) DO UPDATE SET value = excluded.value`,
  );
}

/** Parameters: app, key. */
export function deleteStatement(connection: StoreConnection, table: StoreTable): Statement {
  return connection.statement(`DELETE FROM ${tableNames[table]} WHERE app = ? AND key = ?`);
}

/**
 * A page as one row: see `PackedPage`. A quarter of the time that a row for each entry takes (0.7 against 2.7 us an
 * entry). The entries come in order, for the sorted and limited rows are aggregated as they come.
 *
 * Parameters: app, lower bound, upper bound where there is one, limit.
 */
export function pageStatement(
  connection: StoreConnection,
  table: StoreTable,
  open: boolean,
  bounded: boolean,
): Statement {
  const lower = open ? "key > ?" : "key >= ?";
  const upper = bounded ? " AND key < ?" : "";
  return connection.statement(
    `SELECT CAST(group_concat(key, '') AS BLOB) AS keys, CAST(group_concat(value, '') AS BLOB) AS "values",
       group_concat(length(key)) AS keyLengths, group_concat(length(value)) AS valueLengths
     FROM (SELECT key, value FROM ${tableNames[table]} WHERE app = ? AND ${lower}${upper} ORDER BY key LIMIT ?)`,
  );
}
