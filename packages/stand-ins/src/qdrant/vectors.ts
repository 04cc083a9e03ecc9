import { Refusal } from "../server/refusal.ts";
import { isObject } from "../shape/shape.ts";
import { type Collection, type SparseNumbers, type StoredVector, UNNAMED, type VectorSpace } from "./collection.ts";

/** The vectors of a point as they are kept; refuses those that the collection does not take. */
export function readVectors(collection: Collection, given: unknown): Map<string, StoredVector> {
  const byName = Array.isArray(given) ? { [UNNAMED]: given } : given;
  if (!isObject(byName))
    throw new Refusal(400, "Format error in JSON body: vector: expected a vector or vectors by name");
  return new Map(
    Object.entries(byName).map(([name, value]) => [name, readVector(collection.space(name), value, name)] as const),
  );
}

/** One vector, of a point or a query. */
export function readVector(space: VectorSpace, value: unknown, name: string): StoredVector {
  switch (space.kind) {
    case "dense":
      return readDense(space, value);
    case "multi": {
      if (!Array.isArray(value) || value.length === 0) throw wrongKind(name, "a list of vectors");
      return Array.isArray(value[0]) ? value.map((each) => readDense(space, each)) : [readDense(space, value)];
    }
    case "sparse":
      return readSparse(value, name);
  }
}

function readDense(space: VectorSpace, value: unknown): Float32Array {
  if (!Array.isArray(value) || value.some((each) => typeof each !== "number" && typeof each !== "bigint")) {
    throw new Refusal(400, "Wrong input: Conversion between sparse and regular vectors failed");
  }
  if (value.length !== space.size) {
    throw new Refusal(400, `Wrong input: Vector dimension error: expected dim: ${space.size}, got ${value.length}`);
  }
  const vector = Float32Array.from(value, Number);
  // A vector compared by its angle is kept with the length 1.
  return space.distance === "Cosine" ? normalised(vector) : vector;
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0));
  return length < 1e-12 ? vector : vector.map((number) => number / length);
}

function readSparse(value: unknown, name: string): SparseNumbers {
  const { indices, values } = (isObject(value) ? value : {}) as { indices?: unknown; values?: unknown };
  if (!Array.isArray(indices) || !Array.isArray(values)) throw wrongKind(name, "a sparse vector");
  if (indices.length !== values.length) {
    throw new Refusal(422, "Validation error in body: [vector.values: must be the same length as indices]");
  }
  if (new Set(indices).size !== indices.length) {
    throw new Refusal(422, "Validation error in body: [vector.indices: must be unique]");
  }
  const order = indices.map((_, at) => at).sort((a, b) => (indices[a] as number) - (indices[b] as number));
  return {
    indices: order.map((at) => indices[at] as number),
    values: Float32Array.from(order, (at) => Number(values[at])),
  };
}

function wrongKind(name: string, wanted: string): Refusal {
  return new Refusal(400, `Wrong input: the vector "${name}" takes ${wanted}`);
}

/** How a point's vector compares with that of a query: higher is nearer, except for distances. */
export function scoreOf(
  space: VectorSpace,
  query: StoredVector,
  stored: StoredVector,
  idf: (index: number) => number,
): number {
  if (space.kind === "sparse") return sparseScore(query as SparseNumbers, stored as SparseNumbers, idf);
  if (space.kind === "dense") return denseScore(space.distance, query as Float32Array, stored as Float32Array);
  const tokens = stored as readonly Float32Array[];
  const nearest = (one: Float32Array): number =>
    tokens.reduce(
      (best, token) => better(space.distance, best, denseScore(space.distance, one, token)),
      worst(space.distance),
    );
  return (query as readonly Float32Array[]).reduce((sum, one) => sum + nearest(one), 0);
}

/** Whether a lower score is the better one. */
export function isDistance(distance: string): boolean {
  return distance === "Euclid" || distance === "Manhattan";
}

function worst(distance: string): number {
  return isDistance(distance) ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

function better(distance: string, a: number, b: number): number {
  return isDistance(distance) ? Math.min(a, b) : Math.max(a, b);
}

function denseScore(distance: string, a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] as number, b[index] as number];
    if (distance === "Euclid") sum += (x - y) ** 2;
    else if (distance === "Manhattan") sum += Math.abs(x - y);
    else sum += x * y;
  }
  return distance === "Euclid" ? Math.sqrt(sum) : sum;
}

function sparseScore(query: SparseNumbers, stored: SparseNumbers, idf: (index: number) => number): number {
  const weights = new Map(stored.indices.map((index, at) => [index, stored.values[at] as number]));
  return query.indices.reduce((sum, index, at) => {
    const weight = weights.get(index);
    return weight === undefined ? sum : sum + (query.values[at] as number) * weight * idf(index);
  }, 0);
}
