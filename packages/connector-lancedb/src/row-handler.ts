import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerOwner,
  encodeKey,
  equalBytes,
  fingerprint,
  type ListedState,
  type PreviousStates,
  type Reconciliation,
  type ListContext,
  type StableKey,
  type TargetHandler,
  toHex,
} from "@coco/connectorkit";
import type { RowValues } from "./encode-rows.ts";
import { IndexHandler } from "./index-handler.ts";
import { listRows } from "./list-rows.ts";
import type { RowAction } from "./row-sink.ts";
import { indexSink, rowSink } from "./sinks.ts";
import type { TableLayout } from "./stored-type.ts";

/** The kinds of attachments of a table. They stand in stored paths: never change them. */
export const VECTOR_INDEX = "vector_index";
export const FTS_INDEX = "fts_index";

/** Rows of one table. All that is tracked of a row is a fingerprint of its values. */
export class RowHandler implements TargetHandler<RowValues, Uint8Array, RowAction> {
  readonly #database: string;
  readonly #table: string;
  readonly #layout: TableLayout;
  readonly #owner: ContainerOwner;

  constructor(database: string, table: string, layout: TableLayout, owner: ContainerOwner) {
    this.#database = database;
    this.#table = table;
    this.#owner = owner;
    this.#layout = shared(layout);
  }

  reconcile(
    key: StableKey,
    desired: RowValues | Absent,
    previous: PreviousStates<Uint8Array>,
  ): Reconciliation<RowAction, Uint8Array> | undefined {
    const sink = rowSink(this.#database, this.#table);
    const layout = this.#layout;
    const place = { owner: this.#owner, layout, key: keyValues(layout, key), identity: toHex(encodeKey(key)) };
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      const payload: RowAction = { ...place, mayBeMissing: previous.mayBeMissing };
      return { action: { sink, payload }, tracking: absent };
    }
    const tracking = rowFingerprint(desired);
    const known = previous.possible.length > 0 && previous.possible.every((old) => equalBytes(old, tracking));
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink, payload: { ...place, row: desired } }, tracking };
  }

  list(context: ListContext): AsyncIterable<ListedState> {
    return listRows(context, this.#database, this.#table, this.#layout);
  }

  attachments(): Readonly<Record<string, AnyTargetHandler>> {
    return {
      [VECTOR_INDEX]: new IndexHandler(indexSink(this.#database, this.#table, "vector"), this.#owner),
      [FTS_INDEX]: new IndexHandler(indexSink(this.#database, this.#table, "fts"), this.#owner),
    };
  }
}

/** Nulls do not count: a new column that takes nulls leaves the rows as they are until one has a value in it. */
function rowFingerprint(row: RowValues): Uint8Array {
  const filled = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return fingerprint(Object.fromEntries(filled));
}

function keyValues(layout: TableLayout, key: StableKey): readonly StableKey[] {
  return layout.primaryKey.length === 1 ? [key] : (key as readonly StableKey[]);
}

const layouts = new Map<string, TableLayout>();

/** One object for equal layouts, so that rows of several handlers go into one merge. */
function shared({ columns, primaryKey }: TableLayout): TableLayout {
  const text = JSON.stringify([columns.map(({ name, type, nullable }) => [name, type, nullable]), primaryKey]);
  let layout = layouts.get(text);
  if (layout === undefined) layouts.set(text, (layout = { columns, primaryKey }));
  return layout;
}
