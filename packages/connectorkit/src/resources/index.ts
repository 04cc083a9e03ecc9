export type { Chunk, Position } from "./chunk.ts";
export type { Embedder } from "./embedder.ts";
export { type HasVectorSchema, type VectorElement, type VectorSchema, vectorSchema } from "./vector-schema.ts";
