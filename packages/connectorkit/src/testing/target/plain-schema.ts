import { type AnyRecord, record } from "../../record/record.ts";
import { t } from "../../record/t.ts";

/** What rows hold where the scenario is not about columns. Any system of keyed things can hold it. */
export const plainSchema: AnyRecord = record({ id: t.string(), text: t.string() }, { primaryKey: ["id"] });

/** Rows of the plain schema: `rowsOf({ a: "1" })` has one, of the id `a` and the text `1`. */
export function rowsOf(texts: Readonly<Record<string, string>>): { readonly id: string; readonly text: string }[] {
  return Object.entries(texts).map(([id, text]) => ({ id, text }));
}
