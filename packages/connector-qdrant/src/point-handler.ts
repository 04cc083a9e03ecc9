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
import type { RowValues } from "./encode-point.ts";
import { IndexHandler } from "./index-handler.ts";
import { listPoints } from "./list-points.ts";
import type { PointAction } from "./point-sink.ts";
import { indexSink, pointSink } from "./sinks.ts";
import type { CollectionLayout } from "./stored-type.ts";

/** The kind of attachment that an index of a payload field is. It stands in stored paths: never change it. */
export const PAYLOAD_INDEX = "payload_index";

/** Points of one collection. All that is tracked of one is a fingerprint of its values. */
export class PointHandler implements TargetHandler<RowValues, Uint8Array, PointAction> {
  readonly #database: string;
  readonly #collection: string;
  readonly #layout: CollectionLayout;
  readonly #owner: ContainerOwner;
  readonly #wait: boolean;

  constructor(database: string, collection: string, layout: CollectionLayout, owner: ContainerOwner, wait: boolean) {
    this.#database = database;
    this.#collection = collection;
    this.#layout = layout;
    this.#owner = owner;
    this.#wait = wait;
  }

  reconcile(
    key: StableKey,
    desired: RowValues | Absent,
    previous: PreviousStates<Uint8Array>,
  ): Reconciliation<PointAction, Uint8Array> | undefined {
    const sink = pointSink(this.#database, this.#collection);
    const place = { owner: this.#owner, layout: this.#layout, wait: this.#wait, key };
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
    return listPoints(context, this.#database, this.#collection, this.#layout);
  }

  attachments(): Readonly<Record<string, AnyTargetHandler>> {
    return { [PAYLOAD_INDEX]: new IndexHandler(indexSink(this.#database, this.#collection), this.#owner) };
  }
}

/** Nulls do not count: a new column that takes nulls leaves the points as they are until one has a value in it. */
function rowFingerprint(row: RowValues): Uint8Array {
  const filled = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return fingerprint(Object.fromEntries(filled));
}
