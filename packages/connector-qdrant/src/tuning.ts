import { equalBytes, fingerprint, type JsonValue } from "@coco/connectorkit";
import type { CollectionOptions } from "./collection-options.ts";
import { type CollectionLayout, vectorColumns } from "./stored-type.ts";

type JsonObject = { readonly [name: string]: JsonValue };

/** Options that can be changed while a collection stands, as Qdrant names them. It is tracked. */
export interface Tuning {
  readonly [name: string]: JsonValue;
  /** Of dense vectors, by the vector's name: `hnsw_config`, `quantization_config`, `on_disk`. */
  readonly vectors: { readonly [name: string]: JsonObject };
  /** Of sparse vectors: `modifier`. */
  readonly sparse: { readonly [name: string]: JsonObject };
  readonly hnsw: JsonObject;
  /** Empty: none. */
  readonly quantization: JsonObject;
  readonly optimizers: JsonObject;
  /** `on_disk_payload`, `replication_factor`, `write_consistency_factor`. */
  readonly params: JsonObject;
}

export function tuningOf(options: CollectionOptions, layout: CollectionLayout): Tuning {
  const vectors: Record<string, JsonObject> = {};
  const sparse: Record<string, JsonObject> = {};
  for (const { name, type } of vectorColumns(layout)) {
    const { hnsw, modifier, onDisk, quantization } = options.vectors?.[name] ?? {};
    if (type.kind === "sparseVector") sparse[type.vector] = given({ modifier });
    else vectors[type.vector] = given({ hnsw_config: hnsw, quantization_config: quantization, on_disk: onDisk });
  }
  return {
    vectors,
    sparse,
    hnsw: given(options.hnsw),
    quantization: given(options.quantization),
    optimizers: given(options.optimizers),
    params: given({
      on_disk_payload: options.onDiskPayload,
      replication_factor: options.replicationFactor,
      write_consistency_factor: options.writeConsistencyFactor,
    }),
  };
}

/** What was said, without what was not. */
function given(value: object | undefined): JsonObject {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, one]) => one !== undefined && one !== null));
}

export function sameTuning(a: Tuning, b: Tuning): boolean {
  return equalBytes(fingerprint(a), fingerprint(b));
}

/** What Qdrant takes where nothing is said, as its documentation has it. */
const defaults: Readonly<Record<"hnsw" | "optimizers" | "params", JsonObject>> = {
  hnsw: { m: 16, ef_construct: 100, full_scan_threshold: 10_000, max_indexing_threads: 0, on_disk: false },
  optimizers: {
    deleted_threshold: 0.2,
    vacuum_min_vector_number: 1000,
    default_segment_number: 0,
    indexing_threshold: 10_000,
    flush_interval_sec: 5,
  },
  params: { on_disk_payload: true, replication_factor: 1, write_consistency_factor: 1 },
};

/** The body of a request that brings a collection from any of the former tunings to the wanted one. */
export function tuningChange(wanted: Tuning, former: readonly Tuning[]): Record<string, JsonValue> {
  const hnsw = backToDefault(
    wanted.hnsw,
    former.map((one) => one.hnsw),
    defaults.hnsw,
  );
  const optimizers = backToDefault(
    wanted.optimizers,
    former.map((one) => one.optimizers),
    defaults.optimizers,
  );
  const params = backToDefault(
    wanted.params,
    former.map((one) => one.params),
    defaults.params,
  );
  const quantization = quantizationChange(
    wanted.quantization,
    former.map((one) => one.quantization),
  );
  const vectors = Object.entries(wanted.vectors).map(([name, own]) => [
    name,
    vectorChange(
      own,
      former.map((one) => one.vectors[name] ?? {}),
      { ...defaults.hnsw, ...wanted.hnsw },
    ),
  ]);
  const sparse = Object.entries(wanted.sparse).map(([name, { modifier }]) => [
    name,
    modifier !== undefined || former.some((one) => one.sparse[name]?.["modifier"] !== undefined)
      ? { modifier: modifier ?? "none" }
      : {},
  ]);
  return filled({
    hnsw_config: hnsw,
    optimizers_config: optimizers,
    params,
    quantization_config: quantization,
    vectors: filled(Object.fromEntries(vectors) as JsonObject),
    sparse_vectors: filled(Object.fromEntries(sparse) as JsonObject),
  });
}

function vectorChange(wanted: JsonObject, former: readonly JsonObject[], hnswDefaults: JsonObject): JsonObject {
  const part = (from: JsonObject, name: string): JsonObject => (from[name] ?? {}) as JsonObject;
  return filled({
    hnsw_config: backToDefault(
      part(wanted, "hnsw_config"),
      former.map((one) => part(one, "hnsw_config")),
      hnswDefaults,
    ),
    quantization_config: quantizationChange(
      part(wanted, "quantization_config"),
      former.map((one) => part(one, "quantization_config")),
    ),
    ...backToDefault(
      wanted["on_disk"] === undefined ? {} : { on_disk: wanted["on_disk"] },
      former.map((one) => (one["on_disk"] === undefined ? {} : { on_disk: one["on_disk"] })),
      { on_disk: false },
    ),
  });
}

function backToDefault(wanted: JsonObject, former: readonly JsonObject[], standard: JsonObject): JsonObject {
  const unsaid = former.flatMap((one) => Object.keys(one)).filter((name) => !(name in wanted) && name in standard);
  return { ...Object.fromEntries(unsaid.map((name) => [name, standard[name] as JsonValue])), ...wanted };
}

function quantizationChange(wanted: JsonObject, former: readonly JsonObject[]): JsonValue {
  if (Object.keys(wanted).length > 0) return wanted;
  return former.some((one) => Object.keys(one).length > 0) ? "Disabled" : {};
}

function filled(value: JsonObject): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(value).filter(([, one]) => typeof one !== "object" || Object.keys(one ?? {}).length > 0),
  );
}
