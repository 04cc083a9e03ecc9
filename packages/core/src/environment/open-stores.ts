import { openStateStore, type StateStore } from "../store/index.ts";

interface OpenStore {
  /** With its lock taken. */
  readonly store: Promise<StateStore>;
  users: number;
  closing: Promise<void> | undefined;
}

/** A store that is open and locked. */
export interface StoreInUse {
  readonly store: StateStore;
  /** Closes the store when nobody else uses it. */
  readonly release: () => Promise<void>;
}

/** The state stores that an environment has open, each locked once, shared by the runs that use it. */
export class OpenStores {
  readonly #byPath = new Map<string, OpenStore>();

  /** @throws StoreLockedError when another process, or another environment of this one, has it. */
  async use(path: string): Promise<StoreInUse> {
    let open = this.#byPath.get(path);
    while (open?.closing !== undefined) {
      await open.closing.catch(() => undefined); // said to who closed it
      open = this.#byPath.get(path);
    }
    if (open === undefined) {
      open = { store: openLocked(path), users: 0, closing: undefined };
      this.#byPath.set(path, open);
    }
    const used = open;
    used.users += 1;
    try {
      return { store: await used.store, release: () => this.#release(path, used) };
    } catch (error) {
      if (this.#byPath.get(path) === used) this.#byPath.delete(path);
      throw error;
    }
  }

  async #release(path: string, open: OpenStore): Promise<void> {
    open.users -= 1;
    if (open.users > 0) return;
    open.closing = open.store.then((store) => store.close()).finally(() => this.#byPath.delete(path));
    await open.closing;
  }
}

async function openLocked(path: string): Promise<StateStore> {
  const store = await openStateStore({ path });
  try {
    await store.lock();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
