import {
  absent,
  type Absent,
  type PreviousStates,
  type Reconciliation,
  type Sink,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import type { IndexAction } from "./index-sink.ts";
import { type IndexKind, type IndexSpec, indexSpecText } from "./index-spec.ts";
import type { OwnedTable } from "./table-owner.ts";

/** Indexes of one kind beside the rows of one table. The key is the index's name; the spec's text is all that is tracked. */
export class IndexHandler implements TargetHandler<IndexSpec, string, IndexAction> {
  readonly #sink: Sink<IndexAction>;
  readonly #owned: OwnedTable;
  readonly #kind: IndexKind;

  constructor(sink: Sink<IndexAction>, owned: OwnedTable, kind: IndexKind) {
    this.#sink = sink;
    this.#owned = owned;
    this.#kind = kind;
  }

  reconcile(
    key: StableKey,
    desired: IndexSpec | Absent,
    previous: PreviousStates<string>,
  ): Reconciliation<IndexAction, string> | undefined {
    const place = { ...this.#owned, kind: this.#kind, name: String(key) };
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink: this.#sink, payload: place }, tracking: absent };
    }
    const tracking = indexSpecText(desired);
    const known = previous.possible.length > 0 && previous.possible.every((text) => text === tracking);
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink: this.#sink, payload: { ...place, spec: desired } }, tracking };
  }
}
