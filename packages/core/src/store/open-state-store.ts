import { lstatSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { StoreNotWritableError } from "./errors/store-not-writable-error.ts";
import type { StateStore } from "./state-store.ts";

export interface OpenStateStoreOptions {
  /** The file; its folder is made where needed. ":memory:" keeps everything in this process and forgets it. */
  readonly path: string;
  /** Opens an existing store, changes nothing and takes no lock, also beside a process that writes. Default: false. */
  readonly readOnly?: boolean;
  /** With `readOnly`: shows the store as it is now until it is closed, whatever is written meanwhile. Default: false. */
  readonly snapshot?: boolean;
}

/**
 * Opens the state store of a file, made where there is none.
 *
 * @throws StoreNotFoundError with `readOnly` and no store there.
 * @throws StoreNotWritableError when the file cannot be made or written.
 * @throws StoreCorruptError when the file is something else, or damaged.
 * @throws StoreVersionError when its layout is newer, or with `readOnly` older, than the one known.
 * @throws StoreLockedError when its layout must be brought up to date and another process writes to it.
 */
export async function openStateStore(options: OpenStateStoreOptions): Promise<StateStore> {
  const { path, readOnly = false, snapshot = false } = options;
  // Loaded with the first store: a program that only defines an app, or prints its help, needs no database.
  const sqlite = await import("./sqlite/index.ts");
  if (path === ":memory:") return sqlite.openInMemory();
  const location = fileOf(path);
  // The database library trims its file names, and would open another file.
  if (location !== location.trim()) throw new StoreNotWritableError(location, "its name ends in white space");
  return readOnly ? sqlite.openForReading(location, snapshot) : sqlite.openForWriting(location);
}

/** The file itself where the path is a link to it: otherwise two paths would be two locks for one store. */
function fileOf(path: string): string {
  const location = resolve(path);
  try {
    return lstatSync(location).isSymbolicLink() ? realpathSync(location) : location;
  } catch {
    // Not there, a link to nothing, or not to be looked at: what follows says so.
    return location;
  }
}
