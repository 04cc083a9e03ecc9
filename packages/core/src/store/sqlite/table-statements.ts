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
  setting: "setting",
};

/** Parameters: app, key. */
export function getStatement(connection: StoreConnection, table: StoreTable): Statement {
  return connection.statement(`SELECT value FROM ${tableNames[table]} WHERE app = ? AND key = ?`);
}

/** Parameters: app, key, value. */
export function putStatement(connection: StoreConnection, table: StoreTable): Statement {
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

/** Parameters: app, lower bound, upper bound where there is one, limit. */
export function pageStatement(
  connection: StoreConnection,
  table: StoreTable,
  open: boolean,
  bounded: boolean,
): Statement {
  const lower = open ? "key > ?" : "key >= ?";
  const upper = bounded ? " AND key < ?" : "";
  return connection.statement(
    `SELECT key, value FROM ${tableNames[table]} WHERE app = ? AND ${lower}${upper} ORDER BY key LIMIT ?`,
  );
}
