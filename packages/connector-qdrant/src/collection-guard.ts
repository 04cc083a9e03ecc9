import type { ContainerGuard } from "@coco/connectorkit";
import { isMissingCollection, qdrantError } from "./classify-error.ts";
import { notTheTracked } from "./collection-errors.ts";
import type { QdrantLike } from "./connection.ts";
import { markOf } from "./ensure-collection.ts";
import { withPatience } from "./patience.ts";

/** Looks whether a collection is the one whose points are tracked. */
export function collectionGuard(database: string, collection: string): ContainerGuard {
  const label = `${database}/${collection}`;
  return {
    client: ({ context }) => context<QdrantLike>(database),
    async find({ context, signal }) {
      const client = context<QdrantLike>(database);
      try {
        return { mark: markOf(await withPatience(signal, () => client.getCollection(collection))) };
      } catch (error) {
        if (isMissingCollection(error)) return undefined;
        throw qdrantError(error, `look at the collection ${label}`);
      }
    },
    refusal: (isMarked) => notTheTracked(label, isMarked),
  };
}
