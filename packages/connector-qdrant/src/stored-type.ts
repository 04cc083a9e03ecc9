import type { ScalarKind } from "@coco/connectorkit";

export type Distance = "Cosine" | "Dot" | "Euclid" | "Manhattan";
type Datatype = "float16" | "float32" | "uint8";

/** How a column is kept: in the payload, or as a vector under a name. It is tracked: forms are added, never changed. */
export type StoredType =
  | { readonly kind: ScalarKind | "json" }
  | { readonly kind: "list"; readonly item: ScalarKind }
  | {
      readonly kind: "multiVector" | "vector";
      /** The vector's name in the collection; empty: the one without a name. */
      readonly vector: string;
      readonly size: number;
      readonly distance: Distance;
      readonly datatype: Datatype;
    }
  | { readonly kind: "sparseVector"; readonly vector: string };

interface StoredColumn {
  readonly name: string;
  readonly type: StoredType;
  readonly nullable: boolean;
}

/** The columns of a collection's rows. */
export interface CollectionLayout {
  readonly columns: readonly StoredColumn[];
  readonly primaryKey: readonly string[];
}

/** A column that is kept as a vector. */
export interface VectorColumn {
  readonly name: string;
  readonly type: Extract<StoredType, { readonly vector: string }>;
  readonly nullable: boolean;
}

export function vectorColumns({ columns }: CollectionLayout): VectorColumn[] {
  return columns.filter((column): column is VectorColumn => "vector" in column.type);
}
