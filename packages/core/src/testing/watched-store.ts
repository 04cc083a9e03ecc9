import type { Environment } from "../environment/environment.ts";
import type { AppState, Change, StateStore } from "../store/index.ts";

/** Told of every transaction before it is written; what it throws is what the engine gets instead of a written store. */
export type CommitWatcher = (changes: readonly Change[]) => void;

/** Lets `watcher` know of every write to the stores of an environment. */
export function watchCommits(environment: Environment, watcher: CommitWatcher): void {
  const open = environment.openStore.bind(environment);
  environment.openStore = async (...args: Parameters<typeof open>) => {
    const opened = await open(...args);
    return { ...opened, store: watchedStore(opened.store, watcher) };
  };
}

function watchedStore(store: StateStore, watcher: CommitWatcher): StateStore {
  return {
    location: store.location,
    readOnly: store.readOnly,
    app: async (name) => watchedState(await store.app(name), watcher),
    apps: () => store.apps(),
    lock: () => store.lock(),
    check: () => store.check(),
    close: () => store.close(),
  };
}

function watchedState(state: AppState, watcher: CommitWatcher): AppState {
  return {
    name: state.name,
    page: (table, range) => state.page(table, range),
    read: (table, keys) => state.read(table, keys),
    commit: async (changes) => {
      if (changes.length > 0) watcher(changes);
      await state.commit(changes);
    },
    deleteUnusedAppMemos: () => state.deleteUnusedAppMemos(),
    clear: async () => {
      watcher([]);
      await state.clear();
    },
  };
}
