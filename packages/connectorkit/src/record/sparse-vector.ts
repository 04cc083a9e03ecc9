import { describeValue } from "./describe-value.ts";
import { ValueMismatch } from "./value-mismatch.ts";

/** A vector of very many dimensions, almost all of them 0: the others, in rising order. */
export interface SparseVector {
  /** Which dimensions: whole numbers from 0 to 4,294,967,295, each once. */
  readonly indices: Uint32Array;
  /** The number at each of them. */
  readonly values: Float32Array;
}

/** A sparse vector as it is declared: in any order. */
export interface SparseVectorInput {
  readonly indices: Uint32Array | readonly number[];
  readonly values: Float32Array | readonly number[];
}

const MOST = 2 ** 32 - 1;

/** @internal The vector in the form in which it is stored; throws a ValueMismatch when it is none. */
export function checkSparseVector(value: unknown): SparseVector {
  const { indices, values } = (value ?? {}) as Partial<Record<"indices" | "values", unknown>>;
  if (!isList(indices, Uint32Array) || !isList(values, Float32Array)) throw new ValueMismatch(describeValue(value));
  if (indices.length !== values.length) {
    throw new ValueMismatch(`${indices.length} indices and ${values.length} values`, "Give a value for each index.");
  }
  const entries = Array.from(indices, (index, at) => [checkIndex(index, at), checkNumber(values[at], at)] as const);
  entries.sort(([a], [b]) => a - b);
  for (const [at, [index]] of entries.entries()) {
    if (at > 0 && entries[at - 1]?.[0] === index) {
      throw new ValueMismatch(`the index ${index} twice`, "Add the values of one index up.");
    }
  }
  return {
    indices: Uint32Array.from(entries, ([index]) => index),
    values: Float32Array.from(entries, ([, number]) => number),
  };
}

function isList(value: unknown, typed: typeof Float32Array | typeof Uint32Array): value is ArrayLike<unknown> {
  return Array.isArray(value) || value instanceof typed;
}

function checkIndex(index: unknown, at: number): number {
  if (Number.isInteger(index) && (index as number) >= 0 && (index as number) <= MOST) return index as number;
  throw new ValueMismatch(`${describeValue(index)} at indices[${at}]`);
}

function checkNumber(number: unknown, at: number): number {
  if (typeof number === "number" && Number.isFinite(Math.fround(number))) return number;
  throw new ValueMismatch(`${describeValue(number)} at values[${at}]`);
}
