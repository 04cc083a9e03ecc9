import type { Schemas as ClientSchemas } from "@qdrant/js-client-rest";
import {
  anyOf,
  anything,
  type Check,
  flag,
  listOf,
  mapOf,
  notServed,
  number,
  object,
  oneOf,
  text,
  whole,
} from "../shape/shape.ts";
import { checkId } from "./ids.ts";

type Schemas = ClientSchemas;

const memory: Check = oneOf<Schemas["Memory"]>("cold", "cached", "pinned");

const hnsw: Check = object<Schemas["HnswConfigDiff"]>({
  m: whole(),
  ef_construct: whole(4),
  full_scan_threshold: whole(),
  max_indexing_threads: whole(),
  on_disk: flag,
  memory,
  payload_m: whole(),
  inline_storage: flag,
});

const scalar = object<Schemas["ScalarQuantization"]>(
  {
    scalar: object<Schemas["ScalarQuantizationConfig"]>(
      { type: oneOf("int8"), quantile: number, always_ram: flag, memory },
      ["type"],
    ),
  },
  ["scalar"],
);
const product = object<Schemas["ProductQuantization"]>(
  {
    product: object<Schemas["ProductQuantizationConfig"]>(
      { compression: oneOf("x4", "x8", "x16", "x32", "x64"), always_ram: flag, memory },
      ["compression"],
    ),
  },
  ["product"],
);
const binary = object<Schemas["BinaryQuantization"]>(
  {
    binary: object<Schemas["BinaryQuantizationConfig"]>({
      always_ram: flag,
      memory,
      encoding: text,
      query_encoding: text,
    }),
  },
  ["binary"],
);
const quantization: Check = anyOf(product, binary, scalar);

const multivector = object<Schemas["MultiVectorConfig"]>({ comparator: oneOf("max_sim") }, ["comparator"]);
const distance = oneOf<Schemas["Distance"]>("Cosine", "Euclid", "Dot", "Manhattan");
const datatype = oneOf("float32", "uint8", "float16");

const vectorParams = object<Schemas["VectorParams"]>(
  {
    size: whole(1, 65_536),
    distance,
    hnsw_config: hnsw,
    quantization_config: quantization,
    on_disk: flag,
    memory,
    datatype,
    multivector_config: multivector,
  },
  ["size", "distance"],
);

const sparseParams = object<Schemas["SparseVectorParams"]>({
  index: object<Schemas["SparseIndexParams"]>({ full_scan_threshold: whole(), on_disk: flag, memory, datatype }),
  modifier: oneOf("none", "idf"),
});

const optimizers: Check = object<Schemas["OptimizersConfigDiff"]>({
  deleted_threshold: number,
  vacuum_min_vector_number: whole(100),
  default_segment_number: whole(),
  max_segment_size: whole(1),
  memmap_threshold: whole(),
  indexing_threshold: whole(),
  flush_interval_sec: whole(),
  max_optimization_threads: anything,
  prevent_unoptimized: flag,
});

const metadata = mapOf(anything);

export const createCollection: Check = object<Schemas["CreateCollection"]>({
  vectors: anyOf(mapOf(vectorParams), vectorParams),
  shard_number: whole(1),
  sharding_method: oneOf("auto", "custom"),
  replication_factor: whole(1),
  write_consistency_factor: whole(1),
  on_disk_payload: flag,
  payload: anything,
  hnsw_config: hnsw,
  wal_config: anything,
  optimizers_config: optimizers,
  quantization_config: quantization,
  sparse_vectors: mapOf(sparseParams),
  strict_mode_config: anything,
  metadata,
});

const quantizationDiff = anyOf(quantization, oneOf("Disabled"));

export const updateCollection: Check = object<Schemas["UpdateCollection"]>({
  vectors: mapOf(
    object<Schemas["VectorParamsDiff"]>({
      hnsw_config: hnsw,
      quantization_config: quantizationDiff,
      on_disk: flag,
      memory,
    }),
  ),
  optimizers_config: optimizers,
  params: object<Schemas["CollectionParamsDiff"]>({
    replication_factor: whole(1),
    write_consistency_factor: whole(1),
    read_fan_out_factor: whole(),
    read_fan_out_delay_ms: whole(),
    on_disk_payload: flag,
    payload: anything,
  }),
  hnsw_config: hnsw,
  quantization_config: quantizationDiff,
  sparse_vectors: mapOf(sparseParams),
  strict_mode_config: anything,
  metadata,
});

export const createVector: Check = anyOf(
  object<Schemas["SparseVectorNameConfig"]>(
    { sparse: object<Schemas["SparseVectorConfig"]>({ modifier: oneOf("none", "idf"), datatype }) },
    ["sparse"],
  ),
  object<Schemas["DenseVectorNameConfig"]>(
    {
      dense: object<Schemas["DenseVectorConfig"]>(
        { size: whole(1, 65_536), distance, multivector_config: multivector, datatype },
        ["size", "distance"],
      ),
    },
    ["dense"],
  ),
);

const id: Check = (value) => void checkId(value);
const payload = mapOf(anything);

export const upsert: Check = object<Schemas["PointsList"]>(
  {
    points: listOf(object<Schemas["PointStruct"]>({ id, vector: anything, payload }, ["id", "vector"])),
    shard_key: notServed,
    update_filter: notServed,
    update_mode: notServed,
  },
  ["points"],
);

export const deletePoints: Check = anyOf(
  object<Schemas["FilterSelector"]>({ filter: anything, shard_key: notServed }, ["filter"]),
  object<Schemas["PointIdsList"]>({ points: listOf(id), shard_key: notServed }, ["points"]),
);

const select = anyOf(flag, listOf(text));

export const retrieve: Check = object<Schemas["PointRequest"]>(
  { ids: listOf(id), with_payload: select, with_vector: select, shard_key: notServed },
  ["ids"],
);

export const scroll: Check = object<Schemas["ScrollRequest"]>({
  shard_key: notServed,
  offset: id,
  limit: whole(1),
  filter: anything,
  with_payload: select,
  with_vector: select,
  order_by: notServed,
});

export const count: Check = object<Schemas["CountRequest"]>({ shard_key: notServed, filter: anything, exact: flag });

const search = {
  query: anything,
  using: text,
  filter: anything,
  params: anything,
  score_threshold: number,
  limit: whole(1),
  lookup_from: notServed,
} as const;

export const query: Check = object<Schemas["QueryRequest"]>({
  ...search,
  shard_key: notServed,
  prefetch: anything,
  offset: whole(),
  with_vector: select,
  with_payload: select,
});

export const prefetch: Check = object<Schemas["Prefetch"]>({ ...search, prefetch: anything });

const indexTypes = ["keyword", "integer", "float", "geo", "text", "bool", "datetime", "uuid"] as const;

/** A payload index: its type alone, or with options, which are kept and given back. */
export const createIndex: Check = object<Schemas["CreateFieldIndex"]>(
  {
    field_name: text,
    field_schema: anyOf(oneOf<Schemas["PayloadSchemaType"]>(...indexTypes), (value, where) => {
      oneOf(...indexTypes)((value as { readonly type?: unknown }).type, `${where}.type`);
    }),
  },
  ["field_name", "field_schema"],
);
