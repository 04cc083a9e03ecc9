import type { OwnedAction, Sink } from "@coco/connectorkit";
import { isMissingCollection, qdrantError } from "./classify-error.ts";
import type { QdrantLike } from "./connection.ts";
import type { IndexSpec } from "./index-handler.ts";
import { withPatience } from "./patience.ts";

export interface IndexAction extends OwnedAction {
  /** The place of the field in payloads. */
  readonly field: string;
  /** Absent: the index is to go. */
  readonly spec?: IndexSpec;
}

/** Makes and removes indexes of payload fields. One whose options changed is made anew. */
export function makeIndexSink(database: string, collection: string): Sink<IndexAction> {
  const label = `${database}/${collection}`;
  return {
    name: `qdrant payload indexes of ${label}`,
    async apply(actions, context): Promise<readonly unknown[]> {
      const client = context.context<QdrantLike>(database);
      const errors: unknown[] = [];
      for (const [position, { field, spec }] of actions.entries()) {
        const what = `${spec === undefined ? "drop" : "make"} the index of ${field} in ${label}`;
        errors[position] = await withPatience(context.signal, () => change(client, collection, field, spec)).then(
          () => undefined,
          (error: unknown) => (spec === undefined && isMissingCollection(error) ? undefined : qdrantError(error, what)),
        );
      }
      const retryable = errors.find((error) => (error as { isRetryable?: boolean } | undefined)?.isRetryable === true);
      if (retryable !== undefined) throw retryable;
      return errors;
    },
  };
}

async function change(
  client: QdrantLike,
  collection: string,
  field: string,
  spec: IndexSpec | undefined,
): Promise<void> {
  // An index of another kind under this name would stay as it is.
  await client.deletePayloadIndex(collection, field, { wait: true });
  if (spec === undefined) return;
  await client.createPayloadIndex(collection, { wait: true, field_name: field, field_schema: spec as "keyword" });
}
