import { byteText, sameBytes } from "../internal/byte-text.ts";
import { childTargetPath } from "../target-state/target-path.ts";
import { type ComponentRecord, encodeRecord } from "./component-record.ts";
import type { Component } from "./component.ts";

/**
 * Stores that a component's run began and failed (rule M4): its result does not stand any more, what it wrote before
 * stays, and so do the levels on which it may have mounted children.
 */
export function invalidate(component: Component): void {
  const { run, key, stored } = component;
  const change = withoutResult(component);
  if (stored.bytes !== undefined && sameBytes(stored.bytes, change)) return;
  if (stored.bytes === undefined && component.levels.encodedWithStored().length === 0) return;
  if (component.submitted) return; // its states before the write are stored already
  run.commits.enqueue([{ kind: "put", table: "component", key, value: change }]);
}

/**
 * Stores the levels of a component before the first child on a new one can be: a run that breaks off must leave no
 * child that nobody would look for.
 */
export function storeLevelsAhead(component: Component): void {
  component.run.commits.enqueue([
    { kind: "put", table: "component", key: component.key, value: withoutResult(component) },
  ]);
}

function withoutResult(component: Component): Uint8Array {
  const { record } = component.stored;
  const taken = component.run.takenFrom(component.key);
  const next: ComponentRecord = {
    memo: undefined,
    targets: component.previousMayBeMissing
      ? record.targets.map((group) => ({
          ...group,
          states: group.states.map((state) => ({ ...state, mayBeMissing: true })),
        }))
      : record.targets,
    identifiers: record.identifiers,
    appMemos: record.appMemos,
    levels: component.levels.encodedWithStored(),
    hasFunctionMemos: record.hasFunctionMemos,
  };
  return encodeRecord(taken === undefined ? next : withoutTaken(next, taken));
}

/** Leaves out the states that other components took over in this run. */
function withoutTaken(record: ComponentRecord, taken: ReadonlyMap<string, Uint8Array>): ComponentRecord {
  const targets = record.targets.map((group) => ({
    ...group,
    states: group.states.filter((state) => !taken.has(byteText(childTargetPath(group.provider, state.key)))),
  }));
  return { ...record, targets: targets.filter((group) => group.states.length > 0) };
}
