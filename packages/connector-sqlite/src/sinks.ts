import type { Sink } from "@coco/connectorkit";
import { type IndexAction, makeIndexSink } from "./index-sink.ts";
import { makeRowSink, type RowAction } from "./row-sink.ts";
import type { TableAction } from "./table-action.ts";
import { makeTableSink } from "./table-sink.ts";

const made = new Map<string, Sink<never>>();

/** One sink object per database and kind: the engine batches by it. Handlers are made often, and share them. */
function once<Action>(kind: string, database: string, make: (database: string) => Sink<Action>): Sink<Action> {
  const name = JSON.stringify([kind, database]);
  let sink = made.get(name) as Sink<Action> | undefined;
  if (sink === undefined) {
    sink = make(database);
    made.set(name, sink);
  }
  return sink;
}

export function tableSink(database: string): Sink<TableAction> {
  return once("tables", database, makeTableSink);
}

export function rowSink(database: string): Sink<RowAction> {
  return once("rows", database, makeRowSink);
}

export function indexSink(database: string): Sink<IndexAction> {
  return once("indexes", database, makeIndexSink);
}
