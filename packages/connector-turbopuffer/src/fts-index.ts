import type { JsonValue, ResolvedColumn } from "@coco/connectorkit";
import type { Language, Tokenizer } from "@turbopuffer/turbopuffer/resources/namespaces";
import type { IndexSpec } from "./index-handler.ts";
import { attributeName, attributeType } from "./stored-type.ts";
import { TurbopufferError } from "./turbopuffer-error.ts";

/** A full-text index. What is left out is Turbopuffer's choice. */
export interface FtsIndexOptions<Column extends string = string> {
  /** A column of text, or of lists of texts. */
  readonly column: Column;
  /** Default `"english"`. */
  readonly language?: Language;
  readonly tokenizer?: Tokenizer;
  /** Words by their stems. Default false. */
  readonly stemming?: boolean;
  /** Default true. */
  readonly removeStopWords?: boolean;
  /** Default false. */
  readonly caseSensitive?: boolean;
  /** `à` as `a`. Default false. */
  readonly asciiFolding?: boolean;
  /** Longer words are left out: bytes, from 1 to 254. */
  readonly maxTokenLength?: number;
  /** BM25's parameters. Default 1.2 and 0.75. */
  readonly k1?: number;
  readonly b?: number;
}

const names: Readonly<Record<Exclude<keyof FtsIndexOptions, "column">, string>> = {
  language: "language",
  tokenizer: "tokenizer",
  stemming: "stemming",
  removeStopWords: "remove_stopwords",
  caseSensitive: "case_sensitive",
  asciiFolding: "ascii_folding",
  maxTokenLength: "max_token_length",
  k1: "k1",
  b: "b",
};

export function ftsIndex(
  { column: name, ...options }: FtsIndexOptions,
  columns: readonly ResolvedColumn[],
  namespace: string,
): { readonly attribute: string; readonly spec: IndexSpec } {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw unfit(`the column ${JSON.stringify(name)} does not exist`);
  const { type } = column;
  const isText = type.kind === "string" || (type.kind === "list" && type.item === "string");
  if (!isText) throw unfit(`${name} holds ${type.kind}, not text`);
  const search: Record<string, JsonValue> = {};
  for (const [option, value] of Object.entries(options)) {
    const wire = names[option as keyof typeof names] as string | undefined;
    if (wire === undefined) throw unfit(`the option ${option} is not known`);
    if (value !== undefined) search[wire] = value;
  }
  return {
    attribute: attributeName(name),
    spec: { type: attributeType(type), full_text_search: Object.keys(search).length === 0 ? true : search },
  };

  function unfit(problem: string): TurbopufferError {
    return new TurbopufferError(`Namespace ${namespace}: no full-text index can be made, for ${problem}.`, {
      code: "TURBOPUFFER_INDEX",
      hint: `Columns: ${columns.map((one) => `${one.name} (${one.type.kind})`).join(", ")}. Options: ${Object.keys(names).join(", ")}.`,
    });
  }
}
