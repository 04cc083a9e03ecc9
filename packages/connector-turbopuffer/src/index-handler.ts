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

/** A full-text index as it is wanted, in Turbopuffer's own form. */
export interface IndexSpec {
  readonly [name: string]: JsonValue;
  /** The type of the attribute: `string` or `[]string`. */
  readonly type: string;
  readonly full_text_search: JsonValue;
}

/** Full-text indexes of one namespace. The key is the attribute; the spec's fingerprint is all that is tracked. */
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
    const attribute = String(key);
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink: this.#sink, payload: { owner: this.#owner, attribute } }, tracking: absent };
    }
    const tracking = toHex(fingerprint(desired));
    const known = previous.possible.length > 0 && previous.possible.every((text) => text === tracking);
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink: this.#sink, payload: { owner: this.#owner, attribute, spec: desired } }, tracking };
  }
}
