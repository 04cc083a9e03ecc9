import type { TableLayout } from "./table-layout.ts";

/** What to do with a table that exists and that this app did not make. */
export type OnExisting = "adopt" | "error" | "replace";

/** What the table sink is asked for. Each can be done again with the same end. */
export type TableAction =
  | {
      readonly kind: "ensure";
      readonly table: string;
      readonly layout: TableLayout;
      /** The mark that the table is to carry. */
      readonly mark: string;
      /** Marks under which an existing table is ours. */
      readonly knownMarks: readonly string[];
      readonly onExisting: OnExisting;
      /** Drop and make anew: its key, the type of a column or one of its rules changed. */
      readonly anew: boolean;
      /** Columns that were ours and are not wanted any more. Others that the table may have are left alone. */
      readonly dropColumns: readonly string[];
      /** The table was complete when the last run ended, so that its absence means that rows are lost. */
      readonly mustExist: boolean;
    }
  | { readonly kind: "verify"; readonly table: string; readonly layout: TableLayout }
  | { readonly kind: "drop"; readonly table: string; readonly knownMarks: readonly string[] };
