/**
 * Name of the method that says whether an object is still what it was: a file's time, size and hash, an object's etag.
 * The object has a memo key too.
 */
export const memoState: unique symbol = Symbol.for("coco.memoState") as never;

/** What a memo state method found. */
export interface MemoStateOutcome<S = unknown> {
  /** What is stored, and given as `previous` next time: a value that can be stored (rule M10). */
  readonly state: S;
  /** Whether results computed under `previous` still hold. Ignored when there was no previous state. */
  readonly valid: boolean;
  /** Completes the state after the function ran, where reading the item completes it (a file's hash of the bytes read). */
  readonly afterRun?: () => S;
}

/** An object whose freshness is checked on every run. */
export interface MemoStated<S = unknown> {
  /** @param previous - the state stored with the result; `undefined` when there is none. Taken before the item is read. */
  [memoState](previous: S | undefined): MemoStateOutcome<S> | Promise<MemoStateOutcome<S>>;
}

/** One stateful object found among the arguments of a call. */
export interface MemoStateSource {
  /** The name of the object's class, for messages. */
  readonly name?: string;
  /** Asks the object for its present state. */
  validate(previous: unknown): MemoStateOutcome | Promise<MemoStateOutcome>;
}
