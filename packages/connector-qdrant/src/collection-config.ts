import type { QdrantSchemas } from "./connection.ts";
import type { CollectionAction } from "./collection-action.ts";
import { type CollectionLayout, type VectorColumn, vectorColumns } from "./stored-type.ts";

type Ensure = Extract<CollectionAction, { kind: "ensure" }>;
type DenseType = Exclude<VectorColumn["type"], { kind: "sparseVector" }>;

/** The property of a collection's metadata that holds the owner's mark. */
export const MARK = "coco:owner";

/** The body of the request that makes a collection. */
export function createBody({ fixed, layout, mark, tuning }: Ensure): QdrantSchemas["CreateCollection"] {
  const vectors: Record<string, QdrantSchemas["VectorParams"]> = {};
  const sparse: Record<string, QdrantSchemas["SparseVectorParams"]> = {};
  for (const { type } of vectorColumns(layout)) {
    if (type.kind === "sparseVector") sparse[type.vector] = tuning.sparse[type.vector] ?? {};
    else vectors[type.vector] = { ...denseParams(type), ...tuning.vectors[type.vector] };
  }
  const only = vectors[""];
  return {
    vectors: only ?? vectors,
    ...(Object.keys(sparse).length === 0 ? {} : { sparse_vectors: sparse }),
    ...(Object.keys(tuning.hnsw).length === 0 ? {} : { hnsw_config: tuning.hnsw }),
    ...(Object.keys(tuning.optimizers).length === 0 ? {} : { optimizers_config: tuning.optimizers }),
    ...(Object.keys(tuning.quantization).length === 0 ? {} : { quantization_config: tuning.quantization }),
    ...tuning.params,
    ...(fixed.shardNumber === undefined ? {} : { shard_number: fixed.shardNumber }),
    metadata: { [MARK]: mark },
  };
}

/** The body of the request that adds the vectors of a column to a collection that stands. */
export function addVectorBody({ type }: VectorColumn): QdrantSchemas["VectorNameConfig"] {
  return type.kind === "sparseVector" ? { sparse: {} } : { dense: denseParams(type) };
}

function denseParams({ datatype, distance, kind, size }: DenseType): QdrantSchemas["DenseVectorConfig"] {
  return {
    size,
    distance,
    ...(datatype === "float32" ? {} : { datatype }),
    ...(kind === "multiVector" ? { multivector_config: { comparator: "max_sim" } } : {}),
  };
}

/** How the vectors of a collection differ from those wanted. */
export interface VectorFit {
  readonly missing: readonly VectorColumn[];
  /** Those that are of another kind, size, distance or datatype, each with the difference in words. */
  readonly different: readonly (readonly [column: VectorColumn, problem: string])[];
  /** Names of all vectors that there are. */
  readonly present: ReadonlySet<string>;
}

export function compareVectors({ config }: QdrantSchemas["CollectionInfo"], layout: CollectionLayout): VectorFit {
  const found = foundSpaces(config.params);
  const missing: VectorColumn[] = [];
  const different: (readonly [VectorColumn, string])[] = [];
  for (const column of vectorColumns(layout)) {
    const there = found.get(column.type.vector);
    const wanted = spaceText(column.type);
    if (there === undefined) missing.push(column);
    else if (there !== wanted)
      different.push([column, `the vector "${column.type.vector}" is ${there}, not ${wanted}`]);
  }
  return { missing, different, present: new Set(found.keys()) };
}

function spaceText(type: VectorColumn["type"]): string {
  if (type.kind === "sparseVector") return "sparse";
  const multi = type.kind === "multiVector" ? "several of " : "";
  return `${multi}${type.size} ${type.datatype}, ${type.distance}`;
}

/** The vectors of a collection by name, each as {@link spaceText} has it. */
function foundSpaces({ sparse_vectors: sparse, vectors }: QdrantSchemas["CollectionParams"]): Map<string, string> {
  const dense = (vectors ?? {}) as Record<string, QdrantSchemas["VectorParams"]>;
  const named = typeof vectors?.size === "number" ? { "": vectors as QdrantSchemas["VectorParams"] } : dense;
  const found = new Map<string, string>();
  for (const [name, params] of Object.entries(named)) {
    const isMulti = params.multivector_config !== null && params.multivector_config !== undefined;
    const datatype = (params.datatype ?? "float32") as DenseType["datatype"];
    const kind = isMulti ? "multiVector" : "vector";
    found.set(name, spaceText({ kind, vector: name, size: params.size, distance: params.distance, datatype }));
  }
  for (const name of Object.keys(sparse ?? {})) found.set(name, "sparse");
  return found;
}
