import {
  absent,
  type Absent,
  type ContainerOwner,
  fingerprint,
  type JsonValue,
  type PreviousStates,
  type Reconciliation,
  type Sink,
  type StableKey,
  type TargetHandler,
  toHex,
} from "@coco/connectorkit";
import type { IndexAction } from "./index-sink.ts";

/** An index as it is wanted: Qdrant's own form of it, the type alone or with options. */
export type IndexSpec = JsonValue;

/** Payload indexes of one collection. The key is the field's place; the spec's fingerprint is all that is tracked. */
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
    const field = String(key);
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink: this.#sink, payload: { owner: this.#owner, field } }, tracking: absent };
    }
    const tracking = toHex(fingerprint(desired));
    const known = previous.possible.length > 0 && previous.possible.every((text) => text === tracking);
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink: this.#sink, payload: { owner: this.#owner, field, spec: desired } }, tracking };
  }
}
