import type { AppState } from "./app-state.ts";

/**
 * The same state, with `note` told of the first call that failed. Whoever asked gets the error too, but may do without
 * the answer: a run has to know all the same that it has not seen everything.
 */
export function notingFailures(state: AppState, note: (error: unknown) => void): AppState {
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
    page: (table, range) => noted(state.page(table, range)),
    read: (table, keys) => noted(state.read(table, keys)),
    commit: (changes) => noted(state.commit(changes)),
    deleteUnusedAppMemos: () => noted(state.deleteUnusedAppMemos()),
    clear: () => noted(state.clear()),
  };
}
