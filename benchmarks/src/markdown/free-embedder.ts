import { hash } from "node:crypto";

export const DIMENSIONS = 384;

/** Texts embedded by this process. */
export const embedded: { texts: number } = { texts: 0 };

/**
 * A vector of length one that costs next to nothing and depends on the whole text: what is measured is everything else.
 * Seeded with a hash of the text, so that other languages get the same bits at the same low price: the numbers are whole
 * until the last step, and each step is exact or rounded once.
 */
export function embed(text: string): Float32Array {
  embedded.texts += 1;
  let seed = hash("sha256", text, "buffer").readUInt32LE(0);
  const vector = new Float32Array(DIMENSIONS);
  let sum = 0;
  for (let at = 0; at < DIMENSIONS; at++) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    const value = seed >> 16;
    vector[at] = value;
    sum += value * value;
  }
  const scale = 1 / Math.sqrt(sum);
  for (let at = 0; at < DIMENSIONS; at++) vector[at] = (vector[at] as number) * scale;
  return vector;
}

/** A vector's bytes, as they stand in the target. */
export function vectorBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}
