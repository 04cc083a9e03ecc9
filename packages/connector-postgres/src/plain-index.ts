import { quoted } from "./identifiers.ts";
import { PostgresError } from "./postgres-error.ts";
import type { WishedIndex } from "./table-note.ts";

export type IndexMethod = "brin" | "btree" | "gin" | "gist" | "hash" | "spgist";

export interface IndexOptions<Column extends string = string> {
  /** One column, or several in order. */
  readonly column: Column | readonly Column[];
  /** A name among the table's plain indexes. Default: the columns. */
  readonly name?: string;
  /** Default "btree"; "gin" for JSON and arrays, "gist" for ranges. */
  readonly method?: IndexMethod;
}

const known: ReadonlySet<string> = new Set(["column", "method", "name"]);
const methods: readonly string[] = ["brin", "btree", "gin", "gist", "hash", "spgist"];

/** Checks what was asked for, and gives it its stored form. */
export function plainIndex(options: IndexOptions, table: string): WishedIndex {
  const refuse = (problem: string, hint: string): never => {
    throw new PostgresError(`Table ${table}: the index ${problem}.`, { code: "POSTGRES_INDEX_OPTIONS", hint });
  };
  const unknown = Object.keys(options).find((option) => !known.has(option));
  if (unknown !== undefined) {
    refuse(
      `has an unknown option "${unknown}"`,
      `Known: ${[...known].join(", ")}; for others use declareSqlCommand().`,
    );
  }
  const { column, method = "btree" } = options;
  if (column.length === 0) refuse("has no column", "Name one, or several.");
  if (!methods.includes(method)) refuse(`has the method ${JSON.stringify(method)}`, `Known: ${methods.join(", ")}.`);
  const columns = typeof column === "string" ? [column] : column;
  return { definition: `USING ${method} (${columns.map(quoted).join(", ")})` };
}
