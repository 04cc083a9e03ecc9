import { randomUUID } from "node:crypto";
import {
  type Absent,
  absent,
  type AnyTargetHandler,
  type ContainerState,
  type PreviousStates,
  type Reconciliation,
  type StableKey,
  type TargetHandler,
  withSchemaChange,
} from "@coco/connectorkit";
import { EntryHandler } from "./entry-handler.ts";
import type { GraphTable, NodeLayout, RelationLayout } from "./graph-layout.ts";
import { compareLayouts } from "./layout-diff.ts";
import type { StoreSinks } from "./store-sinks.ts";
import type { OnExisting, TableChange } from "./table-change.ts";
import type { TableOwner } from "./table-owner.ts";

/** A label or type as it is declared. */
export interface TableValue {
  readonly layout: NodeLayout | RelationLayout;
  readonly managedBy: "system" | "user";
  readonly onExisting: OnExisting;
}

/** What is remembered of a label or type. */
export interface TableTracking {
  /** Raised when this record changes its form; older forms are read for ever. */
  readonly version: 1;
  readonly layout: NodeLayout | RelationLayout;
  /** The mark on what is ours; absent where the user manages it. */
  readonly mark?: string;
  /** Another text whenever what there was may have been made anew; absent where the user manages it. */
  readonly generation?: string;
}

type Answer = Reconciliation<TableChange, TableTracking>;

/** The labels of nodes, or the types of relations, by the name of the graph's context key and their own. */
export class TableHandler<Connection> implements TargetHandler<TableValue, TableTracking, TableChange> {
  readonly #sinks: StoreSinks<Connection>;
  readonly #kind: GraphTable["kind"];

  constructor(sinks: StoreSinks<Connection>, kind: GraphTable["kind"]) {
    this.#sinks = sinks;
    this.#kind = kind;
  }

  reconcile(key: StableKey, desired: TableValue | Absent, previous: PreviousStates<TableTracking>): Answer | undefined {
    const [database] = key as readonly [string, string];
    const sink = this.#sinks.tables(database);
    const { possible } = previous;
    const knownMarks = [...new Set(possible.flatMap(({ mark }) => (mark === undefined ? [] : [mark])))];
    if (desired === absent) {
      const [last] = possible;
      if (last === undefined) return undefined;
      // The user's stay; without an action what we wrote is deleted one by one.
      if (knownMarks.length === 0) return { tracking: absent };
      const table = this.#table(key, possible.find(({ mark }) => mark !== undefined)?.layout ?? last.layout);
      return { action: { sink, payload: { change: "drop", table, knownMarks } }, tracking: absent };
    }
    const { layout } = desired;
    const table = this.#table(key, layout);
    const diff = compareLayouts(
      layout,
      possible.map((old) => old.layout),
    );
    const { change, dropped } = diff;
    const certain = possible.length > 0 && !previous.mayBeMissing;
    const known = new Set(possible.map((old) => old.generation));
    if (desired.managedBy === "user") {
      if (certain && knownMarks.length === 0 && change === "none") return undefined;
      return withSchemaChange(
        { action: { sink, payload: { change: "verify", table } }, tracking: { version: 1, layout } },
        diff,
      );
    }
    const mark = knownMarks[0] ?? marks.get(desired) ?? randomUUID();
    marks.set(desired, mark);
    const allOurs = possible.every(({ mark }) => mark !== undefined);
    // That of a record from before there were generations is none, and stays so: another one in each run would write all relations again.
    const stays = certain && known.size === 1 && change !== "destructive";
    const generation = stays ? [...known][0] : randomUUID();
    if (generation !== undefined) generations.set(desired, generation);
    if (certain && allOurs && knownMarks.length === 1 && change === "none") return undefined;
    const payload: TableChange = {
      change: "ensure",
      table,
      mark,
      knownMarks,
      onExisting: desired.onExisting,
      anew: change === "destructive",
      dropColumns: dropped,
      mustExist: certain,
    };
    const answer: Answer = {
      action: { sink, payload },
      tracking: { version: 1, layout, mark, ...(generation === undefined ? {} : { generation }) },
    };
    // What may be missing may be made empty now, whatever was tracked of it.
    const mayLose = previous.mayBeMissing && possible.length > 0 && change !== "destructive";
    return withSchemaChange(answer, mayLose ? { ...diff, change: "lossy" } : diff);
  }

  child(key: StableKey, state: ContainerState<TableValue, TableTracking>): AnyTargetHandler {
    const [database] = key as readonly [string, string];
    const { layout } = "declared" in state ? state.declared : state.tracked;
    return new EntryHandler(this.#sinks, database, this.#table(key, layout), ownerOf(state));
  }

  #table(key: StableKey, layout: NodeLayout | RelationLayout): GraphTable {
    const [, name] = key as readonly [string, string];
    return this.#kind === "nodes"
      ? { kind: "nodes", name, layout }
      : { kind: "relations", name, layout: layout as RelationLayout };
  }
}

/** The marks of declared labels and types, of which the handlers of what they hold are to know. */
const marks = new WeakMap<TableValue, string>();

/** Which generation of the nodes a mount has come to. */
const generations = new WeakMap<TableValue, string>();

/** The generation that the nodes of a declared label are of, once they are mounted; of those that the user manages nothing is known. */
export function generationOf(declared: TableValue): string | undefined {
  return generations.get(declared);
}

function ownerOf(state: ContainerState<TableValue, TableTracking>): TableOwner {
  if ("tracked" in state) return state.tracked.mark === undefined ? "user" : { mark: state.tracked.mark };
  return state.declared.managedBy === "user" ? "user" : { mark: marks.get(state.declared) };
}
