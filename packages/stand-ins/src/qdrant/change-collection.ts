import { Refusal } from "../server/refusal.ts";
import { isObject } from "../shape/shape.ts";
import { type Collection, type Json, named, UNNAMED } from "./collection.ts";

/** Changes what may be changed of a collection that is there: options are merged into those that it has. */
export function changeCollection(collection: Collection, change: Json): void {
  const { metadata, optimizers_config, params, quantization_config, sparse_vectors, vectors, ...others } = change;
  const config: Record<string, unknown> = { ...collection.config };
  for (const [name, value] of Object.entries(others)) if (value !== null) config[name] = merged(config[name], value);
  if (optimizers_config !== undefined) {
    config["optimizers_config"] = merged(config["optimizers_config"], optimizers_config);
  }
  Object.assign(config, withoutNulls(params));
  if (quantization_config !== undefined && quantization_config !== null) {
    config["quantization_config"] = quantization_config === "Disabled" ? null : quantization_config;
  }
  if (isObject(metadata)) config["metadata"] = withoutNulls(merged(config["metadata"], metadata));
  if (isObject(vectors)) config["vectors"] = changeVectors(config["vectors"], vectors as Record<string, Json>);
  if (isObject(sparse_vectors)) config["sparse_vectors"] = changeSparse(config["sparse_vectors"], sparse_vectors);
  collection.config = config;
}

function changeVectors(before: unknown, changes: Readonly<Record<string, Json>>): unknown {
  const after: Record<string, Json> = { ...named(before) };
  for (const [name, change] of Object.entries(changes)) {
    const params = after[name];
    if (params === undefined) throw new Refusal(400, `Wrong input: Not existing vector name error: ${name}`);
    const { hnsw_config, quantization_config, ...others } = change;
    after[name] = {
      ...params,
      ...withoutNulls(others),
      ...(isObject(hnsw_config) ? { hnsw_config: merged(params["hnsw_config"], hnsw_config) } : {}),
      ...(quantization_config === undefined || quantization_config === null
        ? {}
        : { quantization_config: quantization_config === "Disabled" ? null : quantization_config }),
    };
  }
  return UNNAMED in after ? after[UNNAMED] : after;
}

function changeSparse(before: unknown, changes: Json): Json {
  const after: Record<string, unknown> = { ...((before ?? {}) as Json) };
  for (const [name, change] of Object.entries(changes)) {
    if (!(name in after)) throw new Refusal(400, `Wrong input: Not existing vector name error: ${name}`);
    after[name] = merged(after[name], change);
  }
  return after;
}

function merged(before: unknown, change: unknown): Json {
  return { ...((before ?? {}) as Json), ...withoutNulls(change) };
}

function withoutNulls(value: unknown): Json {
  return Object.fromEntries(Object.entries((value ?? {}) as Json).filter(([, one]) => one !== null));
}

/** Makes room for vectors of a name that no point has yet. */
export function addVectorName(collection: Collection, name: string, body: Json): void {
  if (collection.spaces.has(name)) throw new Refusal(409, `Wrong input: Vector \`${name}\` already exists!`);
  const { dense, sparse } = body;
  const { config } = collection;
  if (isObject(dense)) {
    const vectors = named(config["vectors"]);
    if (UNNAMED in vectors) throw new Refusal(400, "Wrong input: the collection has a vector without a name");
    collection.config = { ...config, vectors: { ...vectors, [name]: dense } };
  } else {
    collection.config = {
      ...config,
      sparse_vectors: { ...((config["sparse_vectors"] ?? {}) as Json), [name]: sparse },
    };
  }
}

/** Takes away a name, with the vectors of all points that stand under it. */
export function removeVectorName(collection: Collection, name: string): void {
  collection.space(name);
  const { [name]: _dense, ...vectors } = named(collection.config["vectors"]);
  const { [name]: _sparse, ...sparse } = (collection.config["sparse_vectors"] ?? {}) as Json;
  collection.config = { ...collection.config, vectors, sparse_vectors: sparse };
  for (const point of collection.points.values()) {
    if (!point.vectors.has(name)) continue;
    const left = new Map(point.vectors);
    left.delete(name);
    collection.points.set(point.id, { ...point, vectors: left });
  }
}
