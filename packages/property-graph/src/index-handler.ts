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
import type { GraphTable } from "./graph-layout.ts";
import type { IndexAction } from "./index-sink.ts";
import type { IndexSpec } from "./index-spec.ts";
import type { TableOwner } from "./table-owner.ts";

/** Indexes of the nodes of one label, or of the relations of one type. The key is the index's name in the graph. */
export class IndexHandler implements TargetHandler<IndexSpec, JsonValue, IndexAction> {
  readonly #sink: Sink<IndexAction>;
  readonly #table: Pick<GraphTable, "kind" | "name">;
  readonly #owner: TableOwner;

  constructor(sink: Sink<IndexAction>, { kind, name }: GraphTable, owner: TableOwner) {
    this.#sink = sink;
    this.#table = { kind, name };
    this.#owner = owner;
  }

  reconcile(
    key: StableKey,
    desired: IndexSpec | Absent,
    previous: PreviousStates<JsonValue>,
  ): Reconciliation<IndexAction, JsonValue> | undefined {
    const change = { table: this.#table, owner: this.#owner, name: String(key) };
    if (desired === absent) {
      if (previous.possible.length === 0 && !previous.mayBeMissing) return undefined;
      return { action: { sink: this.#sink, payload: change }, tracking: absent };
    }
    const tracking = specText(desired);
    const known = previous.possible.length > 0 && previous.possible.every((text) => text === tracking);
    if (known && !previous.mayBeMissing) return undefined;
    return { action: { sink: this.#sink, payload: { ...change, spec: desired } }, tracking };
  }
}

/** Equal for equal indexes, whatever the order of their options. */
function specText(spec: IndexSpec): string {
  return JSON.stringify(spec, (_name, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
