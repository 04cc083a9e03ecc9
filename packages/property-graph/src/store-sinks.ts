import type { Sink } from "@coco/connectorkit";
import { type EntryAction, makeEntrySink } from "./entry-sink.ts";
import type { GraphStore } from "./graph-store.ts";
import { type IndexAction, makeIndexSink } from "./index-sink.ts";
import { makeTableSink } from "./table-sink.ts";
import type { TableChange } from "./table-change.ts";

/** The sinks of one kind of store. Each is one object per graph that is written: the engine batches by it. */
export class StoreSinks<Connection> {
  readonly store: GraphStore<Connection>;
  readonly #tables = new Map<string, Sink<TableChange>>();
  readonly #entries = new Map<string, Sink<EntryAction>>();
  readonly #indexes = new Map<string, Sink<IndexAction>>();

  constructor(store: GraphStore<Connection>) {
    this.store = store;
  }

  tables(database: string): Sink<TableChange> {
    return once(this.#tables, database, () => makeTableSink(this.store, database));
  }

  entries(database: string): Sink<EntryAction> {
    return once(this.#entries, database, () => makeEntrySink(this.store, database));
  }

  indexes(database: string): Sink<IndexAction> {
    return once(this.#indexes, database, () => makeIndexSink(this.store, database));
  }
}

function once<Action>(made: Map<string, Sink<Action>>, database: string, make: () => Sink<Action>): Sink<Action> {
  let sink = made.get(database);
  if (sink === undefined) made.set(database, (sink = make()));
  return sink;
}
