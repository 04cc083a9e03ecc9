import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type * as LanceDb from "@lancedb/lancedb";
import { lanceDbError } from "./classify-error.ts";
import { LanceDbError } from "./lancedb-error.ts";
import { loadLanceDb } from "./library.ts";

/** A connection to a LanceDB database, as LanceDB's own library makes it. */
export type Connection = LanceDb.Connection;

/** A table of LanceDB's own library. */
export type Table = LanceDb.Table;

/** What this package needs of a connection. Any connection of `@lancedb/lancedb` fits, also one made without `connect`. */
export interface LanceDbClient {
  openTable(name: string): Promise<LanceDb.Table>;
  createEmptyTable(name: string, schema: LanceDb.SchemaLike): Promise<LanceDb.Table>;
  dropTable(name: string): Promise<void>;
}

/** LanceDB's own options: storage options for object stores, API key and region for its cloud. */
export type ConnectOptions = Partial<LanceDb.ConnectionOptions>;

/**
 * Connects to a LanceDB database. `uri` is a folder (created if it does not exist, relative to the working directory),
 * or an address such as `s3://bucket/path`. The native library is loaded here, not when this package is imported.
 *
 * Reads are always fresh (`readConsistencyInterval: 0`) unless `options` say otherwise: LanceDB's own default lets a
 * second handle see an old version of a table for ever.
 *
 * @throws LanceDbError when the library is not installed, or the folder cannot be created or is not a folder.
 */
export async function connect(uri: string, options: ConnectOptions = {}): Promise<Connection> {
  if (typeof uri !== "string" || uri.trim() === "") {
    throw new LanceDbError("connect(uri) needs a folder or an address, not an empty text.", {
      code: "LANCEDB_URI",
      hint: 'For a database on this machine: await connect("./lancedb_data").',
    });
  }
  const lancedb = await loadLanceDb();
  const local = isFolder(uri);
  try {
    if (local) await mkdir(resolve(uri), { recursive: true });
    return await lancedb.connect(local ? resolve(uri) : uri, { readConsistencyInterval: 0, ...options });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw notAFolder(uri, error);
    throw lanceDbError(error, `connect to ${uri}`);
  }
}

/** `file://` addresses and those of object stores go to LanceDB as they are; `C:\data` is a folder. */
function isFolder(uri: string): boolean {
  return !/^[a-z][a-z0-9+.-]+:/i.test(uri);
}

function notAFolder(uri: string, cause: unknown): LanceDbError {
  return new LanceDbError(`${uri} is a file; a LanceDB database is a folder.`, {
    code: "LANCEDB_NOT_WRITABLE",
    hint: "Give connect() the name of a folder; it is created if it does not exist.",
    cause,
  });
}
