import { Refusal } from "../server/refusal.ts";
import type { Collection, Json, Point, StoredVector } from "./collection.ts";
import { UNNAMED } from "./collection.ts";
import { passes } from "./filter.ts";
import { checkId, compareIds, type PointId } from "./ids.ts";
import * as schemas from "./schemas.ts";
import { search } from "./search.ts";
import { readVectors } from "./vectors.ts";

/** Checks points and gives what writes them: all of them, or none when one is refused. */
export function upsert(collection: Collection, body: unknown): () => void {
  schemas.upsert(body, "body");
  const points = (body as { readonly points: readonly Json[] }).points.map(
    (given): Point => ({
      id: checkId(given["id"]),
      vectors: readVectors(collection, given["vector"]),
      payload: (given["payload"] ?? {}) as Json,
    }),
  );
  return () => {
    for (const point of points) collection.points.set(point.id, point);
  };
}

export function remove(collection: Collection, body: unknown): () => void {
  schemas.deletePoints(body, "body");
  const { filter, points } = body as { readonly filter?: unknown; readonly points?: readonly unknown[] };
  const ids = points?.map(checkId);
  return () => {
    const gone = ids ?? [...collection.points.values()].filter((point) => passes(filter, point)).map(({ id }) => id);
    for (const id of gone) collection.points.delete(id);
  };
}

export function retrieve(collection: Collection, body: unknown): Json[] {
  schemas.retrieve(body, "body");
  const { ids, with_payload, with_vector } = body as Record<string, unknown> & { readonly ids: readonly unknown[] };
  const found = ids.flatMap((id) => collection.points.get(checkId(id)) ?? []);
  return found.map((point) => shown(point, with_payload ?? true, with_vector));
}

export function scroll(collection: Collection, body: unknown): Json {
  schemas.scroll(body, "body");
  const { filter, limit, offset, with_payload, with_vector } = body as Json;
  const from = offset === undefined || offset === null ? undefined : checkId(offset);
  const found = collection
    .sorted()
    .filter((point) => (from === undefined || compareIds(point.id, from) >= 0) && passes(filter, point));
  const size = (limit as number | null | undefined) ?? 10;
  return {
    points: found.slice(0, size).map((point) => shown(point, with_payload ?? true, with_vector)),
    next_page_offset: found[size]?.id ?? null,
  };
}

export function count(collection: Collection, body: unknown): Json {
  schemas.count(body, "body");
  const { filter } = body as Json;
  return { count: [...collection.points.values()].filter((point) => passes(filter, point)).length };
}

export function query(collection: Collection, body: unknown): Json {
  schemas.query(body, "body");
  const request = body as Json;
  const hits = search(collection, request).slice((request["offset"] as number | null | undefined) ?? 0);
  return {
    points: hits.map(({ point, score }) => ({
      version: 0,
      score,
      ...shown(point, request["with_payload"], request["with_vector"]),
    })),
  };
}

export function oneOf(collection: Collection, id: PointId): Json {
  const point = collection.points.get(id);
  if (point === undefined) throw new Refusal(404, `Not found: Point with id ${id} does not exists!`);
  return shown(point, true, true);
}

function shown(point: Point, withPayload: unknown, withVector: unknown): Json {
  const isWanted = (wanted: unknown, name: string): boolean =>
    Array.isArray(wanted) ? wanted.includes(name) : wanted === true;
  const payload = Object.entries(point.payload).filter(([name]) => isWanted(withPayload, name));
  const vectors = [...point.vectors].filter(([name]) => isWanted(withVector, name));
  const only = vectors.length === 1 && vectors[0]?.[0] === UNNAMED ? vectors[0][1] : undefined;
  return {
    id: point.id,
    ...(withPayload === undefined || withPayload === false ? {} : { payload: Object.fromEntries(payload) }),
    ...(withVector === undefined || withVector === null || withVector === false
      ? {}
      : {
          vector:
            only === undefined ? Object.fromEntries(vectors.map(([name, one]) => [name, plain(one)])) : plain(only),
        }),
  };
}

function plain(vector: StoredVector): unknown {
  if (vector instanceof Float32Array) return [...vector];
  if ("indices" in vector) return { indices: vector.indices, values: [...vector.values] };
  return vector.map((each) => [...each]);
}
