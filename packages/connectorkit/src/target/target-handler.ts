import type { StableKey } from "../key/stable-key.ts";
import type { Absent } from "./absent.ts";
import type { ListContext, Sink } from "./sink.ts";

/** What the engine knows of a target state's past. */
export interface PreviousStates<Tracking> {
  /**
   * Tracking records of every state that it may be in. One after an undisturbed run; several after a crash or a failed
   * batch; none for a state that was never written.
   */
  readonly possible: readonly Tracking[];
  /** Whether it may be missing although `possible` is not empty: after a crash, a lossy change, a full reprocess. */
  readonly mayBeMissing: boolean;
}

/** What `reconcile` wants done. */
export interface Reconciliation<Action, Tracking> {
  /** The work for `sink`. Without one, only the tracking record is kept. */
  readonly action?: { readonly sink: Sink<Action>; readonly payload: Action };
  /** The minimum to remember: enough to see a change next time, and to delete the state later. */
  readonly tracking: Tracking | Absent;
  /**
   * For containers. `"destructive"`: all children are lost; `"lossy"`: children may have lost data and are written again.
   */
  readonly invalidates?: "destructive" | "lossy";
  /**
   * For containers: what changes, each in a few words, for the plan of an update: `column text: bytes, was text`. The
   * `reasons` of `diffSchemas` are such. Default: none.
   */
  readonly details?: readonly string[];
}

/** A container as its children's handler is made from it: the declared value, or what was tracked of it. */
export type ContainerState<Value, Tracking> = { readonly declared: Value } | { readonly tracked: Tracking };

/** Something that a container holds. */
export interface ListedState {
  readonly key: StableKey;
  /** It may well be there without being declared: a folder around files. Default: false. */
  readonly incidental?: boolean;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a handler of any value, tracking record and action.
export type AnyTargetHandler = TargetHandler<any, any, any>;

/**
 * One level of a target: rows of a table, tables of a database. Every method is pure and synchronous: the engine calls
 * them for previews, for deletions after the declaring code is gone, and in any order.
 */
export interface TargetHandler<Value, Tracking, Action = unknown> {
  /**
   * Compares what is wanted with what may be there. `undefined` means that nothing is to be done and nothing new to
   * remember. With `absent` wanted, answer with an action that deletes and `tracking: absent`; a container that the
   * user manages answers `{ tracking: absent }` without action, and its children are then deleted one by one.
   */
  reconcile(
    key: StableKey,
    desired: Value | Absent,
    previous: PreviousStates<Tracking>,
  ): Reconciliation<Action, Tracking> | undefined;
  /**
   * For states that hold values which no other state of this level may hold at the same time, besides the key: those
   * of a table's unique indexes. Gives them, each a key of its own: `[["email", row.email]]`. A state that is not
   * declared any more is deleted when the run settles; one that holds a value which another is to get goes before that.
   * (Two that both stay and exchange their values stand in one batch: to order these is the sink's task.)
   */
  uniqueValues?(state: ContainerState<Value, Tracking>): readonly StableKey[];
  /**
   * For states that can only be deleted when others of the run have been, such as a folder that must be empty: a rank.
   * They are deleted when the run has deleted everything else, in rising order. `undefined`: with all others.
   */
  deletedLate?(key: StableKey, tracking: Tracking): number | undefined;
  /** For containers: the handler of the children of `key`. */
  child?(key: StableKey, state: ContainerState<Value, Tracking>): AnyTargetHandler;
  /**
   * For `coco inspect --check`: what this level's container really holds, in any order. Reads, and changes nothing; called
   * outside of runs. A container that is not there holds nothing.
   */
  list?(context: ListContext): AsyncIterable<ListedState>;
  /** Handlers of what stands beside the children of this level's container (indexes, statements), by kind. */
  attachments?(): Readonly<Record<string, AnyTargetHandler>>;
}
