import { randomUUID } from "node:crypto";
import {
  type Absent,
  absent,
  type AnyTargetHandler,
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
import type { OnExisting, TableAction } from "./table-action.ts";
import type { TableLayout } from "./table-layout.ts";
import type { TableOwner } from "./table-owner.ts";
import { otherRules } from "./table-rules.ts";

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
    const { possible } = previous;
    const ours = possible.filter(({ mark }) => mark !== undefined);
    const knownMarks = [...new Set(ours.map(({ mark }) => mark ?? ""))];
    if (desired === absent) {
      if (possible.length === 0) return undefined;
      if (ours.length === 0) return { tracking: absent };
      return { action: { sink, payload: { kind: "drop", table, knownMarks } }, tracking: absent };
    }
    const { layout } = desired;
    const diff = diffSchemas(layout, possible);
    const certain = possible.length > 0 && !previous.mayBeMissing;
    const ofRules = new Set(possible.flatMap((old) => otherRules(layout, old)));
    const sameRules = ofRules.size === 0;
    const reasons = [...diff.reasons, ...ofRules];
    if (desired.managedBy === "user") {
      if (certain && ours.length === 0 && diff.change === "none" && sameRules) return undefined;
      const answer: Answer = {
        action: { sink, payload: { kind: "verify", table, layout } },
        tracking: tracked(layout),
      };
      // The rows of a table that is not ours stay where they are, as long as they can be found by their keys.
      const lossy = diff.change === "destructive" && sameKey(layout, possible);
      return withSchemaChange(answer, { change: lossy ? "lossy" : diff.change, reasons });
    }
    const mark = knownMarks[0] ?? marks.get(desired) ?? randomUUID();
    marks.set(desired, mark);
    // Virtual tables have no columns that could come or go.
    const anew =
      diff.change === "destructive" || !sameRules || (layout.vectors !== undefined && diff.change !== "none");
    // Taken over from the user: the rows are already ours, the table is not yet.
    const allOurs = ours.length === possible.length;
    if (certain && allOurs && knownMarks.length === 1 && diff.change === "none" && !anew) return undefined;
    const payload: TableAction = {
      kind: "ensure",
      table,
      layout,
      mark,
      knownMarks,
      onExisting: desired.onExisting,
      anew,
      dropColumns: diff.dropped,
      mustExist: certain,
    };
    const answer: Answer = { action: { sink, payload }, tracking: tracked(layout, mark) };
    if (anew) return withSchemaChange(answer, { change: possible.length === 0 ? "none" : "destructive", reasons });
    // A table that may be missing may be made empty now, whatever was tracked of its rows.
    const mayLose = previous.mayBeMissing && possible.length > 0;
    return withSchemaChange(answer, { change: mayLose ? "lossy" : diff.change, reasons });
  }

  child(key: StableKey, state: ContainerState<TableValue, TableTracking>): AnyTargetHandler {
    const [database, table] = tableKey(key);
    const layout = "declared" in state ? state.declared.layout : state.tracked;
    return new RowHandler(database, { table, owner: ownerOf(state) }, layout);
  }
}

/** The marks of declared tables, of which the handlers of their rows are to know. */
const marks = new WeakMap<TableValue, string>();

function ownerOf(state: ContainerState<TableValue, TableTracking>): TableOwner {
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
  const { columns, foreignKeys, primaryKey, strict, unique, vectors } = layout;
  return {
    version: 1,
    columns,
    primaryKey,
    strict,
    unique,
    foreignKeys,
    ...(vectors === undefined ? {} : { vectors }),
    ...(mark === undefined ? {} : { mark }),
  };
}
