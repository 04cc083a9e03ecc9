import { afterEach, beforeEach } from "vitest";
import type { AppState } from "../app-state.ts";
import type { StateStore } from "../state-store.ts";

/** One empty place for a store, as a backend gives it to the contract suite. */
export interface StateStoreHarness {
  /** Opens the store of this place, each time anew. */
  open(options?: { readonly readOnly?: boolean; readonly snapshot?: boolean }): Promise<StateStore>;
  /** Removes the place. All stores opened in it are closed by then. */
  dispose(): Promise<void>;
}

/** The store of the test that runs, in an empty place of its own. */
export interface StoreUnderTest {
  readonly store: StateStore;
  /** Its app "one". */
  readonly app: AppState;
  /** Opens the same place again; closed after the test. */
  readonly open: StateStoreHarness["open"];
}

/** Gives each test of the present suite a place of its own. */
export function storeUnderTest(makeHarness: () => Promise<StateStoreHarness>): StoreUnderTest {
  let present: (StoreUnderTest & { close(): Promise<void> }) | undefined;
  const now = (): StoreUnderTest => {
    if (present === undefined) throw new Error("There is a store only while a test runs.");
    return present;
  };

  beforeEach(async () => {
    const harness = await makeHarness();
    const opened: StateStore[] = [];
    const open: StateStoreHarness["open"] = async (options) => {
      const store = await harness.open(options);
      opened.push(store);
      return store;
    };
    const store = await open();
    const close = async (): Promise<void> => {
      for (const one of opened) await one.close();
      await harness.dispose();
    };
    present = { store, open, close, app: await store.app("one") };
  });

  afterEach(async () => {
    await present?.close();
    present = undefined;
  });

  return {
    get store() {
      return now().store;
    },
    get app() {
      return now().app;
    },
    get open() {
      return now().open;
    },
  };
}
