import { closeSync, fdatasync, open } from "node:fs";

/** By name: an import of the whole module runs every lazy getter that it has. */
const { promisify } = process.getBuiltinModule("node:util");
const opened = promisify(open);
const synced = promisify(fdatasync);

/**
 * The log of a store's file, synced by a thread of Node's pool while this one goes on: a commit that is not synced itself
 * (`synchronous = NORMAL`) stands in the log as a whole, and is durable when the log is.
 */
export class StoreLog {
  readonly #file: string;
  readonly #syncFile: (file: number) => Promise<void>;
  #handle: number | undefined;
  #syncing: Promise<void> | undefined;
  #written = 0;
  #durable = 0;
  #failed: { readonly error: unknown } | undefined;

  /** @param sync - makes a file durable whose handle it is given; other than the system's in tests alone */
  constructor(location: string, sync: (file: number) => Promise<void> = synced) {
    this.#file = `${location}-wal`;
    this.#syncFile = sync;
  }

  /** Throws what a sync failed with, if one has. */
  check(): void {
    if (this.#failed !== undefined) throw this.#failed.error;
  }

  /** To be called after each commit that was not synced. */
  grew(): void {
    this.#written += 1;
  }

  /**
   * Resolves when everything that was committed before is durable. Calls that come meanwhile share the next sync.
   *
   * After a failure every later call fails as well: the system may have let go of what it could not write, and a second
   * sync would succeed without it.
   */
  async sync(): Promise<void> {
    const wanted = this.#written;
    while (this.#durable < wanted) {
      this.check();
      await (this.#syncing ??= this.#sync().finally(() => (this.#syncing = undefined)));
    }
  }

  /** Waits for a sync that is under way, whatever becomes of it, and lets the file go. */
  async close(): Promise<void> {
    // One for those who came meanwhile may begin as this one ends.
    while (this.#syncing !== undefined) await this.#syncing.catch(() => undefined);
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }

  async #sync(): Promise<void> {
    try {
      // Windows syncs files alone that were opened for writing. Locks are on other files: closing this one drops none.
      this.#handle ??= await opened(this.#file, "r+");
      const upTo = this.#written;
      await this.#syncFile(this.#handle);
      this.#durable = upTo;
    } catch (error) {
      this.#failed ??= { error };
      throw error;
    }
  }
}
