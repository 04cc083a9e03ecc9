import type { VectorSchema } from "./vector-schema.ts";

/**
 * Turns text into vectors. One that is provided under a context key with `detectChange` has a memo key, which says which
 * model it is (name, element type, hash of the weights): a change of it re-runs what embedded with it.
 */
export interface Embedder {
  /** The vector of one text; of the length that {@link vectorSchema} says. */
  embed(text: string): Promise<Float32Array>;
  /** The shape of the vectors; a promise where the model has to be loaded to know. */
  readonly vectorSchema: VectorSchema | Promise<VectorSchema>;
}
