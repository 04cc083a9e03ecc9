import type { OwnedAction, Sink, SinkContext, StableKey } from "@coco/connectorkit";
import { isMissingCollection, qdrantError } from "./classify-error.ts";
import type { QdrantLike } from "./connection.ts";
import { encodeId, encodePoint, type RowValues } from "./encode-point.ts";
import { withPatience } from "./patience.ts";
import { rowBytes } from "./point-bytes.ts";
import { pointId } from "./point-id.ts";
import type { CollectionLayout } from "./stored-type.ts";

export interface PointAction extends OwnedAction {
  readonly layout: CollectionLayout;
  readonly key: StableKey;
  /** Whether a write is over when searches find it. */
  readonly wait: boolean;
  /** Absent: the point is to go. */
  readonly row?: RowValues;
}

/** The most that is sent in one request. A server takes 32 MB unless it is told otherwise. */
const REQUEST_BYTES = 16 * 1024 * 1024;

/** Writes points in requests of 16 MB and deletes them by their ids. */
export function makePointSink(database: string, collection: string): Sink<PointAction> {
  const label = `${database}/${collection}`;
  return {
    name: `qdrant points of ${label}`,
    bytesOf: ({ row }) => (row === undefined ? 40 : rowBytes(row)),
    async apply(actions, context): Promise<void> {
      const upserts = actions.filter(({ row }) => row !== undefined);
      const deletions = actions.filter(({ row }) => row === undefined);
      for (const part of parts(upserts)) await upsert(context, database, collection, part);
      if (deletions.length > 0) await remove(context, database, collection, deletions);
    },
  };
}

async function upsert(
  context: SinkContext,
  database: string,
  collection: string,
  actions: readonly PointAction[],
): Promise<void> {
  const client = context.context<QdrantLike>(database);
  const points = actions.map(({ key, layout, row }) => encodePoint(layout, key, row ?? {}));
  await withPatience(context.signal, () =>
    client.upsert(collection, { wait: actions.some(({ wait }) => wait), points }),
  ).catch((error: unknown) => {
    throw qdrantError(error, `write ${count(actions)} into ${database}/${collection}`);
  });
}

async function remove(
  context: SinkContext,
  database: string,
  collection: string,
  actions: readonly PointAction[],
): Promise<void> {
  const client = context.context<QdrantLike>(database);
  const points = actions.map(({ key }) => encodeId(pointId(key)));
  await withPatience(context.signal, () =>
    client.delete(collection, { wait: actions.some(({ wait }) => wait), points }),
  ).catch((error: unknown) => {
    // Points of a collection that is gone are gone.
    if (!isMissingCollection(error))
      throw qdrantError(error, `delete ${count(actions)} from ${database}/${collection}`);
  });
}

/** Cuts actions so that each part fits into a request; one that is larger than that stands alone. */
function* parts(actions: readonly PointAction[]): Generator<readonly PointAction[]> {
  let part: PointAction[] = [];
  let bytes = 0;
  for (const action of actions) {
    const size = rowBytes(action.row ?? {});
    if (part.length > 0 && bytes + size > REQUEST_BYTES) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(action);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

function count(actions: readonly PointAction[]): string {
  return actions.length === 1 ? "1 point" : `${actions.length} points`;
}
