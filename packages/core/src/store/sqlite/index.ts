import type { StateStore } from "../state-store.ts";
import * as database from "./open-database.ts";
import { SqliteStateStore } from "./sqlite-state-store.ts";
import { StoreConnection } from "./store-connection.ts";
import { storeErrorOf } from "./store-error-of.ts";

/** A store that lives in this process only. */
export function openInMemory(): StateStore {
  return new SqliteStateStore(new StoreConnection(database.openInMemory(), ":memory:"));
}

/** Opens a store's file for reading; `snapshot`: as it is now, whatever is written meanwhile. */
export function openForReading(location: string, snapshot: boolean): StateStore {
  return opened(location, () => {
    const connection = database.openForReading(location);
    // A read transaction shows one moment; it begins with its first read.
    if (snapshot) connection.exec("BEGIN; SELECT count(*) FROM app");
    return connection;
  });
}

/** Opens a store's file, made where there is none. */
export function openForWriting(location: string): StateStore {
  return opened(location, () => database.openForWriting(location));
}

function opened(location: string, open: () => ReturnType<typeof database.openForWriting>): StateStore {
  try {
    return new SqliteStateStore(new StoreConnection(open(), location));
  } catch (error) {
    throw storeErrorOf(location, error);
  }
}
