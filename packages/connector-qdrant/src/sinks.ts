import { guardedSink, type Sink } from "@coco/connectorkit";
import type { CollectionAction } from "./collection-action.ts";
import { makeCollectionSink } from "./collection-sink.ts";
import { type IndexAction, makeIndexSink } from "./index-sink.ts";
import { makePointSink, type PointAction } from "./point-sink.ts";
import { collectionGuard } from "./collection-guard.ts";

const made = new Map<string, Sink<never>>();

/** One sink object per place that is written: the engine batches by it. Handlers are made often, and share them. */
function once<Action>(place: readonly string[], make: () => Sink<Action>): Sink<Action> {
  const name = JSON.stringify(place);
  let sink = made.get(name) as Sink<Action> | undefined;
  if (sink === undefined) {
    sink = make();
    made.set(name, sink);
  }
  return sink;
}

export function collectionSink(database: string): Sink<CollectionAction> {
  return once(["collections", database], () => makeCollectionSink(database));
}

export function pointSink(database: string, collection: string): Sink<PointAction> {
  return once(["points", database, collection], () =>
    guardedSink(makePointSink(database, collection), collectionGuard(database, collection)),
  );
}

export function indexSink(database: string, collection: string): Sink<IndexAction> {
  return once(["indexes", database, collection], () =>
    guardedSink(makeIndexSink(database, collection), collectionGuard(database, collection)),
  );
}
