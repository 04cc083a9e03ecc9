import {
  absent,
  type Absent,
  type PreviousStates,
  type Reconciliation,
  type Sink,
  type StableKey,
  type TargetHandler,
} from "@coco/connectorkit";
import type { SqlCommandAction } from "./sql-command-sink.ts";
import type { TableOwner } from "./table-owner.ts";

/** SQL that belongs to a table: what is run when it is declared, and what takes that back. */
export interface SqlCommand {
  readonly setup: string;
  /** Absent: nothing is run. */
  readonly teardown?: string;
}

/** SQL commands beside the rows of one table, by name. Both texts are tracked: the second one is run when the code is gone. */
export class SqlCommandHandler implements TargetHandler<SqlCommand, SqlCommand, SqlCommandAction> {
  readonly #sink: Sink<SqlCommandAction>;
  readonly #owner: TableOwner;

  constructor(sink: Sink<SqlCommandAction>, owner: TableOwner) {
    this.#sink = sink;
    this.#owner = owner;
  }

  reconcile(
    key: StableKey,
    desired: SqlCommand | Absent,
    previous: PreviousStates<SqlCommand>,
  ): Reconciliation<SqlCommandAction, SqlCommand> | undefined {
    const { mayBeMissing, possible } = previous;
    const teardowns = [...new Set(possible.flatMap(({ teardown }) => teardown ?? []))];
    // What may never have been set up may have nothing to take back.
    const unsure = mayBeMissing || possible.length > 1;
    const place = { owner: this.#owner, name: String(key), teardowns, unsure };
    if (desired === absent) {
      if (possible.length === 0 && !mayBeMissing) return undefined;
      return { action: { sink: this.#sink, payload: place }, tracking: absent };
    }
    const known = possible.length > 0 && possible.every((old) => isSame(old, desired));
    if (known && !mayBeMissing) return undefined;
    const tracking: SqlCommand =
      desired.teardown === undefined ? { setup: desired.setup } : { setup: desired.setup, teardown: desired.teardown };
    return { action: { sink: this.#sink, payload: { ...place, command: tracking } }, tracking };
  }
}

function isSame(one: SqlCommand, other: SqlCommand): boolean {
  return one.setup === other.setup && one.teardown === other.teardown;
}
