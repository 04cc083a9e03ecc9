import { Refusal } from "../server/refusal.ts";
import { isObject } from "../shape/shape.ts";
import { compareIds, type PointId } from "./ids.ts";

export type Json = Readonly<Record<string, unknown>>;

/** How vectors of one name are kept. */
export interface VectorSpace {
  readonly kind: "dense" | "multi" | "sparse";
  readonly size: number;
  readonly distance: string;
  readonly datatype: string;
  readonly modifier: string;
}

export interface SparseNumbers {
  readonly indices: readonly number[];
  readonly values: Float32Array;
}

export type StoredVector = Float32Array | readonly Float32Array[] | SparseNumbers;

export interface Point {
  readonly id: PointId;
  readonly vectors: ReadonlyMap<string, StoredVector>;
  readonly payload: Json;
}

/** The name of a vector that was given none. */
export const UNNAMED = "";

/** One collection: what it was made with, and its points. */
export class Collection {
  /** As it was asked for, and changed since. */
  config: Json;
  readonly indexes: Map<string, unknown> = new Map();
  readonly points: Map<PointId, Point> = new Map();
  /** Writes that were accepted and not waited for. */
  pending: (() => void)[] = [];

  constructor(config: Json) {
    this.config = config;
  }

  get spaces(): ReadonlyMap<string, VectorSpace> {
    const spaces = new Map<string, VectorSpace>();
    const { sparse_vectors: sparse, vectors } = this.config;
    for (const [name, params] of Object.entries(named(vectors))) {
      spaces.set(name, {
        kind: isObject(params["multivector_config"]) ? "multi" : "dense",
        size: params["size"] as number,
        distance: params["distance"] as string,
        datatype: (params["datatype"] as string | null | undefined) ?? "float32",
        modifier: "none",
      });
    }
    for (const [name, params] of Object.entries((sparse ?? {}) as Record<string, Json | null>)) {
      const modifier = (params?.["modifier"] as string | null | undefined) ?? "none";
      spaces.set(name, { kind: "sparse", size: 0, distance: "Dot", datatype: "float32", modifier });
    }
    return spaces;
  }

  space(name: string): VectorSpace {
    const space = this.spaces.get(name);
    if (space === undefined) throw new Refusal(400, `Wrong input: Not existing vector name error: ${name}`);
    return space;
  }

  /** What was accepted is done, in order. */
  flush(): void {
    const { pending } = this;
    this.pending = [];
    for (const work of pending) work();
  }

  sorted(): Point[] {
    return [...this.points.values()].sort((a, b) => compareIds(a.id, b.id));
  }
}

/** Dense vectors by name: those of a collection with one that has none stand under the empty name. */
export function named(vectors: unknown): Readonly<Record<string, Json>> {
  if (!isObject(vectors)) return {};
  return typeof vectors["size"] === "number" ? { [UNNAMED]: vectors } : (vectors as Record<string, Json>);
}
