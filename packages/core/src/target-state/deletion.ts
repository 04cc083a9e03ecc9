import { type AnyTargetHandler, absent, decodeKey } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { formatPath, pathOfKey, pathOrder } from "../component/component-path.ts";
import type { ComponentRecord } from "../component/component-record.ts";
import { encodeRecord } from "../component/record-codec.ts";
import type { Change } from "../store/index.ts";
import type { GroupMember, Plan } from "./group-commit.ts";
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
  readonly key: Uint8Array;
  readonly record: ComponentRecord;
  /** The plan that this is part of: made for this component, or for one above it. */
  readonly removal: PlannedRemoval;
  /** Which of its target states. */
  readonly deletes: (state: TrackedState, group: TrackedGroup) => boolean;
  /** Whether the states of a group went with their container: then nothing is left to be done for them. */
  readonly wentWithContainer: (group: TrackedGroup) => boolean;
  /** Whether what is stored of the component stays although no state is left. */
  readonly keepsRecord: boolean;
}

/** The deletion of target states of one component, and with the last one of what is stored of it (rule T5). */
export class Deletion implements GroupMember, ActionOwner {
  readonly #options: DeletionOptions;

  constructor(options: DeletionOptions) {
    this.#options = options;
  }

  get displayPath(): string {
    return formatPath(pathOfKey(this.#options.key));
  }

  get sortKey(): Uint8Array {
    return pathOrder(this.#options.key);
  }

  get weight(): number {
    return (this.#options.record.targets.reduce((sum, group) => sum + group.states.length, 0) + 1) * STATE_WEIGHT;
  }

  plan(): Plan {
    const { removal } = this.#options;
    const actions: PlannedAction[] = [];
    for (const { group, state } of this.#deleted()) this.#planState(group, state, actions);
    return {
      actions,
      // From here on nothing of it is certain to be there: one mark for the whole subtree.
      before: () => (actions.length === 0 ? [] : [removalChange(removal.key, removal.what, true)]),
      after: () => this.#after(),
    };
  }

  *#deleted(): Generator<{ group: TrackedGroup; state: TrackedState }> {
    const { deletes, record } = this.#options;
    for (const group of record.targets) {
      for (const state of group.states) if (deletes(state, group)) yield { group, state };
    }
  }

  #planState(group: TrackedGroup, state: TrackedState, actions: PlannedAction[]): void {
    const { removal, run, wentWithContainer } = this.#options;
    if (wentWithContainer(group)) return;
    const present = run.providers.generationOf(group.provider);
    const handler: AnyTargetHandler | undefined =
      present === undefined ? undefined : run.providers.handler(group.provider);
    if (handler === undefined) return; // its container is not there any more
    const previous = seenFrom(present, group.generation, state);
    if (previous.possible.length === 0) return;
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
    });
  }

  #after(): Change[] {
    const { deletes, keepsRecord, key, record, removal, run } = this.#options;
    const changes: Change[] = [];
    for (const { group, state } of this.#deleted()) {
      changes.push({ kind: "delete", table: "owner", key: ownerHash(childTargetPath(group.provider, state.key)) });
    }
    const targets = filterTracked(record.targets, (state, group) => !deletes(state, group));
    const whole = removal.what === "component";
    // A component that comes back begins anew, also while something of it is still to be deleted.
    if (whole && record.hasStates) changes.push({ kind: "delete", table: "componentState", key });
    if (whole && !keepsRecord && targets.length === 0) {
      changes.push({ kind: "delete", table: "component", key }, { kind: "delete", table: "functionMemo", key });
      for (const change of run.appMemos.changes(record.appMemos, new Set())) changes.push(change);
      run.stats.removals.deleted += 1;
      run.emit?.({ kind: "componentDeleted", component: this.displayPath });
    } else {
      const kept = whole ? { memo: undefined, hasStates: false } : {};
      const rest: ComponentRecord = { ...record, ...kept, targets };
      changes.push({ kind: "put", table: "component", key, value: encodeRecord(rest) });
    }
    return changes;
  }
}
