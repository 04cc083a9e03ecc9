import type { ContextKey } from "../context/context-key.ts";
import type { HasVectorSchema, VectorElement } from "../resources/vector-schema.ts";

/** Kinds of columns that hold one plain value. */
export type ScalarKind = "string" | "int" | "bigint" | "float" | "boolean" | "bytes" | "timestamp" | "date" | "uuid";

/** What a column holds, as data: what a connector maps to a type of its target. */
export type ColumnType =
  | { readonly kind: ScalarKind | "json" }
  | { readonly kind: "list"; readonly item: ScalarKind }
  | { readonly kind: "multiVector" | "vector"; readonly from: number | ContextKey<HasVectorSchema> }
  | { readonly kind: "sparseVector" };

/** As {@link ColumnType}, after the shapes of vectors have been looked up. */
export type ResolvedColumnType =
  | { readonly kind: ScalarKind | "json" }
  | { readonly kind: "list"; readonly item: ScalarKind }
  | { readonly kind: "vector"; readonly dims: number; readonly dtype: VectorElement };

/**
 * Vectors that only stores made for search hold: several to a row, and sparse ones. A connector that can hold them says so
 * when it resolves a record; for all others they are an error.
 */
export type SpecialVectorType =
  | { readonly kind: "multiVector"; readonly dims: number; readonly dtype: VectorElement }
  | { readonly kind: "sparseVector" };
