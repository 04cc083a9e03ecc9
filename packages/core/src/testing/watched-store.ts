import type { Environment } from "../environment/environment.ts";
import type { AppState, Change, StateStore } from "../store/index.ts";

/** Told of every transaction before it is written; what it throws is what the engine gets instead of a written store. */
export type CommitWatcher = (changes: readonly Change[]) => void;

/** Told of every transaction, before it is written and when it is durable. */
export interface CommitWatchers {
  before(changes: readonly Change[], state: AppState): void | Promise<void>;
  /** Not told of one that is to be durable later: whatever comes next makes it so. */
  after?(changes: readonly Change[]): void;
}

/** Lets `watcher` know of every write to the stores of an environment. */
export function watchCommits(environment: Environment, watcher: CommitWatcher | CommitWatchers): void {
  const watchers = typeof watcher === "function" ? { before: watcher } : watcher;
  const open = environment.openStore.bind(environment);
  environment.openStore = async (...args: Parameters<typeof open>) => {
    const opened = await open(...args);
    return { ...opened, store: watchedStore(opened.store, watchers) };
  };
}

function watchedStore(store: StateStore, watchers: CommitWatchers): StateStore {
  return {
    location: store.location,
    readOnly: store.readOnly,
    app: async (name) => watchedState(await store.app(name), watchers),
    appNames: () => store.appNames(),
    apps: () => store.apps(),
    lock: () => store.lock(),
    check: () => store.check(),
    compact: () => store.compact(),
    close: () => store.close(),
  };
}

function watchedState(state: AppState, watchers: CommitWatchers): AppState {
  return {
    name: state.name,
    get revision() {
      return state.revision;
    },
    page: (table, range) => state.page(table, range),
    count: (table) => state.count(table),
    read: (table, keys) => state.read(table, keys),
    commit: async (changes, durability, atRevision) => {
      if (changes.length > 0) await watchers.before(changes, state);
      await state.commit(changes, durability, atRevision);
      if (changes.length > 0 && durability !== "later") watchers.after?.(changes);
    },
    persist: async () => {
      await state.persist();
      watchers.after?.([]);
    },
    deleteUnusedAppMemos: () => state.deleteUnusedAppMemos(),
    clear: async () => {
      await watchers.before([], state);
      await state.clear();
      watchers.after?.([]);
    },
  };
}
