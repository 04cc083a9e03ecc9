import type { JsonValue } from "@coco/connectorkit";

/** How vectors are compared. */
export type VectorMetric = "cosine" | "euclidean";

/** Options of the store's own, under its own names: what the model does not know of. */
export type StoreOptions = Readonly<Record<string, JsonValue>>;

export interface VectorIndexOptions<Column extends string = string> {
  readonly column: Column;
  /** Its name in the graph. Default: label, `__vector__` and the column. */
  readonly name?: string;
  /** Default "cosine". */
  readonly metric?: VectorMetric;
  /** HNSW: the most neighbours of a vector. Default: the store's. */
  readonly m?: number;
  /** HNSW: how many candidates are looked at while it is built. Default: the store's. */
  readonly efConstruction?: number;
  readonly storeOptions?: StoreOptions;
}

export interface FtsIndexOptions<Column extends string = string> {
  /** One column of texts, or several. */
  readonly column: Column | readonly Column[];
  /** Its name in the graph. Default: label, `__fts__` and the columns. */
  readonly name?: string;
  /** The language that decides what a word is, in English and lower case: "english", "german". Default "english". */
  readonly language?: string;
  readonly storeOptions?: StoreOptions;
}

/** An index as it is declared and tracked. Plain JSON. */
export type IndexSpec =
  | {
      readonly kind: "vector";
      readonly column: string;
      readonly dims: number;
      readonly metric: VectorMetric;
      readonly m?: number;
      readonly efConstruction?: number;
      readonly storeOptions?: StoreOptions;
    }
  | {
      readonly kind: "fts";
      readonly columns: readonly string[];
      readonly language: string;
      readonly storeOptions?: StoreOptions;
    };
