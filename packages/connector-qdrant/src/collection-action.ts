import type { Tuning } from "./tuning.ts";
import type { CollectionLayout } from "./stored-type.ts";

/** What to do with a collection that exists and that this app did not make. */
export type OnExisting = "adopt" | "error" | "replace";

/** What can only be said when a collection is made. */
export interface FixedOptions {
  readonly shardNumber?: number;
}

/** What the collection sink is asked for. Each can be done again with the same end. */
export type CollectionAction =
  | {
      readonly kind: "ensure";
      readonly collection: string;
      readonly layout: CollectionLayout;
      readonly fixed: FixedOptions;
      readonly tuning: Tuning;
      /** What there may have been, so that what is not wanted any more goes back to its default. */
      readonly formerTunings: readonly Tuning[];
      /** The mark that the collection is to carry. */
      readonly mark: string;
      /** Marks under which an existing collection is ours. */
      readonly knownMarks: readonly string[];
      readonly onExisting: OnExisting;
      /** Drop it and make it anew: something changed that cannot be changed in place. */
      readonly rebuild: boolean;
      /** Names of vectors that were ours and are not wanted any more. */
      readonly dropVectors: readonly string[];
      /** The collection was complete when the last run ended, so that its absence means that points are lost. */
      readonly mustExist: boolean;
    }
  | { readonly kind: "verify"; readonly collection: string; readonly layout: CollectionLayout }
  | { readonly kind: "drop"; readonly collection: string; readonly knownMarks: readonly string[] };
