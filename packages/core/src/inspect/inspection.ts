import { type AppSummary, type StateStore, StoreCorruptError } from "../store/index.ts";
import { AppInspection } from "./app-inspection.ts";
import type { Finding } from "./finding.ts";
import { withNextStep } from "./next-step.ts";

/** A state store that was opened for looking at it. Close it when done. */
export class Inspection {
  readonly #store: StateStore;
  /** The store's file. */
  readonly location: string;

  /** @internal */
  constructor(store: StateStore) {
    this.#store = store;
    this.location = store.location;
  }

  /** The names of the apps that stand in the store, in their order. */
  async appNames(): Promise<readonly string[]> {
    return this.#store.appNames();
  }

  /** The apps that stand in the store, by name, with entries and bytes of each kind of data. Reads all keys. */
  async apps(): Promise<readonly AppSummary[]> {
    return this.#store.apps();
  }

  /** What is stored of the app of this name: of an app that is not in the store, nothing. */
  async app(name: string): Promise<AppInspection> {
    return new AppInspection(await this.#store.app(name));
  }

  /** Whether the file is whole, as SQLite sees it: nothing is found where it is. Reads all of it. */
  async checkFile(): Promise<readonly Finding[]> {
    const { location } = this;
    const problems = await this.#store.check().catch((error: unknown) => {
      if (StoreCorruptError.isInstance(error)) return [error.message];
      throw error;
    });
    return problems.map((message) => withNextStep({ kind: "file", path: location, message }));
  }

  async close(): Promise<void> {
    await this.#store.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
