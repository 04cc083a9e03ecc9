import { randomUUID } from "node:crypto";
import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerOwner,
  type ContainerState,
  type PreviousStates,
  type Reconciliation,
  type StableKey,
  type TargetHandler,
  withSchemaChange,
} from "@coco/connectorkit";
import type { CollectionAction, FixedOptions, OnExisting } from "./collection-action.ts";
import { compareCollections } from "./collection-change.ts";
import { PointHandler } from "./point-handler.ts";
import { collectionSink } from "./sinks.ts";
import type { CollectionLayout } from "./stored-type.ts";
import { sameTuning, type Tuning } from "./tuning.ts";

/** A collection as it is declared. */
export interface CollectionValue {
  readonly layout: CollectionLayout;
  readonly fixed: FixedOptions;
  readonly tuning: Tuning;
  readonly wait: boolean;
  readonly managedBy: "system" | "user";
  readonly onExisting: OnExisting;
}

/** What is remembered of a collection. */
export interface CollectionTracking extends CollectionLayout {
  /** Raised when this record changes its form; older forms are read for ever. */
  readonly version: 1;
  readonly fixed: FixedOptions;
  readonly tuning: Tuning;
  /** The mark on a collection that is ours; absent where the user manages it. */
  readonly mark?: string;
}

type Answer = Reconciliation<CollectionAction, CollectionTracking>;

/** Collections, by the name of the connection's context key and their own. */
export class CollectionHandler implements TargetHandler<CollectionValue, CollectionTracking, CollectionAction> {
  reconcile(
    key: StableKey,
    desired: CollectionValue | Absent,
    previous: PreviousStates<CollectionTracking>,
  ): Answer | undefined {
    const [database, collection] = key as readonly [string, string];
    const sink = collectionSink(database);
    const { possible } = previous;
    const knownMarks = [...new Set(possible.flatMap(({ mark }) => (mark === undefined ? [] : [mark])))];
    if (desired === absent) {
      if (possible.length === 0) return undefined;
      // A collection of the user's stays; without an action its points are deleted one by one.
      if (knownMarks.length === 0) return { tracking: absent };
      return { action: { sink, payload: { kind: "drop", collection, knownMarks } }, tracking: absent };
    }
    const { fixed, layout, tuning } = desired;
    const comparison = compareCollections({ ...layout, fixed }, possible);
    const { change, droppedVectors } = comparison;
    const certain = possible.length > 0 && !previous.mayBeMissing;
    if (desired.managedBy === "user") {
      if (certain && knownMarks.length === 0 && change === "none") return undefined;
      const payload: CollectionAction = { kind: "verify", collection, layout };
      return withSchemaChange({ action: { sink, payload }, tracking: tracked(desired) }, comparison);
    }
    const mark = knownMarks[0] ?? marks.get(desired) ?? randomUUID();
    marks.set(desired, mark);
    const allOurs = possible.every(({ mark }) => mark !== undefined);
    const tuned = possible.every((old) => sameTuning(old.tuning, tuning));
    if (certain && allOurs && knownMarks.length === 1 && change === "none" && tuned) return undefined;
    const payload: CollectionAction = {
      kind: "ensure",
      collection,
      layout,
      fixed,
      tuning,
      formerTunings: possible.map((old) => old.tuning),
      mark,
      knownMarks,
      onExisting: desired.onExisting,
      rebuild: change === "destructive",
      dropVectors: droppedVectors,
      mustExist: certain,
    };
    const answer: Answer = { action: { sink, payload }, tracking: tracked(desired, mark) };
    // One that may be missing may be made empty now, whatever was tracked of its points.
    const mayLose = previous.mayBeMissing && possible.length > 0 && change !== "destructive";
    return withSchemaChange(answer, mayLose ? { ...comparison, change: "lossy" } : comparison);
  }

  child(key: StableKey, state: ContainerState<CollectionValue, CollectionTracking>): AnyTargetHandler {
    const [database, collection] = key as readonly [string, string];
    const owner = ownerOf(state);
    if ("tracked" in state) return new PointHandler(database, collection, shared(state.tracked), owner, true);
    const { layout, wait } = state.declared;
    return new PointHandler(database, collection, shared(layout), owner, wait);
  }
}

/** The marks of declared collections, of which the handlers of their points are to know. */
const marks = new WeakMap<CollectionValue, string>();

function ownerOf(state: ContainerState<CollectionValue, CollectionTracking>): ContainerOwner {
  if ("tracked" in state) return state.tracked.mark === undefined ? "user" : { mark: state.tracked.mark };
  return state.declared.managedBy === "user" ? "user" : { mark: marks.get(state.declared) };
}

function tracked({ fixed, layout, tuning }: CollectionValue, mark?: string): CollectionTracking {
  const { columns, primaryKey } = layout;
  return { version: 1, columns, primaryKey, fixed, tuning, ...(mark === undefined ? {} : { mark }) };
}

const layouts = new Map<string, CollectionLayout>();

/** One object for equal layouts, so that actions of several handlers hold it once. */
function shared({ columns, primaryKey }: CollectionLayout): CollectionLayout {
  const text = JSON.stringify([columns.map(({ name, nullable, type }) => [name, type, nullable]), primaryKey]);
  let layout = layouts.get(text);
  if (layout === undefined) layouts.set(text, (layout = { columns, primaryKey }));
  return layout;
}
