import {
  type Absent,
  absent,
  type AnyTargetHandler,
  equalBytes,
  fingerprint,
  type ListedState,
  type PreviousStates,
  type Reconciliation,
  type ListContext,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import type { EntryAction } from "./entry-sink.ts";
import type { Values } from "./graph-changes.ts";
import type { GraphTable } from "./graph-layout.ts";
import { IndexHandler } from "./index-handler.ts";
import { listEntries } from "./list-entries.ts";
import type { StoreSinks } from "./store-sinks.ts";
import type { TableOwner } from "./table-owner.ts";

/** The kind of attachments of a table. It stands in stored paths: never change it. */
export const INDEX = "index";

/** The nodes of one label, or the relations of one type. All that is tracked of one is a fingerprint of its values. */
export class EntryHandler<Connection> implements TargetHandler<Values, Uint8Array, EntryAction> {
  readonly #sinks: StoreSinks<Connection>;
  readonly #database: string;
  readonly #table: GraphTable;
  readonly #owner: TableOwner;

  constructor(sinks: StoreSinks<Connection>, database: string, table: GraphTable, owner: TableOwner) {
    this.#sinks = sinks;
    this.#database = database;
    this.#table = shared(table);
    this.#owner = owner;
  }

  reconcile(
    key: StableKey,
    desired: Values | Absent,
    previous: PreviousStates<Uint8Array>,
  ): Reconciliation<EntryAction, Uint8Array> | undefined {
    const sink = this.#sinks.entries(this.#database);
    const entry = { table: this.#table, owner: this.#owner, key };
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink, payload: entry }, tracking: absent };
    }
    const tracking = valuesFingerprint(desired);
    const known = previous.possible.length > 0 && previous.possible.every((old) => equalBytes(old, tracking));
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink, payload: { ...entry, values: desired } }, tracking };
  }

  list(context: ListContext): AsyncIterable<ListedState> {
    return listEntries(this.#sinks.store, this.#database, this.#table, context);
  }

  attachments(): Readonly<Record<string, AnyTargetHandler>> {
    return { [INDEX]: new IndexHandler(this.#sinks.indexes(this.#database), this.#table, this.#owner) };
  }
}

/** Nulls do not count: a new column that takes nulls leaves all as it is until one has a value in it. */
function valuesFingerprint(values: Values): Uint8Array {
  return fingerprint(Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)));
}

const tables = new Map<string, GraphTable>();

/** One object for equal tables, so that what several handlers ask for goes into one statement. */
function shared(table: GraphTable): GraphTable {
  const text = JSON.stringify([table.kind, table.name, table.layout]);
  let known = tables.get(text);
  if (known === undefined) tables.set(text, (known = table));
  return known;
}
