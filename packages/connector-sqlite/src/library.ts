import type BetterSqlite3 from "better-sqlite3";
import type { Connection } from "./connection.ts";
import { SqliteError } from "./sqlite-error.ts";

/** better-sqlite3, loaded when it is first used: importing this package loads no native code. */
export async function loadSqlite(): Promise<typeof BetterSqlite3> {
  try {
    return (await import("better-sqlite3")).default;
  } catch (cause) {
    throw new SqliteError("The package better-sqlite3 cannot be loaded.", {
      code: "SQLITE_NOT_INSTALLED",
      hint: "Install it beside @coco/connector-sqlite: npm install better-sqlite3.",
      cause,
    });
  }
}

/** What adds sqlite-vec to a connection. Not installed: an error if it is required, else nothing. */
export async function loadVectors(required: boolean): Promise<((connection: Connection) => void) | undefined> {
  try {
    const { load } = await import("sqlite-vec");
    return (connection) => load(connection);
  } catch (cause) {
    if (!required) return undefined;
    throw new SqliteError("The package sqlite-vec cannot be loaded.", {
      code: "SQLITE_NO_VECTORS",
      hint: "Install it beside better-sqlite3: npm install sqlite-vec. There is one for Linux, macOS and Windows.",
      cause,
    });
  }
}
