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
    markOf: ({ context, signal }) =>
      withPatience(signal, async () => markOf(await context<QdrantLike>(database).getCollection(collection))).catch(
        (error: unknown) => {
          if (isMissingCollection(error)) return "missing";
          throw qdrantError(error, `look at the collection ${label}`);
        },
      ),
    refusal: (isMarked) => notTheTracked(label, isMarked),
  };
}
