import type { AppState } from "./app-state.ts";
import type { AppSummary } from "./app-summary.ts";
import type { StoreLock } from "./store-lock.ts";

/**
 * Where the state of apps is kept: one store holds several apps. Nothing here tells which backend
 * answers, and everything is asynchronous, so that a store on another host fits behind it.
 */
export interface StateStore {
  /** What a person would look for: the path of the file, or ":memory:". */
  readonly location: string;
  /** True when the store was opened for reading only; then every change is refused. */
  readonly readOnly: boolean;
  /**
   * The state of the app of this name. Asking for it writes nothing: an app stands in the store
   * from its first commit on. The same name gives the same object.
   */
  app(name: string): Promise<AppState>;
  /** The names of the apps that stand in the store, in their order. */
  appNames(): Promise<readonly string[]>;
  /** The apps that stand in the store, by name, with what they hold. Reads all keys: for inspection, not for runs. */
  apps(): Promise<readonly AppSummary[]>;
  /**
   * Takes the right to write, for this process alone, until released or until the process ends in
   * whatever way. Does not wait.
   *
   * @throws StoreLockedError when another writer has it; the error names that process.
   */
  lock(): Promise<StoreLock>;
  /** Verifies that the store is whole: one sentence for each problem found, none when there is no problem. */
  check(): Promise<readonly string[]>;
  /** Gives space that nothing uses any more back to the system. Needs the lock; nothing that is stored changes. */
  compact(): Promise<void>;
  /** Closes the store and gives back a lock that is still held. Closing twice is allowed. */
  close(): Promise<void>;
}
