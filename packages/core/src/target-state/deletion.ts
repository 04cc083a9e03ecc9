import { decodeKey, type Sink } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { functionOfKey } from "../component/function-of-key.ts";
import { formatPath, pathOfKey, pathOrder } from "../component/component-path.ts";
import type { ComponentRecord } from "../component/component-record.ts";
import { encodeRecord } from "../component/record-codec.ts";
import type { Change } from "../store/index.ts";
import type { RunReason } from "../component/run-reason.ts";
import { type ContainerEffect, DROPPED } from "./container-effect.ts";
import type { GroupMember, Plan } from "./group-commit.ts";
import type { StoredComponentEntry } from "./own-entries.ts";
import type { PlannedRemoval } from "./planned-removals.ts";
import { deletingAction, type Reconciled, seenFrom } from "./reconcile.ts";
import { removalChange } from "./removal.ts";
import { type ActionOwner, actionOrder, type PlannedAction } from "./sink-runner.ts";
import { childTargetPath, isAttachmentPath, ownerHash } from "./target-path.ts";
import { filterTracked, type TrackedGroup, type TrackedState } from "./tracked-state.ts";

const STATE_WEIGHT = 256;
export const GONE: RunReason = { kind: "gone" };
const UNDECLARED: RunReason = { kind: "undeclared" };

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

/** The deletion of one target state. Its path is made when somebody is told of it. */
class PlannedDeletion implements PlannedAction {
  readonly change = "delete";
  readonly owner: ActionOwner;
  readonly reason: RunReason;
  readonly order: number;
  readonly effect: ContainerEffect | undefined;
  sink!: Sink<unknown>;
  payload: unknown;
  readonly #provider: Uint8Array;
  readonly #key: Uint8Array;

  constructor(owner: ActionOwner, reason: RunReason, provider: Uint8Array, state: TrackedState, leafOrder: number) {
    this.owner = owner;
    this.reason = reason;
    this.order = state.container === undefined ? leafOrder : actionOrder.containerDropped;
    this.effect = state.container === undefined ? undefined : DROPPED;
    this.#provider = provider;
    this.#key = state.key;
  }

  get path(): Uint8Array {
    return childTargetPath(this.#provider, this.#key);
  }

  /** Takes what the handler wants to be done; false where that is nothing. */
  take(action: Reconciled["action"]): boolean {
    if (action === undefined) return false;
    this.sink = action.sink;
    this.payload = action.payload;
    return true;
  }
}

/** The deletion of target states of one component, and with the last one of what is stored of it (rule T5). */
export class Deletion implements GroupMember, ActionOwner {
  readonly #options: DeletionOptions;
  readonly #deleted: readonly { readonly group: TrackedGroup; readonly states: readonly TrackedState[] }[];
  /** Of the component itself nothing is left. */
  readonly #isLast: boolean;

  constructor(options: DeletionOptions) {
    this.#options = options;
    const { deletes, entry, keepsRecord, removal } = options;
    let rest = 0;
    this.#deleted = entry.record.targets.map((group) => {
      const states = group.states.filter((state) => deletes(state, group));
      rest += group.states.length - states.length;
      return { group, states };
    });
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
    for (const { group, states } of this.#deleted)
      if (!wentWithContainer(group)) this.#planGroup(group, states, actions);
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
    for (const { group, states } of this.#deleted)
      for (const { container, key } of states)
        if (container !== undefined) run.providers.forget(childTargetPath(group.provider, key));
  }

  #planGroup({ generation, provider }: TrackedGroup, states: readonly TrackedState[], actions: PlannedAction[]): void {
    const { removal, run } = this.#options;
    const present = run.providers.generationOf(provider);
    const handler = present === undefined ? undefined : run.providers.handler(provider);
    if (handler === undefined) return; // its container is not there any more
    const leaf = isAttachmentPath(provider) ? actionOrder.attachmentRemoved : actionOrder.deletion;
    const reason: RunReason = removal.what === "component" ? GONE : UNDECLARED;
    for (const state of states) {
      const seen = seenFrom(present, generation, state);
      if (seen.possible.length === 0) continue;
      const previous = removal.begun ? { ...seen, mayBeMissing: true } : seen;
      const planned = new PlannedDeletion(this, reason, provider, state, leaf);
      if (planned.take(deletingAction(handler, decodeKey(state.key), previous, planned))) actions.push(planned);
    }
  }

  #after(changes: Change[]): void {
    const { deletes, entry, removal, run } = this.#options;
    const { key, record } = entry;
    for (const { group, states } of this.#deleted) {
      for (const state of states) {
        const path = childTargetPath(group.provider, state.key);
        changes.push({ kind: "delete", table: "owner", key: ownerHash(path) });
      }
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
