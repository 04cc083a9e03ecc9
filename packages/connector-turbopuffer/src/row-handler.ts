import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerOwner,
  equalBytes,
  fingerprint,
  type ListedState,
  type PreviousStates,
  type Reconciliation,
  type ListContext,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import type { RowValues } from "./encode-row.ts";
import { IndexHandler } from "./index-handler.ts";
import { listRows } from "./list-rows.ts";
import type { RowAction } from "./row-sink.ts";
import { indexSink, rowSink } from "./sinks.ts";
import type { NamespaceLayout } from "./stored-type.ts";

/** The kind of attachment that a full-text index is. It stands in stored paths: never change it. */
export const FTS_INDEX = "fts_index";

/** Rows of one namespace. All that is tracked of one is a fingerprint of its values. */
export class RowHandler implements TargetHandler<RowValues, Uint8Array, RowAction> {
  readonly #database: string;
  readonly #namespace: string;
  readonly #layout: NamespaceLayout;
  readonly #owner: ContainerOwner;

  constructor(database: string, namespace: string, layout: NamespaceLayout, owner: ContainerOwner) {
    this.#database = database;
    this.#namespace = namespace;
    this.#owner = owner;
    this.#layout = layout;
  }

  reconcile(
    key: StableKey,
    desired: RowValues | Absent,
    previous: PreviousStates<Uint8Array>,
  ): Reconciliation<RowAction, Uint8Array> | undefined {
    const sink = rowSink(this.#database, this.#namespace);
    const place = { owner: this.#owner, layout: this.#layout, key };
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink, payload: place }, tracking: absent };
    }
    const tracking = rowFingerprint(desired);
    const known = previous.possible.length > 0 && previous.possible.every((old) => equalBytes(old, tracking));
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink, payload: { ...place, row: desired } }, tracking };
  }

  list(context: ListContext): AsyncIterable<ListedState> {
    return listRows(context, this.#database, this.#namespace, this.#layout);
  }

  attachments(): Readonly<Record<string, AnyTargetHandler>> {
    return { [FTS_INDEX]: new IndexHandler(indexSink(this.#database, this.#namespace), this.#owner) };
  }
}

/** Nulls do not count: a new column that takes nulls leaves the rows as they are until one has a value in it. */
function rowFingerprint(row: RowValues): Uint8Array {
  const filled = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return fingerprint(Object.fromEntries(filled));
}
