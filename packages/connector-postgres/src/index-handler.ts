import {
  absent,
  type Absent,
  type JsonValue,
  type PreviousStates,
  type Reconciliation,
  type Sink,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import type { IndexAction } from "./index-sink.ts";
import type { WishedIndex } from "./table-note.ts";
import type { TableOwner } from "./table-owner.ts";

/** Indexes beside the rows of one table. The key is the index's name in the database; its definition is what is tracked. */
export class IndexHandler implements TargetHandler<WishedIndex, JsonValue, IndexAction> {
  readonly #sink: Sink<IndexAction>;
  readonly #owner: TableOwner;

  constructor(sink: Sink<IndexAction>, owner: TableOwner) {
    this.#sink = sink;
    this.#owner = owner;
  }

  reconcile(
    key: StableKey,
    desired: WishedIndex | Absent,
    previous: PreviousStates<JsonValue>,
  ): Reconciliation<IndexAction, JsonValue> | undefined {
    const place = { owner: this.#owner, name: String(key) };
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink: this.#sink, payload: place }, tracking: absent };
    }
    const tracking = JSON.stringify([desired.definition, desired.minRows ?? 0]);
    const known = previous.possible.length > 0 && previous.possible.every((text) => text === tracking);
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink: this.#sink, payload: { ...place, wish: desired } }, tracking };
  }
}
