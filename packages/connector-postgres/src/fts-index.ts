import { literal, quoted } from "./identifiers.ts";
import { PostgresError } from "./postgres-error.ts";
import type { WishedIndex } from "./table-note.ts";

/** What is searched for words: columns, and the language that decides what a word is. */
export interface TextSearch<Column extends string = string> {
  /** One column, or several whose texts count as one. */
  readonly column: Column | readonly Column[];
  /** A text search configuration: "english" (default), "german", "simple", … (`SELECT cfgname FROM pg_ts_config`). */
  readonly language?: string;
}

export interface FtsIndexOptions<Column extends string = string> extends TextSearch<Column> {
  /** A name among the table's full-text indexes. Default: the columns. */
  readonly name?: string;
}

const known: ReadonlySet<string> = new Set(["column", "language", "name"]);

/**
 * The document that a full-text index of these options stands on, as SQL: a search finds the index when it uses the same.
 *
 * ```ts
 * const found = await pool.query(`SELECT * FROM docs WHERE ${textDocument({ column: "text" })} @@ websearch_to_tsquery('english', $1)`, [words]);
 * ```
 */
export function textDocument({ column, language = "english" }: TextSearch): string {
  const columns = typeof column === "string" ? [column] : column;
  const text = columns.map((name) => `coalesce(${quoted(name)}, '')`).join(" || ' ' || ");
  return `to_tsvector(${literal(language)}::regconfig, ${text})`;
}

/** Checks what was asked for, and gives it its stored form. */
export function ftsIndex(options: FtsIndexOptions, table: string): WishedIndex {
  const refuse = (problem: string, hint: string): never => {
    throw new PostgresError(`Table ${table}: the full-text index ${problem}.`, {
      code: "POSTGRES_INDEX_OPTIONS",
      hint,
    });
  };
  const unknown = Object.keys(options).find((option) => !known.has(option));
  if (unknown !== undefined) refuse(`has an unknown option "${unknown}"`, `Known: ${[...known].join(", ")}.`);
  const { column, language = "english" } = options;
  if (column.length === 0) refuse("has no column", "Name one, or several.");
  if (typeof language !== "string" || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(language)) {
    refuse(
      `has the language ${JSON.stringify(language)}`,
      'Give a text search configuration: "english", "german", "simple".',
    );
  }
  return { definition: `USING gin ((${textDocument(options)}))` };
}
