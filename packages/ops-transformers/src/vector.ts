import type { Pooling } from "./embedder-options.ts";

/** The vectors of a text's tokens, one after the other. */
export interface TokenVectors {
  readonly data: ArrayLike<number>;
  readonly tokens: number;
  readonly dimensions: number;
}

/** One vector from those of the tokens. Sums are taken in double precision, so both libraries round alike. */
export function poolTokens(vectors: TokenVectors, pooling: Pooling, normalize: boolean): Float32Array {
  const { data, tokens, dimensions } = vectors;
  const counted = pooling === "mean" ? tokens : 1;
  const sums = new Float64Array(dimensions);
  for (let offset = 0; offset < counted * dimensions; offset += dimensions) {
    for (let axis = 0; axis < dimensions; axis++) sums[axis] = (sums[axis] ?? 0) + (data[offset + axis] ?? Number.NaN);
  }
  const length = normalize ? Math.hypot(...sums) || 1 : counted;
  return Float32Array.from(sums, (sum) => sum / length);
}
