import { type AnyTargetHandler, absent, decodeKey, type TargetPath } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { type ComponentRecord, encodeRecord } from "../component/component-record.ts";
import { byteText } from "../internal/byte-text.ts";
import type { Change } from "../store/index.ts";
import type { GroupMember, Plan } from "./group-commit.ts";
import { reconcile, seenFrom } from "./reconcile.ts";
import { removalChange } from "./removal.ts";
import { actionOrder, type PlannedAction } from "./sink-runner.ts";
import { childTargetPath, decodeTargetPath, encodeTargetPath, ownerHash } from "./target-path.ts";
import type { TrackedGroup, TrackedState } from "./tracked-state.ts";

const STATE_WEIGHT = 256;

/** What is to be deleted of one component. */
export interface DeletionOptions {
  readonly run: Run;
  readonly key: Uint8Array;
  readonly record: ComponentRecord;
  /** Whether the component itself goes, or only the states that it stopped declaring. */
  readonly whole: boolean;
  /** The key under which the deletion is planned: the component's own, or that of one above it. */
  readonly removalKey: Uint8Array;
  readonly removalIs: "component" | "states";
  /** Paths, as text, of containers that go with all their children. */
  readonly dropped: ReadonlySet<string>;
}

/** The deletion of a component's target states, and of what is stored of it (rule T5). */
export class Deletion implements GroupMember {
  readonly #options: DeletionOptions;

  constructor(options: DeletionOptions) {
    this.#options = options;
  }

  get sortKey(): Uint8Array {
    return this.#options.key.subarray(2);
  }

  get weight(): number {
    return (this.#options.record.targets.reduce((sum, group) => sum + group.states.length, 0) + 1) * STATE_WEIGHT;
  }

  plan(): Plan {
    const { run, removalKey, removalIs } = this.#options;
    const actions: PlannedAction[] = [];
    for (const { group, state } of this.#deleted()) this.#planState(group, state, actions);
    return {
      actions,
      // From here on nothing of it is certain to be there: one mark for the whole subtree.
      before: () => (actions.length === 0 || run.isBeingDeleted(removalKey) ? [] : [removalChange(removalKey, removalIs, true)]),
      after: () => this.#after(),
    };
  }

  *#deleted(): Generator<{ group: TrackedGroup; state: TrackedState }> {
    const { record, whole } = this.#options;
    for (const group of record.targets) {
      for (const state of group.states) if (whole || !state.declared) yield { group, state };
    }
  }

  #planState(group: TrackedGroup, state: TrackedState, actions: PlannedAction[]): void {
    const { run, dropped } = this.#options;
    const provider = decodeTargetPath(group.provider);
    const attachment = typeof provider.at(-1) === "symbol";
    for (let length = 2; length <= provider.length; length++) {
      if (dropped.has(byteText(encodeTargetPath(provider.slice(0, length) as unknown as TargetPath)))) return; // gone with its container
    }
    const present = run.providers.generationOf(group.provider);
    const handler: AnyTargetHandler | undefined = present === undefined ? undefined : run.providers.handler(group.provider);
    if (handler === undefined) return; // its container is not there any more
    const previous = seenFrom(present, group.generation, state);
    if (previous.possible.length === 0) return;
    const { action } = reconcile(handler, decodeKey(state.key), absent, previous);
    if (action === undefined) return;
    const order =
      state.container !== undefined
        ? actionOrder.containerDropped
        : attachment
          ? actionOrder.attachmentRemoved
          : actionOrder.deletion;
    actions.push({ sink: action.sink, payload: action.payload, order, deletes: true, owner: this });
  }

  #after(): Change[] {
    const { run, key, record, whole } = this.#options;
    const changes: Change[] = [];
    for (const { group, state } of this.#deleted()) {
      changes.push({ kind: "delete", table: "owner", key: ownerHash(childTargetPath(group.provider, state.key)) });
    }
    if (whole) {
      changes.push({ kind: "delete", table: "component", key }, { kind: "delete", table: "functionMemo", key });
      changes.push(...run.appMemos.changes(record.appMemos, new Set()));
      run.stats.removals.deleted += 1;
    } else {
      const targets = record.targets
        .map((group) => ({ ...group, states: group.states.filter((state) => state.declared) }))
        .filter((group) => group.states.length > 0);
      changes.push({ kind: "put", table: "component", key, value: encodeRecord(withTargets(record, targets)) });
    }
    return changes;
  }
}

function withTargets(record: ComponentRecord, targets: readonly TrackedGroup[]): ComponentRecord {
  return {
    memo: record.memo,
    targets,
    identifiers: record.identifiers,
    appMemos: record.appMemos,
    levels: record.levels,
    hasFunctionMemos: record.hasFunctionMemos,
  };
}
