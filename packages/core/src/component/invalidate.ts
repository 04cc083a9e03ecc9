import { sameBytes } from "../internal/byte-text.ts";
import type { PutChange } from "../store/index.ts";
import type { ComponentRecord } from "./component-record.ts";
import { encodeRecord } from "./record-codec.ts";
import type { Component } from "./component.ts";

/**
 * Stores that a component's run began and failed (rule M4): its result does not stand any more, what it wrote before
 * stays, and so do the levels on which it may have mounted children.
 */
export function invalidate(component: Component): void {
  const { run, stored } = component;
  run.commits.enqueue(() => {
    if (stored.bytes === undefined && component.levels.encodedWithStored().length === 0) return [];
    const changes = withoutResult(component);
    const [change] = changes;
    return change !== undefined && stored.bytes !== undefined && sameBytes(stored.bytes, change.value) ? [] : changes;
  });
}

/**
 * Stores that the results above a component that runs do not stand any more, before anything of it is written: a run
 * that breaks off must leave no result that would be reused, were the inputs again what they had been (rule M4).
 */
export function forgetResultsAbove(component: Component): void {
  const { run } = component;
  for (let above = component.parent; above !== undefined && !above.resultForgotten; above = above.parent) {
    const running = above;
    running.resultForgotten = true;
    if (running.stored.record.memo !== undefined) run.commits.enqueue(() => withoutResult(running));
  }
}

/** Decided when it is written: by then others may have taken states over, or the component was planned itself. */
function withoutResult(component: Component): PutChange[] {
  return component.submitted ? [] : [recordWithoutResult(component)];
}

/** What is stored of a component, without its result, with the levels of this run. */
export function recordWithoutResult(component: Component): PutChange {
  const { key, levels, previousMayBeMissing, run, stored } = component;
  const record: ComponentRecord = { ...stored.record, memo: undefined, levels: levels.encodedWithStored() };
  const uncertain: ComponentRecord = previousMayBeMissing ? { ...record, targets: asMaybeMissing(record) } : record;
  const value = encodeRecord(run.takeovers.withoutTaken(key, uncertain));
  return { kind: "put", table: "component", key, value };
}

function asMaybeMissing(record: ComponentRecord): ComponentRecord["targets"] {
  return record.targets.map((group) => ({
    ...group,
    states: group.states.map((state) => ({ ...state, mayBeMissing: true })),
  }));
}
