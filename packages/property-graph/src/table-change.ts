import type { GraphTable } from "./graph-layout.ts";

/** What to do with nodes of a label, or relations of a type, that exist and that this app did not make. */
export type OnExisting = "adopt" | "error" | "replace";

/** What a store is asked to do with a whole label or type. Each can be done again with the same end. */
export type TableChange = EnsureTable | VerifyTable | DropTable;

/** It exists afterwards, is marked as this app's, and fits its layout. */
export interface EnsureTable {
  readonly change: "ensure";
  readonly table: GraphTable;
  /** The mark that it is to carry: where it is kept is the store's affair, so long as it goes when all else of the table goes. */
  readonly mark: string;
  /** Marks under which what is there is ours. */
  readonly knownMarks: readonly string[];
  readonly onExisting: OnExisting;
  /** What is there of ours is removed first: the key changed. */
  readonly anew: boolean;
  /** Columns that were ours and are not wanted any more; others that are there stay. */
  readonly dropColumns: readonly string[];
  /** It was complete when the last run ended, so that its absence means that all was lost. */
  readonly mustExist: boolean;
}

/** It is the user's: it must be there. */
export interface VerifyTable {
  readonly change: "verify";
  readonly table: GraphTable;
}

/** It goes, with everything in it, if it carries one of the marks. */
export interface DropTable {
  readonly change: "drop";
  readonly table: GraphTable;
  readonly knownMarks: readonly string[];
}
