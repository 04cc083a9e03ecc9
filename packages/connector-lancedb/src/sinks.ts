import { guardedSink, type Sink } from "@coco/connectorkit";
import { type IndexAction, makeIndexSink } from "./index-sink.ts";
import type { IndexKind } from "./index-spec.ts";
import { makeRowSink, type RowAction } from "./row-sink.ts";
import type { TableAction } from "./table-action.ts";
import { makeTableSink } from "./table-sink.ts";
import { tableGuard } from "./table-guard.ts";

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

export function tableSink(database: string): Sink<TableAction> {
  return once(["tables", database], () => makeTableSink(database));
}

export function rowSink(database: string, table: string): Sink<RowAction> {
  return once(["rows", database, table], () => guardedSink(makeRowSink(database, table), tableGuard(database, table)));
}

export function indexSink(database: string, table: string, kind: IndexKind): Sink<IndexAction> {
  return once([kind, database, table], () =>
    guardedSink(makeIndexSink(database, table, kind), tableGuard(database, table)),
  );
}
