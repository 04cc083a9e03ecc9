import {
  absent,
  type Absent,
  type ContainerOwner,
  type PreviousStates,
  type Reconciliation,
  type Sink,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import type { IndexAction } from "./index-sink.ts";
import { type IndexSpec, indexSpecText } from "./index-spec.ts";

/** Indexes beside the rows of one table. The key is the index's name; the spec's text is all that is tracked. */
export class IndexHandler implements TargetHandler<IndexSpec, string, IndexAction> {
  readonly #sink: Sink<IndexAction>;
  readonly #owner: ContainerOwner;

  constructor(sink: Sink<IndexAction>, owner: ContainerOwner) {
    this.#sink = sink;
    this.#owner = owner;
  }

  reconcile(
    key: StableKey,
    desired: IndexSpec | Absent,
    previous: PreviousStates<string>,
  ): Reconciliation<IndexAction, string> | undefined {
    const name = String(key);
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink: this.#sink, payload: { owner: this.#owner, name } }, tracking: absent };
    }
    const tracking = indexSpecText(desired);
    const known = previous.possible.length > 0 && previous.possible.every((text) => text === tracking);
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink: this.#sink, payload: { owner: this.#owner, name, spec: desired } }, tracking };
  }
}
