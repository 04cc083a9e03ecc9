import { quoteName, quoteText } from "./identifiers.ts";
import { type IndexObjects, type TriggerEvent, triggerName } from "./index-triggers.ts";
import type { IndexSpec } from "./index-spec.ts";
import { SqliteError } from "./sqlite-error.ts";

export type FtsTokenizer = "ascii" | "porter" | "trigram" | "unicode61";

export interface FtsIndexOptions<ColumnName extends string = string> {
  /** Columns of text that are searched. */
  readonly columns: readonly ColumnName[];
  /** A name among the table's full-text indexes. Default: the columns, joined by `_`. */
  readonly name?: string;
  /**
   * How text is cut into words: `"unicode61"` (default), `"porter"` (English word stems), `"trigram"` (any three letters:
   * parts of words, and languages without spaces), `"ascii"`.
   */
  readonly tokenizer?: FtsTokenizer;
  /** Whether `é` is found by `e`. Default true; not for `"ascii"`. */
  readonly foldDiacritics?: boolean;
  /** Lengths of beginnings of words for which prefix searches (`wor*`) are made fast. Default: none. */
  readonly prefix?: readonly number[];
}

const known: ReadonlySet<string> = new Set(["columns", "name", "tokenizer", "foldDiacritics", "prefix"]);

export function ftsIndexSpec(options: FtsIndexOptions, table: string): IndexSpec {
  const { columns, foldDiacritics = true, prefix = [], tokenizer = "unicode61" } = options;
  const refuse = (problem: string): never => {
    throw new SqliteError(`Table ${table}: the full-text index ${problem}.`, {
      code: "SQLITE_INDEX_OPTIONS",
      hint: 'Options: columns, name, tokenizer ("unicode61", "porter", "trigram", "ascii"), foldDiacritics, prefix.',
    });
  };
  const unknown = Object.keys(options).find((name) => !known.has(name));
  if (unknown !== undefined) refuse(`does not know the option ${unknown}`);
  if (!prefix.every((length) => Number.isInteger(length) && length > 0 && length < 1000))
    refuse("takes lengths from 1 as prefix");
  const reserved = columns.find((name) => /^(?:rank|rowid)$/i.test(name));
  if (reserved !== undefined) refuse(`cannot have the column ${reserved}, a name of FTS5's own`);
  const fold = `remove_diacritics ${foldDiacritics ? 2 : 0}`;
  const texts: Readonly<Record<FtsTokenizer, string>> = {
    ascii: "ascii",
    porter: `porter unicode61 ${fold}`,
    trigram: `trigram ${foldDiacritics ? "remove_diacritics 1" : "remove_diacritics 0"}`,
    unicode61: `unicode61 ${fold}`,
  };
  const tokenize = texts[tokenizer];
  if (tokenize === undefined) refuse(`does not know the tokenizer ${JSON.stringify(tokenizer)}`);
  return { kind: "fts_index", columns: [...columns], tokenize, prefix: [...prefix] };
}

/** An FTS5 table without a copy of the text: it reads the text from the table, and is told of changes by triggers. */
export function ftsObjects(
  table: string,
  index: string,
  spec: Extract<IndexSpec, { kind: "fts_index" }>,
): IndexObjects {
  const fts = quoteName(index);
  const own = quoteName(table);
  const columns = spec.columns.map(quoteName).join(", ");
  const of = (row: "new" | "old"): string => spec.columns.map((name) => `${row}.${quoteName(name)}`).join(", ");
  const options = [
    `content=${quoteText(table)}`,
    `tokenize=${quoteText(spec.tokenize)}`,
    ...(spec.prefix.length === 0 ? [] : [`prefix=${quoteText(spec.prefix.join(" "))}`]),
  ];
  const add = `INSERT INTO ${fts} (rowid, ${columns}) VALUES (new.rowid, ${of("new")});`;
  const remove = `INSERT INTO ${fts} (${fts}, rowid, ${columns}) VALUES ('delete', old.rowid, ${of("old")});`;
  const trigger = (event: TriggerEvent, work: string) => {
    const when = event === "update" ? `UPDATE OF ${columns}` : event.toUpperCase();
    const name = triggerName(index, event);
    return { name, sql: `CREATE TRIGGER ${quoteName(name)} AFTER ${when} ON ${own} BEGIN ${work} END` };
  };
  return {
    objects: [
      { name: index, sql: `CREATE VIRTUAL TABLE ${fts} USING fts5(${columns}, ${options.join(", ")})` },
      trigger("insert", add),
      trigger("update", `${remove} ${add}`),
      trigger("delete", remove),
    ],
    fill: `INSERT INTO ${fts} (${fts}) VALUES ('rebuild')`,
  };
}
