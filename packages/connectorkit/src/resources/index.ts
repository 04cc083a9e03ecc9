export type { Chunk, Position } from "./chunk.ts";
export type { Embedder } from "./embedder.ts";
export { type HasVectorSchema, type VectorElement, type VectorSchema, vectorSchema } from "./vector-schema.ts";
export type { FileLike } from "./file-like.ts";
export { type FilePath, filePath } from "./file-path.ts";
export {
  type PathMatcher,
  type PatternMatcher,
  patternMatcher,
  type PatternMatcherOptions,
} from "./pattern-matcher.ts";
