import type { NamespaceLayout } from "./stored-type.ts";

/** What to do with a namespace that exists and that this app did not make. */
export type OnExisting = "adopt" | "error" | "replace";

/** What the namespace sink is asked for. Each can be done again with the same end. */
export type NamespaceAction =
  | {
      readonly kind: "ensure";
      readonly namespace: string;
      readonly layout: NamespaceLayout;
      /** By attribute: whether queries may filter by it. */
      readonly filterable: Readonly<Record<string, boolean>>;
      /** The mark that the namespace is to carry. */
      readonly mark: string;
      /** Marks under which an existing namespace is ours. */
      readonly knownMarks: readonly string[];
      readonly onExisting: OnExisting;
      /** Delete it and make it anew: something changed that cannot be changed in place. */
      readonly rebuild: boolean;
      /** The namespace was complete when the last run ended, so that its absence means that rows are lost. */
      readonly mustExist: boolean;
    }
  | { readonly kind: "verify"; readonly namespace: string; readonly layout: NamespaceLayout }
  | { readonly kind: "drop"; readonly namespace: string; readonly knownMarks: readonly string[] };
