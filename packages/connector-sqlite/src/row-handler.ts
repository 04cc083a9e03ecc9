import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerState,
  equalBytes,
  type ListedState,
  type PreviousStates,
  type Reconciliation,
  type ListContext,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import { IndexHandler } from "./index-handler.ts";
import { indexKinds } from "./index-spec.ts";
import { listRows } from "./list-rows.ts";
import type { RowAction } from "./row-sink.ts";
import { type RowTracking, rowFingerprint, trackRow, uniqueFingerprints } from "./row-tracking.ts";
import type { RowValues } from "./row-values.ts";
import { indexSink, rowSink } from "./sinks.ts";
import type { TableLayout } from "./table-layout.ts";
import type { OwnedTable } from "./table-owner.ts";

/** Rows of one table. All that is tracked of a row are fingerprints of its values. */
export class RowHandler implements TargetHandler<RowValues, RowTracking, RowAction> {
  readonly #database: string;
  readonly #owned: OwnedTable;
  readonly #layout: TableLayout;
  /** Only where there is something to say: the engine asks for each row. */
  declare readonly uniqueValues?: (state: ContainerState<RowValues, RowTracking>) => readonly StableKey[];

  constructor(database: string, owned: OwnedTable, layout: TableLayout) {
    this.#database = database;
    this.#owned = owned;
    this.#layout = shared(layout);
    if (layout.unique.length > 0) this.uniqueValues = (state) => uniqueKeys(layout, state);
  }

  reconcile(
    key: StableKey,
    desired: RowValues | Absent,
    previous: PreviousStates<RowTracking>,
  ): Reconciliation<RowAction, RowTracking> | undefined {
    const sink = rowSink(this.#database);
    const layout = this.#layout;
    const { owner, table } = this.#owned;
    const place = { table, owner, layout, key: keyValues(layout, key) };
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink, payload: place }, tracking: absent };
    }
    const tracking = trackRow(layout, desired);
    const fingerprint = rowFingerprint(tracking);
    const known =
      previous.possible.length > 0 && previous.possible.every((old) => equalBytes(rowFingerprint(old), fingerprint));
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink, payload: { ...place, row: desired } }, tracking };
  }

  list(context: ListContext): AsyncIterable<ListedState> {
    return listRows(context, this.#database, this.#owned.table, this.#layout);
  }

  attachments(): Readonly<Record<string, AnyTargetHandler>> {
    const sink = indexSink(this.#database);
    return Object.fromEntries(indexKinds.map((kind) => [kind, new IndexHandler(sink, this.#owned, kind)]));
  }
}

function uniqueKeys(layout: TableLayout, state: ContainerState<RowValues, RowTracking>): readonly StableKey[] {
  const values = uniqueFingerprints(layout, "declared" in state ? trackRow(layout, state.declared) : state.tracked);
  return values.flatMap((value, index) => (value === null ? [] : [[index, value] as StableKey]));
}

function keyValues(layout: TableLayout, key: StableKey): readonly StableKey[] {
  return layout.primaryKey.length === 1 ? [key] : (key as readonly StableKey[]);
}

const layouts = new Map<string, TableLayout>();

/** One object for equal layouts: what is made from a layout is made once. */
function shared(layout: TableLayout): TableLayout {
  const { columns, foreignKeys, primaryKey, strict, unique, vectors } = layout;
  const text = JSON.stringify([columns, primaryKey, strict, unique, foreignKeys, vectors ?? null]);
  let known = layouts.get(text);
  if (known === undefined) layouts.set(text, (known = layout));
  return known;
}
