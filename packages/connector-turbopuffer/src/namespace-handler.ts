import { randomUUID } from "node:crypto";
import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerOwner,
  type ContainerState,
  equalBytes,
  fingerprint,
  type PreviousStates,
  type Reconciliation,
  type StableKey,
  type TargetHandler,
  withSchemaChange,
} from "@coco/connectorkit";
import type { NamespaceAction, OnExisting } from "./namespace-action.ts";
import { type EverTypes, compareNamespaces, everTypes } from "./namespace-change.ts";
import { RowHandler } from "./row-handler.ts";
import { namespaceSink } from "./sinks.ts";
import type { NamespaceLayout } from "./stored-type.ts";

/** A namespace as it is declared. */
export interface NamespaceValue {
  readonly layout: NamespaceLayout;
  readonly filterable: Readonly<Record<string, boolean>>;
  readonly managedBy: "system" | "user";
  readonly onExisting: OnExisting;
}

/** What is remembered of a namespace. */
export interface NamespaceTracking extends NamespaceLayout {
  /** Raised when this record changes its form; older forms are read for ever. */
  readonly version: 1;
  readonly filterable: Readonly<Record<string, boolean>>;
  readonly ever: EverTypes;
  /** The mark on a namespace that is ours; absent where the user manages it. */
  readonly mark?: string;
}

type Answer = Reconciliation<NamespaceAction, NamespaceTracking>;

/** Namespaces, by the name of the connection's context key and their own. */
export class NamespaceHandler implements TargetHandler<NamespaceValue, NamespaceTracking, NamespaceAction> {
  reconcile(
    key: StableKey,
    desired: NamespaceValue | Absent,
    previous: PreviousStates<NamespaceTracking>,
  ): Answer | undefined {
    const [database, namespace] = key as readonly [string, string];
    const sink = namespaceSink(database);
    const { possible } = previous;
    const knownMarks = [...new Set(possible.flatMap(({ mark }) => (mark === undefined ? [] : [mark])))];
    if (desired === absent) {
      if (possible.length === 0) return undefined;
      // A namespace of the user's stays; without an action its rows are deleted one by one.
      if (knownMarks.length === 0) return { tracking: absent };
      return { action: { sink, payload: { kind: "drop", namespace, knownMarks } }, tracking: absent };
    }
    const { filterable, layout } = desired;
    const comparison = compareNamespaces(layout, possible);
    const { change } = comparison;
    const tracking = tracked(desired, everTypes(layout, possible, change === "destructive"));
    const certain = possible.length > 0 && !previous.mayBeMissing;
    if (desired.managedBy === "user") {
      if (certain && knownMarks.length === 0 && change === "none") return undefined;
      const payload: NamespaceAction = { kind: "verify", namespace, layout };
      return withSchemaChange({ action: { sink, payload }, tracking }, comparison);
    }
    const mark = knownMarks[0] ?? marks.get(desired) ?? randomUUID();
    marks.set(desired, mark);
    const allOurs = possible.every(({ mark }) => mark !== undefined);
    const sameFilters = possible.every((old) => equalBytes(fingerprint(old.filterable), fingerprint(filterable)));
    if (certain && allOurs && knownMarks.length === 1 && change === "none" && sameFilters) return undefined;
    const payload: NamespaceAction = {
      kind: "ensure",
      namespace,
      layout,
      filterable,
      mark,
      knownMarks,
      onExisting: desired.onExisting,
      rebuild: change === "destructive",
      mustExist: certain,
    };
    const answer: Answer = { action: { sink, payload }, tracking: { ...tracking, mark } };
    // One that may be missing may be made empty now, whatever was tracked of its rows.
    const mayLose = previous.mayBeMissing && possible.length > 0 && change !== "destructive";
    return withSchemaChange(answer, mayLose ? { ...comparison, change: "lossy" } : comparison);
  }

  child(key: StableKey, state: ContainerState<NamespaceValue, NamespaceTracking>): AnyTargetHandler {
    const [database, namespace] = key as readonly [string, string];
    const layout = shared("tracked" in state ? state.tracked : state.declared.layout);
    return new RowHandler(database, namespace, layout, ownerOf(state));
  }
}

/** The marks of declared namespaces, of which the handlers of their rows are to know. */
const marks = new WeakMap<NamespaceValue, string>();

function ownerOf(state: ContainerState<NamespaceValue, NamespaceTracking>): ContainerOwner {
  if ("tracked" in state) return state.tracked.mark === undefined ? "user" : { mark: state.tracked.mark };
  return state.declared.managedBy === "user" ? "user" : { mark: marks.get(state.declared) };
}

function tracked({ filterable, layout }: NamespaceValue, ever: EverTypes): NamespaceTracking {
  const { columns, ids, primaryKey } = layout;
  return { version: 1, columns, primaryKey, ids, filterable, ever };
}

const layouts = new Map<string, NamespaceLayout>();

/** One object for equal layouts, so that actions of several handlers hold it once. */
function shared({ columns, ids, primaryKey }: NamespaceLayout): NamespaceLayout {
  const text = JSON.stringify([columns.map(({ name, nullable, type }) => [name, type, nullable]), primaryKey, ids]);
  let layout = layouts.get(text);
  if (layout === undefined) layouts.set(text, (layout = { columns, primaryKey, ids }));
  return layout;
}
