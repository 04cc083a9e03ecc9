import { type AnyTargetHandler, absent, decodeKey } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { functionOfKey } from "../component/function-of-key.ts";
import { formatPath, pathOfKey, pathOrder } from "../component/component-path.ts";
import type { ComponentRecord } from "../component/component-record.ts";
import { encodeRecord } from "../component/record-codec.ts";
import type { Change } from "../store/index.ts";
import { DROPPED } from "./container-effect.ts";
import type { GroupMember, Plan } from "./group-commit.ts";
import type { StoredComponentEntry } from "./own-entries.ts";
import type { PlannedRemoval } from "./planned-removals.ts";
import { reconcile, seenFrom } from "./reconcile.ts";
import { removalChange } from "./removal.ts";
import { type ActionOwner, actionOrder, type PlannedAction } from "./sink-runner.ts";
import { childTargetPath, isAttachmentPath, ownerHash } from "./target-path.ts";
import { filterTracked, type TrackedGroup, type TrackedState } from "./tracked-state.ts";

const STATE_WEIGHT = 256;

/** What is to be deleted of one component. */
export interface DeletionOptions {
  readonly run: Run;
  readonly entry: StoredComponentEntry;
  /** The plan that this is part of: made for this component, or for one above it. */
  readonly removal: PlannedRemoval;
  /** Which of its target states. */
  readonly deletes: (state: TrackedState, group: TrackedGroup) => boolean;
  /** Whether the states of a group went with their container: then nothing is left to be done for them. */
  readonly wentWithContainer: (group: TrackedGroup) => boolean;
  /** Whether what is stored of the component stays although no state is left. */
  readonly keepsRecord: boolean;
  readonly mode: DeletionMode;
  /** Plans of which it is stored already that they have begun. */
  readonly begun: Set<PlannedRemoval>;
}

/**
 * `"whole"`: deletes, and notes it. `"applied"`: deletes only, where all that is stored goes at the end, or is deleted
 * once more. `"noted"`: notes what was applied before.
 */
export type DeletionMode = "whole" | "applied" | "noted";

/** Counts a component of which nothing is left. */
export function countDeletion(run: Run, key: Uint8Array): void {
  run.stats.componentDeleted(functionOfKey(run, key));
  run.emit?.({ kind: "componentDeleted", component: formatPath(pathOfKey(key)) });
}

/** Tells that something of a component could not be deleted. */
export async function reportFailedDeletion(
  run: Run,
  key: Uint8Array,
  removal: PlannedRemoval,
  error: unknown,
): Promise<void> {
  run.stats.deletionFailed(functionOfKey(run, key));
  const path = pathOfKey(key);
  run.emit?.({ kind: "deletionFailed", component: formatPath(path), error });
  const handlers = run.deletionHandlers.of(removal.key);
  await run.failures.report({
    error,
    path,
    functionName: undefined,
    kind: "delete",
    handlers,
    removal: removal.key,
  });
}

/** The deletion of target states of one component, and with the last one of what is stored of it (rule T5). */
export class Deletion implements GroupMember, ActionOwner {
  readonly #options: DeletionOptions;
  readonly #deleted: readonly { readonly group: TrackedGroup; readonly state: TrackedState }[];
  /** Of the component itself nothing is left. */
  readonly #isLast: boolean;

  constructor(options: DeletionOptions) {
    this.#options = options;
    const { deletes, entry, keepsRecord, removal } = options;
    const deleted: { group: TrackedGroup; state: TrackedState }[] = [];
    let rest = 0;
    for (const group of entry.record.targets) {
      for (const state of group.states) {
        if (deletes(state, group)) deleted.push({ group, state });
        else rest += 1;
      }
    }
    this.#deleted = deleted;
    this.#isLast = removal.what === "component" && !keepsRecord && rest === 0;
  }

  get displayPath(): string {
    return formatPath(pathOfKey(this.#options.entry.key));
  }

  get sortKey(): Uint8Array {
    return pathOrder(this.#options.entry.key);
  }

  get weight(): number {
    return (this.#options.entry.record.targets.reduce((sum, group) => sum + group.states.length, 0) + 1) * STATE_WEIGHT;
  }

  plan(): Plan {
    const { begun, mode, removal, wentWithContainer } = this.#options;
    if (mode === "noted") return { actions: [], before: () => undefined, after: (changes) => this.#after(changes) };
    const actions: PlannedAction[] = [];
    const gone = new Map<TrackedGroup, boolean>();
    for (const { group, state } of this.#deleted) {
      let went = gone.get(group);
      if (went === undefined) gone.set(group, (went = wentWithContainer(group)));
      if (!went) this.#planState(group, state, actions);
    }
    return {
      actions,
      // From here on nothing of it is certain to be there: one mark for the whole subtree.
      before: (changes) => {
        const isMarked = actions.length === 0 || removal.begun || begun.has(removal);
        if (!isMarked) changes.push(removalChange(removal.key, removal.what, true));
      },
      after: (changes) => {
        if (actions.length > 0) begun.add(removal);
        if (this.#isLast) countDeletion(this.#options.run, this.#options.entry.key);
        if (mode !== "applied") this.#after(changes);
      },
    };
  }

  committed(): void {
    const { run } = this.#options;
    for (const { group, state } of this.#deleted)
      if (state.container !== undefined) run.providers.forget(childTargetPath(group.provider, state.key));
  }

  #planState(group: TrackedGroup, state: TrackedState, actions: PlannedAction[]): void {
    const { removal, run } = this.#options;
    const present = run.providers.generationOf(group.provider);
    const handler: AnyTargetHandler | undefined =
      present === undefined ? undefined : run.providers.handler(group.provider);
    if (handler === undefined) return; // its container is not there any more
    const seen = seenFrom(present, group.generation, state);
    if (seen.possible.length === 0) return;
    const previous = removal.begun ? { ...seen, mayBeMissing: true } : seen;
    const path = childTargetPath(group.provider, state.key);
    const { action } = reconcile(handler, decodeKey(state.key), absent, previous, path);
    if (action === undefined) return;
    const order =
      state.container !== undefined
        ? actionOrder.containerDropped
        : isAttachmentPath(group.provider)
          ? actionOrder.attachmentRemoved
          : actionOrder.deletion;
    actions.push({
      sink: action.sink,
      payload: action.payload,
      order,
      change: "delete",
      path,
      owner: this,
      reason: { kind: removal.what === "component" ? "gone" : "undeclared" },
      effect: state.container === undefined ? undefined : DROPPED,
    });
  }

  #after(changes: Change[]): void {
    const { deletes, entry, removal, run } = this.#options;
    const { key, record } = entry;
    for (const { group, state } of this.#deleted) {
      const path = childTargetPath(group.provider, state.key);
      changes.push({ kind: "delete", table: "owner", key: ownerHash(path) });
    }
    const whole = removal.what === "component";
    // A component that comes back begins anew, also while something of it is still to be deleted.
    if (whole && record.hasStates) changes.push({ kind: "delete", table: "componentState", key });
    if (this.#isLast) {
      changes.push({ kind: "delete", table: "component", key }, { kind: "delete", table: "functionMemo", key });
      for (const change of run.appMemos.changes(record.appMemos, new Set())) changes.push(change);
    } else {
      const kept = whole ? { memo: undefined, hasStates: false } : {};
      const targets = filterTracked(record.targets, (state, group) => !deletes(state, group));
      const rest: ComponentRecord = { ...record, ...kept, targets };
      changes.push({ kind: "put", table: "component", key, value: encodeRecord(rest) });
    }
  }
}
