import type { IndexSpec } from "./index-spec.ts";
import { LanceDbError } from "./lancedb-error.ts";

/** How vectors are compared. A search must ask for the same: `.distanceType("cosine")`. */
export type VectorMetric = "cosine" | "dot" | "l2";

export const vectorMetrics: readonly VectorMetric[] = ["cosine", "dot", "l2"];

export type VectorIndexType = "hnswPq" | "hnswSq" | "ivfFlat" | "ivfPq" | "ivfRq";

export interface VectorIndexOptions<Column extends string = string> {
  /** A name among the table's vector indexes. Default: the column. */
  readonly name?: string;
  readonly column: Column;
  /** Default "cosine". */
  readonly metric?: VectorMetric;
  /** Default "ivfPq", which is LanceDB's own. "hnswSq" is built faster and finds more, and needs more memory. */
  readonly type?: VectorIndexType;
  /**
   * The index is built at the end of the first run that leaves this many rows in the table; until then a search compares
   * with every row, which is exact and takes milliseconds. Default 5,000; at least 256 for the types with `Pq`.
   */
  readonly minRows?: number;
  /** All types. Default: LanceDB's choice from the number of rows. */
  readonly numPartitions?: number;
  /** Types with `Pq`. Must divide the vector's length. */
  readonly numSubVectors?: number;
  /** "ivfPq" (4 or 8; default 8) and "ivfRq" (default 1). */
  readonly numBits?: number;
  /** HNSW types: neighbours of a node. LanceDB's default is 20. */
  readonly m?: number;
  /** HNSW types: candidates looked at while building. LanceDB's default is 300. */
  readonly efConstruction?: number;
  /** All types: rounds of k-means in training. LanceDB's default is 50. */
  readonly maxIterations?: number;
  /** All types: vectors sampled per partition in training. LanceDB's default is 256. */
  readonly sampleRate?: number;
}

/** Below this, comparing with every row is as fast as an index and misses nothing. */
const DEFAULT_VECTOR_INDEX_MIN_ROWS = 5_000;
/** LanceDB cannot train product quantisation on fewer rows. */
const PQ_MIN_ROWS = 256;

const everyType = ["numPartitions", "maxIterations", "sampleRate"] as const;
const parametersOf = {
  ivfPq: [...everyType, "numSubVectors", "numBits"],
  ivfRq: [...everyType, "numBits"],
  ivfFlat: everyType,
  hnswPq: [...everyType, "numSubVectors", "m", "efConstruction"],
  hnswSq: [...everyType, "m", "efConstruction"],
} as const satisfies Record<VectorIndexType, readonly (keyof VectorIndexOptions)[]>;
const parameterNames = ["numSubVectors", "numBits", "m", "efConstruction", ...everyType] as const;
const knownOptions: ReadonlySet<string> = new Set(["name", "column", "metric", "type", "minRows", ...parameterNames]);

/** Checks what was asked for against a column of `dimensions`, and gives it its stored form. */
export function vectorIndexSpec(options: VectorIndexOptions, dimensions: number, table: string): IndexSpec {
  const { column, metric = "cosine", type = "ivfPq" } = options;
  const refuse = (problem: string, hint: string): never => {
    throw new LanceDbError(`Table ${table}: the vector index on ${column} ${problem}.`, {
      code: "LANCEDB_INDEX_OPTIONS",
      hint,
    });
  };
  const unknown = Object.keys(options).find((option) => !knownOptions.has(option));
  if (unknown !== undefined) refuse(`has an unknown option "${unknown}"`, `Known: ${[...knownOptions].join(", ")}.`);
  if (!Object.hasOwn(parametersOf, type)) {
    refuse(`has the unknown type ${JSON.stringify(type)}`, `Known: ${Object.keys(parametersOf).join(", ")}.`);
  }
  if (!vectorMetrics.includes(metric)) {
    refuse(`has the unknown metric ${JSON.stringify(metric)}`, 'Known: "cosine", "dot", "l2".');
  }
  const parameters: Record<string, number | string> = { distanceType: metric };
  for (const name of parameterNames) {
    const value = options[name];
    if (value === undefined) continue;
    if (!(parametersOf[type] as readonly string[]).includes(name)) {
      refuse(`has the option ${name}, which ${type} does not take`, `It takes ${parametersOf[type].join(", ")}.`);
    }
    if (!Number.isInteger(value) || value < 1) refuse(`has ${name}: ${value}`, "Give a whole number above 0.");
    parameters[name] = value;
  }
  const { numSubVectors, numBits, minRows = DEFAULT_VECTOR_INDEX_MIN_ROWS } = options;
  if (numSubVectors !== undefined && dimensions % numSubVectors !== 0) {
    refuse(`has numSubVectors: ${numSubVectors}`, `It must divide the length of the vectors, ${dimensions}.`);
  }
  if (type === "ivfPq" && numBits !== undefined && numBits !== 4 && numBits !== 8) {
    refuse(`has numBits: ${numBits}`, "It must be 4 or 8.");
  }
  const least = type.endsWith("Pq") ? PQ_MIN_ROWS : 1;
  if (!Number.isInteger(minRows) || minRows < least) {
    refuse(`has minRows: ${minRows}`, `${type} needs a whole number of at least ${least}.`);
  }
  return { kind: "vector", column, type, minRows, parameters };
}
