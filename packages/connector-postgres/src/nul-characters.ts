import { RowError } from "@coco/connectorkit";
import type { RowValues } from "./encode-rows.ts";
import type { TableLayout } from "./stored-column.ts";

/** What is done with the character U+0000 in texts, which Postgres cannot hold in any type but bytes. */
export type NulCharacters = "error" | "remove";

/**
 * The row without NUL characters in its texts, lists of texts and JSON.
 * @param what - the row, for messages: "Row of table docs 17".
 * @throws RowError that names the column, where they are to be an error.
 */
export function withoutNul(row: RowValues, layout: TableLayout, how: NulCharacters, what: () => string): RowValues {
  let cleaned: Record<string, unknown> | undefined;
  for (const { kind, name } of layout.columns) {
    if (kind !== "string" && kind !== "json" && kind !== "list(string)") continue;
    const value = row[name];
    if (!holdsNul(value)) continue;
    if (how === "error") {
      throw new RowError(
        `${what()}: column ${JSON.stringify(name)} holds the character U+0000, which Postgres cannot keep in text or JSON.`,
        {
          code: "ROW_INVALID",
          column: name,
          hint: 'Remove it, mount the table with { nulCharacters: "remove" }, or use a column of bytes.',
        },
      );
    }
    cleaned ??= { ...row };
    cleaned[name] = remove(value);
  }
  return cleaned ?? row;
}

function holdsNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (Array.isArray(value)) return value.some(holdsNul);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, item]) => name.includes("\0") || holdsNul(item));
}

function remove(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\0", "");
  if (Array.isArray(value)) return value.map(remove);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.replaceAll("\0", ""), remove(item)]));
}
