import { quoted } from "./identifiers.ts";
import { PostgresError } from "./postgres-error.ts";
import type { StoredColumn } from "./stored-column.ts";
import { baseType } from "./column-type.ts";
import type { WishedIndex } from "./table-note.ts";

/**
 * How vectors are compared. A search must use its operator: `<=>` cosine, `<->` l2, `<#>` inner product, `<+>` l1, and for
 * bits `<~>` hamming, `<%>` jaccard.
 */
export type VectorMetric = "cosine" | "hamming" | "ip" | "jaccard" | "l1" | "l2";

export type VectorIndexMethod = "hnsw" | "ivfflat";

export const vectorMetrics: readonly VectorMetric[] = ["cosine", "ip", "l1", "l2", "hamming", "jaccard"];

export interface VectorIndexOptions<Column extends string = string> {
  readonly column: Column;
  /** A name among the table's vector indexes. Default: the column. */
  readonly name?: string;
  /** Default "cosine", for bits "hamming". */
  readonly metric?: VectorMetric;
  /** Default "hnsw". "ivfflat" is built faster and smaller, and finds less as rows come in after it was built. */
  readonly method?: VectorIndexMethod;
  /** HNSW: the most neighbours of a node, 2 to 100. pgvector's default is 16. */
  readonly m?: number;
  /** HNSW: candidates looked at while building, 4 to 1,000, at least twice `m`. pgvector's default is 64. */
  readonly efConstruction?: number;
  /** IVFFlat: into how many lists, 1 to 32,768. Default: from the number of rows when it is built. */
  readonly lists?: number;
  /**
   * The index is built at the end of the first run that leaves this many rows in the table; until then a search compares with
   * every row. Default 0 for "hnsw", 1,000 for "ivfflat", which learns its lists from the rows that are there.
   */
  readonly minRows?: number;
}

interface TypeRules {
  readonly metrics: readonly VectorMetric[];
  /** The most dimensions by method; none: the method does not take the type. */
  readonly most: Readonly<Partial<Record<VectorIndexMethod, number>>>;
}

/** What pgvector 0.8 can index. */
const types: Readonly<Record<string, TypeRules>> = {
  vector: { metrics: ["cosine", "ip", "l1", "l2"], most: { hnsw: 2_000, ivfflat: 2_000 } },
  halfvec: { metrics: ["cosine", "ip", "l1", "l2"], most: { hnsw: 4_000, ivfflat: 4_000 } },
  sparsevec: { metrics: ["cosine", "ip", "l1", "l2"], most: { hnsw: Number.POSITIVE_INFINITY } },
  bit: { metrics: ["hamming", "jaccard"], most: { hnsw: 64_000, ivfflat: 64_000 } },
};

const ranges = {
  m: [2, 100],
  efConstruction: [4, 1_000],
  lists: [1, 32_768],
  minRows: [0, Number.MAX_SAFE_INTEGER],
} as const;
const ofMethod: Readonly<Record<VectorIndexMethod, readonly string[]>> = {
  hnsw: ["m", "efConstruction"],
  ivfflat: ["lists"],
};
const known: ReadonlySet<string> = new Set([
  "column",
  "name",
  "metric",
  "method",
  "m",
  "efConstruction",
  "lists",
  "minRows",
]);

/** Checks what was asked for against its column, and gives it its stored form. */
export function vectorIndex(options: VectorIndexOptions, column: StoredColumn, table: string): WishedIndex {
  const refuse = (problem: string, hint: string): never => {
    throw new PostgresError(`Table ${table}: the vector index on ${column.name} ${problem}.`, {
      code: "POSTGRES_INDEX_OPTIONS",
      hint,
    });
  };
  const base = baseType(column.type).toLowerCase();
  const rules = types[base];
  if (rules === undefined) {
    return refuse(`stands on a column of type ${column.type}`, `It takes ${Object.keys(types).join(", ")}.`);
  }
  const unknown = Object.keys(options).find((option) => !known.has(option));
  if (unknown !== undefined) refuse(`has an unknown option "${unknown}"`, `Known: ${[...known].join(", ")}.`);
  const { method = "hnsw", metric = base === "bit" ? "hamming" : "cosine" } = options;
  const most = Object.hasOwn(ofMethod, method) ? rules.most[method] : undefined;
  if (most === undefined) {
    refuse(`has the method ${JSON.stringify(method)}`, `For ${base}: ${Object.keys(rules.most).join(", ")}.`);
  }
  if (
    !rules.metrics.includes(metric) ||
    (metric === "l1" && method === "ivfflat") ||
    (metric === "jaccard" && method === "ivfflat")
  ) {
    refuse(
      `has the metric ${JSON.stringify(metric)}`,
      `For ${base} with ${method}: ${rules.metrics.join(", ")}; l1 and jaccard with hnsw only.`,
    );
  }
  const dimensions = Number(/\((\d+)\)/.exec(column.type)?.[1] ?? 0);
  if (dimensions > (most ?? 0)) {
    refuse(
      `would have ${dimensions} dimensions, and pgvector indexes at most ${most} of ${base}`,
      base === "vector" && dimensions <= 4_000
        ? `Keep the column as half floats: mountTable(…, { columns: { ${column.name}: "halfvec(${dimensions})" } }).`
        : "Use an embedder of fewer dimensions.",
    );
  }
  for (const [name, [least, greatest]] of Object.entries(ranges)) {
    const value = options[name as keyof typeof ranges];
    if (value === undefined) continue;
    if (name !== "minRows" && !ofMethod[method].includes(name))
      refuse(`has ${name}, which ${method} does not take`, `It takes ${ofMethod[method].join(", ")}.`);
    if (!Number.isInteger(value) || value < least || value > greatest)
      refuse(`has ${name}: ${value}`, `Give a whole number from ${least} to ${greatest}.`);
  }
  const { m = 16, efConstruction = 64, lists } = options;
  if (method === "hnsw" && efConstruction < 2 * m)
    refuse(`has efConstruction: ${efConstruction} and m: ${m}`, "efConstruction must be at least twice m.");
  const settings =
    method === "hnsw"
      ? [option("m", options.m), option("ef_construction", options.efConstruction)]
      : [`lists = ${lists ?? "$lists"}`];
  const given = settings.filter((setting) => setting !== "").join(", ");
  const definition = `USING ${method} (${quoted(column.name)} ${base}_${metric}_ops)${given === "" ? "" : ` WITH (${given})`}`;
  const minRows = options.minRows ?? (method === "ivfflat" ? 1_000 : 0);
  return minRows === 0 ? { definition } : { definition, minRows };
}

function option(name: string, value: number | undefined): string {
  return value === undefined ? "" : `${name} = ${value}`;
}
