import type { StoreTable } from "./store-table.ts";

/** Writes a value, new or in place of the one that stands there. The user count of an app memo is kept. */
export interface PutChange {
  readonly kind: "put";
  readonly table: StoreTable;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** Removes an entry; one that is not there is no error. The user count of an app memo goes with it. */
export interface DeleteChange {
  readonly kind: "delete";
  readonly table: StoreTable;
  readonly key: Uint8Array;
}

/**
 * Adds `by`, a positive or negative integer, to the count of components that use an app memo. The
 * counts of one commit are added up and applied after its puts and deletions, wherever they stand in
 * the list; a count for a memo that is not there is forgotten. A new memo starts at 0.
 */
export interface UseChange {
  readonly kind: "use";
  readonly key: Uint8Array;
  readonly by: number;
}

/** One change of a commit. */
export type Change = PutChange | DeleteChange | UseChange;
