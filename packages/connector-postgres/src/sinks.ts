import type { Sink } from "@coco/connectorkit";
import type { TablePlace } from "./identifiers.ts";
import { type IndexAction, makeIndexSink } from "./index-sink.ts";
import { makeRowSink, type RowAction } from "./row-sink.ts";
import { makeSqlCommandSink, type SqlCommandAction } from "./sql-command-sink.ts";
import type { TableAction } from "./table-action.ts";
import { makeTableSink } from "./table-sink.ts";

const made = new Map<string, Sink<never>>();

/** One sink object per place that is written: the engine batches by it. Handlers are made often, and share them. */
function once<Action>(kind: string, place: TablePlace | string, make: () => Sink<Action>): Sink<Action> {
  const parts = typeof place === "string" ? [place] : [place.database, place.schema, place.table];
  const name = JSON.stringify([kind, ...parts]);
  let sink = made.get(name) as Sink<Action> | undefined;
  if (sink === undefined) {
    sink = make();
    made.set(name, sink);
  }
  return sink;
}

export function tableSink(database: string): Sink<TableAction> {
  return once("tables", database, () => makeTableSink(database));
}

export function rowSink(place: TablePlace): Sink<RowAction> {
  return once("rows", place, () => makeRowSink(place));
}

export function indexSink(place: TablePlace): Sink<IndexAction> {
  return once("indexes", place, () => makeIndexSink(place));
}

export function commandSink(place: TablePlace): Sink<SqlCommandAction> {
  return once("commands", place, () => makeSqlCommandSink(place));
}
