import type { JsonValue } from "@coco/connectorkit";
import { type GraphTable, type IndexSpec, tableText } from "@coco/property-graph";
import { fieldOf, quoted } from "./identifiers.ts";
import { SurrealdbError } from "./surrealdb-error.ts";

type Table = Pick<GraphTable, "kind" | "name">;

/** The languages whose words SurrealDB brings to their stems. */
const LANGUAGES: readonly string[] = [
  "arabic",
  "danish",
  "dutch",
  "english",
  "french",
  "german",
  "greek",
  "hungarian",
  "italian",
  "norwegian",
  "portuguese",
  "romanian",
  "russian",
  "spanish",
  "swedish",
  "tamil",
  "turkish",
];

const measures = { cosine: "COSINE", euclidean: "EUCLIDEAN" } as const;

/** Options of SurrealDB's own, each with what it takes. */
const vectorOptions: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  TYPE: (value) => ["F64", "F32", "I64", "I32", "I16"].includes(value as string),
  EXTEND_CANDIDATES: isFlag,
  KEEP_PRUNED_CONNECTIONS: isFlag,
};
const ftsOptions: typeof vectorOptions = {
  TOKENIZERS: (value) => isListOf(value, /^(?:blank|camel|class|punct)$/i),
  FILTERS: (value) => isListOf(value, /^[a-z]+(?:\([\w, ]*\))?$/i),
  BM25: (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite),
  HIGHLIGHTS: isFlag,
};

/** @throws SurrealdbError (`SURREALDB_INDEX`) for options that SurrealDB does not take. */
export function checkIndex(table: Table, name: string, spec: IndexSpec): void {
  const known = spec.kind === "vector" ? vectorOptions : ftsOptions;
  for (const [option, value] of Object.entries(spec.storeOptions ?? {})) {
    if (known[option]?.(value) === true) continue;
    throw refuse(
      table,
      name,
      `has storeOptions.${option}: ${JSON.stringify(value)}`,
      `There are: ${Object.keys(known).join(", ")}.`,
    );
  }
  if (spec.kind === "fts" && spec.storeOptions?.["FILTERS"] === undefined && !LANGUAGES.includes(spec.language)) {
    const ways = `SurrealDB has stems of ${LANGUAGES.join(", ")}; for others: storeOptions: { FILTERS: ["lowercase"] }.`;
    throw refuse(table, name, `has the language "${spec.language}"`, ways);
  }
}

/** One index of the store: a full-text index of several columns becomes several. */
export interface IndexDefinition {
  readonly name: string;
  /** All of its definition but its name and table. */
  readonly text: string;
}

/** The indexes that an index of the model is made of. */
export function indexDefinitions(
  table: Table,
  name: string,
  spec: IndexSpec,
  analyzer: string,
): readonly IndexDefinition[] {
  if (spec.kind === "vector") {
    const { column, dims, efConstruction, m, metric, storeOptions: own = {} } = spec;
    const words = [
      `FIELDS ${quoted(fieldOf(table.kind, column))} HNSW DIMENSION ${dims} DIST ${measures[metric]}`,
      `TYPE ${(own["TYPE"] as string | undefined) ?? "F32"}`,
      ...(efConstruction === undefined ? [] : [`EFC ${efConstruction}`]),
      ...(m === undefined ? [] : [`M ${m}`]),
      ...["EXTEND_CANDIDATES", "KEEP_PRUNED_CONNECTIONS"].filter((flag) => own[flag] === true),
    ];
    return [{ name, text: words.join(" ") }];
  }
  const { columns, storeOptions: own = {} } = spec;
  const ranking = own["BM25"] === undefined ? "BM25" : `BM25(${(own["BM25"] as number[]).join(", ")})`;
  const marks = own["HIGHLIGHTS"] === false ? "" : " HIGHLIGHTS";
  return columns.map((column) => ({
    name: columns.length === 1 ? name : `${name}__${column}`,
    text: `FIELDS ${quoted(fieldOf(table.kind, column))} FULLTEXT ANALYZER ${quoted(analyzer)} ${ranking}${marks}`,
  }));
}

/** How texts become words, for a full-text index. */
export function analyzerText(spec: IndexSpec): string | undefined {
  if (spec.kind === "vector") return undefined;
  const { language, storeOptions: own = {} } = spec;
  const tokenizers = (own["TOKENIZERS"] as string[] | undefined) ?? ["class", "punct"];
  const filters = (own["FILTERS"] as string[] | undefined) ?? ["lowercase", "ascii", `snowball(${language})`];
  return `TOKENIZERS ${tokenizers.join(", ")} FILTERS ${filters.join(", ")}`;
}

function isFlag(value: JsonValue): boolean {
  return typeof value === "boolean";
}

function isListOf(value: JsonValue, form: RegExp): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string" && form.test(one));
}

function refuse(table: Table, name: string, problem: string, hint: string): SurrealdbError {
  return new SurrealdbError(`The index ${name} of the ${tableText(table)} ${problem}.`, {
    code: "SURREALDB_INDEX",
    hint,
  });
}
