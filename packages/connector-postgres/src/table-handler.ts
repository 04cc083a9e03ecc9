import { randomUUID } from "node:crypto";
import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerState,
  diffSchemas,
  type PreviousStates,
  type Reconciliation,
  type SchemaDiff,
  type StableKey,
  type StoredSchema,
  type TargetHandler,
  withSchemaChange,
} from "@coco/connectorkit";
import type { TablePlace } from "./identifiers.ts";
import { RowHandler } from "./row-handler.ts";
import { tableSink } from "./sinks.ts";
import type { TableLayout } from "./stored-column.ts";
import type { OnExisting, TableAction } from "./table-action.ts";
import type { TableOwner } from "./table-owner.ts";

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

/** Tables, by the name of the connection's context key, their schema and their own name. */
export class TableHandler implements TargetHandler<TableValue, TableTracking, TableAction> {
  reconcile(key: StableKey, desired: TableValue | Absent, previous: PreviousStates<TableTracking>): Answer | undefined {
    const place = tablePlace(key);
    const sink = tableSink(place.database);
    const ours = previous.possible.filter(({ mark }) => mark !== undefined);
    const knownMarks = [...new Set(ours.map(({ mark }) => mark ?? ""))];
    if (desired === absent) {
      if (previous.possible.length === 0) return undefined;
      if (ours.length === 0) return { tracking: absent };
      return { action: { sink, payload: { kind: "drop", place, knownMarks } }, tracking: absent };
    }
    const { layout } = desired;
    const diff = compare(layout, previous.possible);
    const { change, dropped } = diff;
    const certain = previous.possible.length > 0 && !previous.mayBeMissing;
    if (desired.managedBy === "user") {
      if (certain && ours.length === 0 && change === "none") return undefined;
      const payload: TableAction = { kind: "verify", place, layout };
      return withSchemaChange({ action: { sink, payload }, tracking: tracked(layout) }, diff);
    }
    const mark = knownMarks[0] ?? marks.get(desired) ?? randomUUID();
    marks.set(desired, mark);
    // Taken over from the user: the rows are already ours, the table is not yet.
    const allOurs = ours.length === previous.possible.length;
    if (certain && allOurs && knownMarks.length === 1 && change === "none") return undefined;
    const payload: TableAction = {
      kind: "ensure",
      place,
      layout,
      mark,
      knownMarks,
      onExisting: desired.onExisting,
      rebuild: change === "destructive",
      dropColumns: dropped,
      mustExist: certain,
    };
    const answer: Answer = { action: { sink, payload }, tracking: tracked(layout, mark) };
    // A table that may be missing may be made empty now, whatever was tracked of its rows.
    const atLeast = previous.mayBeMissing && previous.possible.length > 0 && change !== "destructive";
    return withSchemaChange(answer, atLeast ? { ...diff, change: "lossy" } : diff);
  }

  child(key: StableKey, state: ContainerState<TableValue, TableTracking>): AnyTargetHandler {
    const layout = "declared" in state ? state.declared.layout : state.tracked;
    return new RowHandler(tablePlace(key), ownerOf(state), layout);
  }
}

/** The marks of declared tables, of which the handlers of their rows are to know. */
const marks = new WeakMap<TableValue, string>();

function ownerOf(state: ContainerState<TableValue, TableTracking>): TableOwner {
  if ("tracked" in state) return state.tracked.mark === undefined ? "user" : { mark: state.tracked.mark };
  return state.declared.managedBy === "user" ? "user" : { mark: marks.get(state.declared) };
}

function tablePlace(key: StableKey): TablePlace {
  const [database, schema, table] = key as readonly [string, string, string];
  return { database, schema, table };
}

/** A column that is not of the key can change its type while the table stays: its values are written again. */
function compare(layout: TableLayout, previous: readonly TableLayout[]): Omit<SchemaDiff, "added"> {
  const { change, dropped } = diffSchemas(
    keyTypes(layout, layout.primaryKey),
    previous.map((other) => keyTypes(other, layout.primaryKey)),
  );
  const retyped = previous.some((other) =>
    layout.columns.some(({ kind, name, type }) => {
      const old = other.columns.find((column) => column.name === name);
      return old !== undefined && (old.type !== type || old.kind !== kind);
    }),
  );
  const { reasons } = diffSchemas(layout, previous);
  return { change: retyped && change !== "destructive" ? "lossy" : change, dropped, reasons };
}

/** The layout with the types of its key alone. */
function keyTypes({ columns, primaryKey }: TableLayout, keys: readonly string[]): StoredSchema {
  return {
    columns: columns.map(({ name, nullable, type }) => ({ name, nullable, type: keys.includes(name) ? type : "any" })),
    primaryKey,
  };
}

function tracked({ columns, primaryKey }: TableLayout, mark?: string): TableTracking {
  return mark === undefined ? { version: 1, columns, primaryKey } : { version: 1, columns, primaryKey, mark };
}
