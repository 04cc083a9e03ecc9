import type { AppState } from "./app-state.ts";

/**
 * The same state, with `note` told of the first call that failed. Whoever asked gets the error too, but may do without
 * the answer: a run has to know all the same that it has not seen everything. When a commit failed, all later ones fail
 * too: what a run holds in memory is ahead of the store from then on, and what it goes on to write would not fit.
 */
export function notingFailures(state: AppState, note: (error: unknown) => void): AppState {
  let refused: { readonly error: unknown } | undefined;
  const commit: AppState["commit"] = async (changes, durability, atRevision) => {
    if (refused !== undefined) throw refused.error;
    try {
      await state.commit(changes, durability, atRevision);
    } catch (error) {
      refused = { error };
      throw error;
    }
  };
  const noted = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      note(error);
      throw error;
    }
  };
  return {
    name: state.name,
    get revision() {
      return state.revision;
    },
    page: (table, range) => noted(state.page(table, range)),
    count: (table) => noted(state.count(table)),
    read: (table, keys) => noted(state.read(table, keys)),
    commit: (changes, durability, atRevision) => noted(commit(changes, durability, atRevision)),
    persist: () => noted(state.persist()),
    deleteUnusedAppMemos: () => noted(state.deleteUnusedAppMemos()),
    clear: () => noted(state.clear()),
  };
}
