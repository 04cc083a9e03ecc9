import type { Sink } from "@coco/connectorkit";
import { qdrantError } from "./classify-error.ts";
import type { CollectionAction } from "./collection-action.ts";
import type { QdrantLike } from "./connection.ts";
import { dropCollection, ensureCollection, verifyCollection } from "./ensure-collection.ts";
import { withPatience } from "./patience.ts";

const verbs = { ensure: "create or change", verify: "check", drop: "drop" } as const;

/** Makes, changes and drops the collections of one server. */
export function makeCollectionSink(database: string): Sink<CollectionAction> {
  return {
    name: `qdrant collections of ${database}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const client = context.context<QdrantLike>(database);
      const errors: unknown[] = [];
      for (const [position, action] of actions.entries()) {
        const label = `${database}/${action.collection}`;
        errors[position] = await withPatience(context.signal, () => perform(client, action, label)).then(
          () => undefined,
          (error: unknown) => qdrantError(error, `${verbs[action.kind]} the collection ${label}`),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
  };
}

function perform(client: QdrantLike, action: CollectionAction, label: string): Promise<void> {
  switch (action.kind) {
    case "ensure":
      return ensureCollection(client, action, label);
    case "verify":
      return verifyCollection(client, action, label);
    case "drop":
      return dropCollection(client, action);
  }
}
