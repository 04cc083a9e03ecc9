import type { Collection, Json } from "./collection.ts";
import { passes } from "./filter.ts";

/** A collection as the API describes it. */
export function describeCollection(collection: Collection): Json {
  const { config } = collection;
  return {
    status: "green",
    optimizer_status: "ok",
    indexed_vectors_count: 0,
    points_count: collection.points.size,
    segments_count: 1,
    config: {
      params: {
        vectors: config["vectors"] ?? {},
        shard_number: config["shard_number"] ?? 1,
        replication_factor: config["replication_factor"] ?? 1,
        write_consistency_factor: config["write_consistency_factor"] ?? 1,
        on_disk_payload: config["on_disk_payload"] ?? true,
        ...(config["sparse_vectors"] === undefined ? {} : { sparse_vectors: config["sparse_vectors"] }),
      },
      hnsw_config: {
        m: 16,
        ef_construct: 100,
        full_scan_threshold: 10_000,
        max_indexing_threads: 0,
        on_disk: false,
        ...(config["hnsw_config"] as Json | undefined),
      },
      optimizer_config: {
        deleted_threshold: 0.2,
        vacuum_min_vector_number: 1000,
        default_segment_number: 0,
        max_segment_size: null,
        memmap_threshold: null,
        indexing_threshold: 10_000,
        flush_interval_sec: 5,
        max_optimization_threads: null,
        ...(config["optimizers_config"] as Json | undefined),
      },
      wal_config: { wal_capacity_mb: 32, wal_segments_ahead: 0 },
      quantization_config: config["quantization_config"] ?? null,
      ...(config["strict_mode_config"] === undefined ? {} : { strict_mode_config: config["strict_mode_config"] }),
      ...(config["metadata"] === undefined ? {} : { metadata: config["metadata"] }),
    },
    payload_schema: Object.fromEntries(
      [...collection.indexes].map(([field, schema]) => [field, describeIndex(collection, field, schema)]),
    ),
  };
}

function describeIndex(collection: Collection, field: string, schema: unknown): Json {
  const points = [...collection.points.values()].filter(
    (point) => !passes({ must: [{ is_empty: { key: field } }] }, point),
  );
  const isPlain = typeof schema === "string";
  return {
    data_type: isPlain ? schema : (schema as Json)["type"],
    ...(isPlain ? {} : { params: schema }),
    points: points.length,
  };
}
