import { Refusal } from "../server/refusal.ts";
import { isObject } from "../shape/shape.ts";
import type { Collection, Json, Point, StoredVector, VectorSpace } from "./collection.ts";
import { passes } from "./filter.ts";
import { checkId, compareIds } from "./ids.ts";
import * as schemas from "./schemas.ts";
import { isDistance, readVector, scoreOf } from "./vectors.ts";

export interface Hit {
  readonly point: Point;
  readonly score: number;
}

/** Answers a query, or one that it is made of: exactly, by looking at every point. */
export function search(collection: Collection, request: Json): Hit[] {
  const { filter, limit, prefetch, query, score_threshold: threshold, using } = request;
  const prefetched = listed(prefetch).map((one) => {
    schemas.prefetch(one, "prefetch");
    return search(collection, one as Json);
  });
  const fusion = isObject(query) ? query["fusion"] : undefined;
  const hits =
    fusion === undefined
      ? rank(collection, candidates(collection, prefetched, filter), query, (using as string | undefined) ?? "")
      : fuse(prefetched, fusion, filter);
  const isNearer = fusion === undefined && query !== undefined && isFar(collection, using) ? atMost : atLeast;
  const nearer = hits.filter(({ score }) => typeof threshold !== "number" || isNearer(score, threshold));
  return nearer.slice(0, ((request["offset"] as number | null) ?? 0) + ((limit as number | null) ?? 10));
}

const atLeast = (score: number, threshold: number): boolean => score >= threshold;
const atMost = (score: number, threshold: number): boolean => score <= threshold;

/** Whether the vectors that are searched are compared by a distance, which is better the smaller it is. */
function isFar(collection: Collection, using: unknown): boolean {
  return isDistance(collection.space((using as string | null | undefined) ?? "").distance);
}

function listed(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function candidates(collection: Collection, prefetched: readonly Hit[][], filter: unknown): Point[] {
  const found = prefetched.length === 0 ? collection.sorted() : prefetched.flat().map(({ point }) => point);
  return [...new Set(found)].filter((point) => passes(filter, point));
}

function rank(collection: Collection, points: readonly Point[], query: unknown, using: string): Hit[] {
  if (query === undefined || query === null) return points.map((point) => ({ point, score: 0 }));
  const space = collection.space(using);
  const { exclude, vector } = queryVector(collection, space, query, using);
  const idf = idfOf(collection, space, using);
  const hits = points.flatMap((point) => {
    const stored = point.vectors.get(using);
    if (stored === undefined || point === exclude) return [];
    const score = scoreOf(space, vector, stored, idf);
    return space.kind === "sparse" && score === 0 ? [] : [{ point, score }];
  });
  const direction = isDistance(space.distance) ? 1 : -1;
  return hits.sort((a, b) => direction * (a.score - b.score) || compareIds(a.point.id, b.point.id));
}

function queryVector(
  collection: Collection,
  space: VectorSpace,
  query: unknown,
  using: string,
): { readonly vector: StoredVector; readonly exclude?: Point } {
  const nearest = isObject(query) && "nearest" in query ? query["nearest"] : query;
  const isId = typeof nearest === "string" || typeof nearest === "number" || typeof nearest === "bigint";
  if (!isId) {
    if (isObject(nearest) && space.kind !== "sparse") throw new Refusal(501, "the stand-in does not serve this query");
    return { vector: readVector(space, nearest, using) };
  }
  const exclude = collection.points.get(checkId(nearest));
  const vector = exclude?.vectors.get(using);
  if (exclude === undefined || vector === undefined) {
    throw new Refusal(404, `Not found: No point with id ${String(nearest)} found`);
  }
  return { vector, exclude };
}

/** How much a word counts by how few points have it, where the vectors are said to want that. */
function idfOf(collection: Collection, space: VectorSpace, using: string): (index: number) => number {
  if (space.modifier !== "idf") return () => 1;
  const holders = [...collection.points.values()].flatMap((point) => {
    const vector = point.vectors.get(using);
    return vector !== undefined && "indices" in vector ? [new Set(vector.indices)] : [];
  });
  return (index) => {
    const count = holders.filter((indices) => indices.has(index)).length;
    return Math.log(1 + (holders.length - count + 0.5) / (count + 0.5));
  };
}

/** Reciprocal ranks, added up. */
function fuse(prefetched: readonly Hit[][], fusion: unknown, filter: unknown): Hit[] {
  if (fusion !== "rrf") throw new Refusal(501, `the stand-in does not serve the fusion ${String(fusion)}`);
  const scores = new Map<Point, number>();
  for (const hits of prefetched) {
    for (const [rankOfHit, { point }] of hits.entries()) {
      scores.set(point, (scores.get(point) ?? 0) + 1 / (rankOfHit + 2));
    }
  }
  return [...scores]
    .map(([point, score]) => ({ point, score }))
    .filter(({ point }) => passes(filter, point))
    .sort((a, b) => b.score - a.score || compareIds(a.point.id, b.point.id));
}
