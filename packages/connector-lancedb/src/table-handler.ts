import { randomUUID } from "node:crypto";
import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerOwner,
  type ContainerState,
  diffSchemas,
  type PreviousStates,
  type Reconciliation,
  type StableKey,
  type TargetHandler,
  withSchemaChange,
} from "@coco/connectorkit";
import { RowHandler } from "./row-handler.ts";
import { tableSink } from "./sinks.ts";
import type { TableLayout } from "./stored-type.ts";
import type { OnExisting, TableAction } from "./table-action.ts";

/** A table as it is declared. */
export interface TableValue {
  readonly layout: TableLayout;
  readonly managedBy: "system" | "user";
  readonly onExisting: OnExisting;
}

/** What is remembered of a table. */
export interface TableTracking extends TableLayout {
  /** Raised when this record changes its form; older forms are read for ever. */
  readonly version: 1;
  /** The mark on a table that is ours; absent where the user manages it. */
  readonly mark?: string;
}

type Answer = Reconciliation<TableAction, TableTracking>;

/** Tables, by the name of the connection's context key and their own. */
export class TableHandler implements TargetHandler<TableValue, TableTracking, TableAction> {
  reconcile(key: StableKey, desired: TableValue | Absent, previous: PreviousStates<TableTracking>): Answer | undefined {
    const [database, table] = tableKey(key);
    const sink = tableSink(database);
    const ours = previous.possible.filter(({ mark }) => mark !== undefined);
    const knownMarks = [...new Set(ours.map(({ mark }) => mark ?? ""))];
    if (desired === absent) {
      if (previous.possible.length === 0) return undefined;
      if (ours.length === 0) return { tracking: absent };
      return { action: { sink, payload: { kind: "drop", table, knownMarks } }, tracking: absent };
    }
    const { layout } = desired;
    const diff = diffSchemas(layout, previous.possible);
    const certain = previous.possible.length > 0 && !previous.mayBeMissing;
    if (desired.managedBy === "user") {
      if (certain && ours.length === 0 && diff.change === "none") return undefined;
      const answer: Answer = {
        action: { sink, payload: { kind: "verify", table, layout } },
        tracking: tracked(layout),
      };
      // The rows of a table that is not ours stay where they are, as long as they can be found by their keys.
      const lost = diff.change === "destructive" && !sameKey(layout, previous.possible);
      return withSchemaChange(answer, diff.change === "destructive" && !lost ? { ...diff, change: "lossy" } : diff);
    }
    const mark = knownMarks[0] ?? marks.get(desired) ?? randomUUID();
    marks.set(desired, mark);
    // Taken over from the user: the rows are already ours, the table is not yet.
    const allOurs = ours.length === previous.possible.length;
    if (certain && allOurs && knownMarks.length === 1 && diff.change === "none") return undefined;
    const payload: TableAction = {
      kind: "ensure",
      table,
      layout,
      mark,
      knownMarks,
      onExisting: desired.onExisting,
      rebuild: diff.change === "destructive",
      dropColumns: diff.dropped,
      mustExist: certain,
    };
    const answer: Answer = { action: { sink, payload }, tracking: tracked(layout, mark) };
    // A table that may be missing may be made empty now, whatever was tracked of its rows.
    const atLeast = previous.mayBeMissing && previous.possible.length > 0 && diff.change !== "destructive";
    return withSchemaChange(answer, atLeast ? { ...diff, change: "lossy" } : diff);
  }

  child(key: StableKey, state: ContainerState<TableValue, TableTracking>): AnyTargetHandler {
    const [database, table] = tableKey(key);
    const layout = "declared" in state ? state.declared.layout : state.tracked;
    return new RowHandler(database, table, layout, ownerOf(state));
  }
}

/** The marks of declared tables, of which the handlers of their rows are to know. */
const marks = new WeakMap<TableValue, string>();

function ownerOf(state: ContainerState<TableValue, TableTracking>): ContainerOwner {
  if ("tracked" in state) return state.tracked.mark === undefined ? "user" : { mark: state.tracked.mark };
  return state.declared.managedBy === "user" ? "user" : { mark: marks.get(state.declared) };
}

function tableKey(key: StableKey): readonly [database: string, table: string] {
  const [database, table] = key as readonly [string, string];
  return [database, table];
}

function sameKey(layout: TableLayout, previous: readonly TableLayout[]): boolean {
  const keyOf = ({ columns, primaryKey }: TableLayout): string =>
    JSON.stringify(primaryKey.map((name) => [name, columns.find((column) => column.name === name)?.type]));
  return previous.every((other) => keyOf(other) === keyOf(layout));
}

function tracked(layout: TableLayout, mark?: string): TableTracking {
  const { columns, primaryKey } = layout;
  return mark === undefined ? { version: 1, columns, primaryKey } : { version: 1, columns, primaryKey, mark };
}
