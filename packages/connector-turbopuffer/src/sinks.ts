import { guardedSink, type Sink } from "@coco/connectorkit";
import { type IndexAction, makeIndexSink } from "./index-sink.ts";
import type { NamespaceAction } from "./namespace-action.ts";
import { makeNamespaceSink } from "./namespace-sink.ts";
import { makeRowSink, type RowAction } from "./row-sink.ts";
import { namespaceGuard } from "./namespace-guard.ts";

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

export function namespaceSink(database: string): Sink<NamespaceAction> {
  return once(["namespaces", database], () => makeNamespaceSink(database));
}

export function rowSink(database: string, namespace: string): Sink<RowAction> {
  return once(["rows", database, namespace], () =>
    guardedSink(makeRowSink(database, namespace), namespaceGuard(database, namespace)),
  );
}

export function indexSink(database: string, namespace: string): Sink<IndexAction> {
  return once(["indexes", database, namespace], () =>
    guardedSink(makeIndexSink(database, namespace), namespaceGuard(database, namespace)),
  );
}
