import { absent, type AnyTargetHandler, type Sink, type StableKey } from "@coco/connectorkit";
import type { Run } from "../app/run.ts";
import { formatPath, pathOfKey, pathOrder } from "../component/component-path.ts";
import { readerOfLeafStates } from "../component/record-codec.ts";
import type { Entry } from "../store/index.ts";
import { countDeletion, GONE } from "./deletion.ts";
import type { GroupMember, Plan } from "./group-commit.ts";
import { isSound } from "./handler-answer.ts";
import type { KnownLevels } from "./known-levels.ts";
import type { EntrySieve, PlannedRemoval } from "./planned-removals.ts";
import { removalChange } from "./removal.ts";
import type { ActionOwner, PlannedAction } from "./sink-runner.ts";
import { StateCursor } from "./state-cursor.ts";
import { childTargetPath, encodeStateKey } from "./target-path.ts";

const ACTION_WEIGHT = 128;

/** A component that goes, without others beneath it. */
class Leaf implements ActionOwner {
  readonly entry: Entry;

  constructor(entry: Entry) {
    this.entry = entry;
  }

  get displayPath(): string {
    return formatPath(pathOfKey(this.entry.key));
  }
}

/** The deletion of one of its target states: an object of as few parts as can be, for a page of them lives at once. */
class LeafAction implements PlannedAction {
  readonly sink: Sink<unknown>;
  readonly payload: unknown;
  readonly order: number;
  readonly owner: ActionOwner;
  readonly #provider: Uint8Array;
  readonly #key: StableKey;

  constructor(owner: ActionOwner, level: { provider: Uint8Array; order: number }, key: StableKey, action: Action) {
    this.sink = action.sink;
    this.payload = action.payload;
    this.order = level.order;
    this.owner = owner;
    this.#provider = level.provider;
    this.#key = key;
  }

  get change(): "delete" {
    return "delete";
  }

  get reason(): typeof GONE {
    return GONE;
  }

  get path(): Uint8Array {
    return childTargetPath(this.#provider, encodeStateKey(this.#key));
  }
}

type Action = NonNullable<NonNullable<ReturnType<AnyTargetHandler["reconcile"]>>["action"]>;

/** Those of one page, written as one member of a group. */
class LeafPage implements GroupMember {
  readonly leaves: Leaf[] = [];
  readonly actions: PlannedAction[] = [];
  failed: ReadonlyMap<object, unknown> = new Map();
  readonly #run: Run;
  readonly #removal: PlannedRemoval;
  readonly #begun: Set<PlannedRemoval>;

  constructor(run: Run, removal: PlannedRemoval, begun: Set<PlannedRemoval>) {
    this.#run = run;
    this.#removal = removal;
    this.#begun = begun;
  }

  get sortKey(): Uint8Array {
    return pathOrder((this.leaves[0] as Leaf).entry.key);
  }

  get weight(): number {
    return this.actions.length * ACTION_WEIGHT;
  }

  plan(): Plan {
    const { actions } = this;
    return {
      actions,
      // From here on nothing of the app is certain to be there.
      before: (changes) => {
        const isMarked = this.#removal.begun || this.#begun.has(this.#removal);
        if (!isMarked) changes.push(removalChange(this.#removal.key, this.#removal.what, true));
      },
      after: (_changes, failed) => {
        this.failed = failed;
        if (actions.length > 0) this.#begun.add(this.#removal);
        for (const leaf of this.leaves) if (!failed.has(leaf)) countDeletion(this.#run, leaf.entry.key);
      },
    };
  }
}

/**
 * Deletes the target states of components that have no others beneath them, where all that is stored of their app goes with it, and each
 * state is known to be its component's: straight from the stored bytes, a page of components at once. What needs more is left
 * to others: containers, what is deleted late, bytes that cannot be read, handlers that fail.
 */
export class LeafDeletions implements EntrySieve {
  readonly #run: Run;
  readonly #removal: PlannedRemoval;
  readonly #levels: KnownLevels;
  readonly #begun: Set<PlannedRemoval>;
  readonly #cursor = new StateCursor();
  /** Those that would be deleted were, in an earlier pass. */
  readonly #once: boolean;
  #page: LeafPage;

  constructor(run: Run, removal: PlannedRemoval, levels: KnownLevels, begun: Set<PlannedRemoval>, once: boolean) {
    this.#once = once;
    this.#run = run;
    this.#removal = removal;
    this.#levels = levels;
    this.#begun = begun;
    this.#page = new LeafPage(run, removal, begun);
  }

  /** Whether some were taken that are not carried out. */
  get waiting(): boolean {
    return this.#page.leaves.length > 0;
  }

  /** Takes a component to be deleted with those of its page; false where it is left to others. */
  takes(entry: Entry): boolean {
    const { actions, leaves } = this.#page;
    const before = actions.length;
    const leaf = new Leaf(entry);
    try {
      if (this.#plan(leaf)) {
        if (this.#once) actions.length = before;
        else leaves.push(leaf);
        return true;
      }
    } catch {
      // It fails once more where it is told.
    }
    actions.length = before;
    return false;
  }

  again(): Promise<boolean> {
    return this.#levels.learn();
  }

  /** Deletes those that were taken; gives those of which something could not be deleted, each with its error. */
  async carryOut(): Promise<readonly (readonly [Entry, unknown])[]> {
    const page = this.#page;
    this.#page = new LeafPage(this.#run, this.#removal, this.#begun);
    if (page.leaves.length === 0) return [];
    try {
      await this.#run.commits.submit(page);
    } catch (error) {
      return page.leaves.map(({ entry }) => [entry, error]);
    }
    if (page.failed.size === 0) return [];
    return page.leaves
      .filter((leaf) => page.failed.has(leaf))
      .map((leaf) => [leaf.entry, page.failed.get(leaf)] as const);
  }

  #plan(leaf: Leaf): boolean {
    const { value } = leaf.entry;
    const reader = readerOfLeafStates(value);
    if (reader === undefined) return false;
    const cursor = this.#cursor;
    cursor.open(value, reader);
    while (cursor.nextGroup()) {
      const level = this.#levels.find(value, cursor);
      if (level === undefined) return false;
      const { generation, handler } = level;
      // What was written before the level was made anew is not there any more.
      const isThere = handler !== undefined && generation?.providerId === cursor.providerId;
      const isOlder = generation?.schemaVersion !== cursor.schemaVersion || this.#removal.begun;
      while (cursor.nextState()) {
        if (cursor.isContainer) return false;
        if (!isThere || cursor.possible.length === 0) continue;
        const { key, possible } = cursor;
        const answer = handler.reconcile(key, absent, { possible, mayBeMissing: isOlder || cursor.mayBeMissing });
        if (answer === undefined) continue;
        if (!isSound(answer)) return false;
        if (answer.action !== undefined) this.#page.actions.push(new LeafAction(leaf, level, key, answer.action));
      }
    }
    return true;
  }
}
