import {
  type AnyRecord,
  type ContextKey,
  mountTarget,
  registerRootTargets,
  resolveRecord,
  type TargetProvider,
  useContext,
} from "@coco/connectorkit";
import { CollectionHandler, type CollectionValue } from "./collection-handler.ts";
import { checkOptions, type CollectionOptions, type VectorColumnsOf } from "./collection-options.ts";
import { CollectionTarget } from "./collection-target.ts";
import type { QdrantLike } from "./connection.ts";
import type { RowValues } from "./encode-point.ts";
import { checkCollectionName } from "./identifiers.ts";
import { recordLayout } from "./record-layout.ts";
import { tuningOf } from "./tuning.ts";

/** The name stands in every stored path: never change it. */
const collections: TargetProvider<CollectionValue> = registerRootTargets(
  "coco.qdrant.collection",
  new CollectionHandler(),
);

/**
 * Makes a collection part of what the app looks after, on the server that `db` stands for, and resolves when it exists.
 * The name of the context key and the collection's name are its identity across runs: a renamed one is another one.
 *
 * Columns of vectors become vectors, named after them; all others stand in the payload. Options of indexes and vectors
 * that come or go are changed in place; another primary key, a vector without a name that changes, or another number of
 * shards make the collection anew.
 *
 * @throws QdrantError for names and options that Qdrant does not take, or a collection that is not this app's.
 */
export async function mountCollection<C extends QdrantLike, R extends AnyRecord>(
  db: ContextKey<C>,
  name: string,
  schema: R,
  options: CollectionOptions<VectorColumnsOf<R>> = {},
): Promise<CollectionTarget<R>> {
  checkCollectionName(name);
  const record = await resolveRecord(schema, useContext, { vectors: ["multiVector", "sparseVector"] });
  const said: CollectionOptions = options;
  checkOptions(name, said, record.columns);
  const layout = recordLayout(record, said, name);
  const { managedBy = "system", onExisting = "error", shardNumber, wait = true } = options;
  const value: CollectionValue = {
    layout,
    fixed: shardNumber === undefined ? {} : { shardNumber },
    tuning: tuningOf(said, layout),
    wait,
    managedBy,
    onExisting,
  };
  const rows = await mountTarget<RowValues, CollectionValue>(collections.state([db.name, name], value));
  return new CollectionTarget(name, rows, record);
}
