import type { AnyRecord, Column, SparseVector } from "@coco/connectorkit";
import type { QdrantSchemas } from "./connection.ts";
import type { OnExisting } from "./collection-action.ts";
import { QdrantError } from "./qdrant-error.ts";

export type VectorDistance = "cosine" | "dot" | "euclid" | "manhattan";

/** How the vectors of one column are kept and found. */
export interface VectorOptions {
  /** The vector's name in the collection. Default: that of the column. `""` is the vector without a name. */
  readonly name?: string;
  /** Default `"cosine"`, with which Qdrant keeps vectors with the length 1. Not for sparse vectors. */
  readonly distance?: VectorDistance;
  /** How numbers are stored. Default: as the column says, `"float32"` where it says nothing. Not for sparse vectors. */
  readonly datatype?: "float16" | "float32" | "uint8";
  /** Keep vectors on disk. Default: Qdrant's own. Not for sparse vectors. */
  readonly onDisk?: boolean;
  /** Options of the index, as Qdrant names them. Not for sparse vectors. */
  readonly hnsw?: QdrantSchemas["HnswConfigDiff"];
  /** As Qdrant names it: `{ scalar: { type: "int8" } }`. Not for sparse vectors. */
  readonly quantization?: QdrantSchemas["QuantizationConfig"];
  /** For sparse vectors: `"idf"` has words count the more the fewer points have them. Default: none. */
  readonly modifier?: "idf";
}

type VectorKind = "multiVector" | "sparseVector" | "vector";

/** Names of the columns that are kept as vectors; any name where the record's type is not known. */
export type VectorColumnsOf<R extends AnyRecord> = {
  [Name in keyof R["columns"] & string]: R["columns"][Name] extends Column<infer Out, infer _In, boolean>
    ? [NonNullable<Out>] extends [Float32Array | readonly Float32Array[] | SparseVector]
      ? Name
      : never
    : never;
}[keyof R["columns"] & string];

export interface CollectionOptions<Columns extends string = string> {
  /**
   * `"system"` (default): the app makes, changes and drops the collection. `"user"`: the collection is there and stays;
   * the app writes and deletes its own points, and checks that their vectors fit.
   */
  readonly managedBy?: "system" | "user";
  /**
   * For a collection of that name that this app did not make: `"error"` (default), `"adopt"` it with its points, or
   * `"replace"` it by an empty one.
   */
  readonly onExisting?: OnExisting;
  /** By column. */
  readonly vectors?: Readonly<Partial<Record<Columns, VectorOptions>>>;
  /** Defaults of all vectors' indexes, as Qdrant names them. */
  readonly hnsw?: QdrantSchemas["HnswConfigDiff"];
  /** Default of all vectors. */
  readonly quantization?: QdrantSchemas["QuantizationConfig"];
  readonly optimizers?: QdrantSchemas["OptimizersConfigDiff"];
  /** Keep payloads on disk. Default: Qdrant's own. */
  readonly onDiskPayload?: boolean;
  readonly replicationFactor?: number;
  readonly writeConsistencyFactor?: number;
  /** Cannot be changed in place: another number has the collection made anew. */
  readonly shardNumber?: number;
  /**
   * `true` (default): a batch counts as written when searches find it. `false`: when the server has it in its log, which
   * is faster; searches find it a little later.
   */
  readonly wait?: boolean;
}

const choices: Readonly<Record<string, readonly unknown[]>> = {
  managedBy: ["system", "user", undefined],
  onExisting: ["error", "adopt", "replace", undefined],
  wait: [true, false, undefined],
};
const others: ReadonlySet<string> = new Set([
  "vectors",
  "hnsw",
  "quantization",
  "optimizers",
  "onDiskPayload",
  "replicationFactor",
  "writeConsistencyFactor",
  "shardNumber",
]);
const distances: readonly unknown[] = ["cosine", "dot", "euclid", "manhattan", undefined];
const datatypes: readonly unknown[] = ["float16", "float32", "uint8", undefined];
const forDense: ReadonlySet<string> = new Set(["name", "distance", "datatype", "onDisk", "hnsw", "quantization"]);
const forSparse: ReadonlySet<string> = new Set(["name", "modifier"]);

/** Refuses options that are not known, and those of columns that are none of vectors. */
export function checkOptions(
  collection: string,
  options: CollectionOptions,
  columns: readonly { readonly name: string; readonly type: { readonly kind: string } }[],
): void {
  for (const [option, value] of Object.entries(options)) {
    if (others.has(option) || choices[option]?.includes(value) === true) continue;
    throw wrong(collection, `the option ${option}: ${JSON.stringify(value)} is not known`);
  }
  for (const [name, vector] of Object.entries(options.vectors ?? {})) {
    const kind = columns.find((column) => column.name === name)?.type.kind;
    if (!isVectorKind(kind)) throw wrong(collection, `the option vectors names ${name}, which is no column of vectors`);
    checkVector(collection, name, kind, vector ?? {});
  }
}

function isVectorKind(kind: string | undefined): kind is VectorKind {
  return kind === "vector" || kind === "multiVector" || kind === "sparseVector";
}

function checkVector(collection: string, column: string, kind: VectorKind, options: VectorOptions): void {
  const known = kind === "sparseVector" ? forSparse : forDense;
  for (const [option, value] of Object.entries(options)) {
    if (!known.has(option)) throw wrong(collection, `vectors.${column}.${option} is no option of a ${kind}`);
    const fits =
      (option !== "distance" || distances.includes(value)) &&
      (option !== "datatype" || datatypes.includes(value)) &&
      (option !== "modifier" || value === "idf" || value === undefined) &&
      (option !== "name" || typeof value === "string");
    if (!fits) throw wrong(collection, `vectors.${column}.${option}: ${JSON.stringify(value)} is not known`);
  }
}

function wrong(collection: string, problem: string): QdrantError {
  return new QdrantError(`mountCollection(${collection}): ${problem}.`, {
    code: "QDRANT_OPTIONS",
    hint: `Options: ${[...Object.keys(choices), ...others].join(", ")}. Of a vector: ${[...forDense].join(", ")}; of a sparse one: ${[...forSparse].join(", ")}. Distances: ${distances.filter(Boolean).join(", ")}.`,
  });
}
