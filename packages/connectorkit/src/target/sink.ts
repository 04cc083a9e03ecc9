import type { ContextKey } from "../context/context-key.ts";

/** What may be used to read what a target holds. */
export interface ListContext {
  /** The provided value of a context key, by key or by name. A key that is not provided is an error that names it. */
  context<T>(key: ContextKey<T> | string): T;
  /**
   * In `apply` it is aborted when the call has taken longer than `sinkTimeout` allows: pass it on to the client. A run that
   * is stopped lets a batch in progress finish. No other call of the sink is made until this one has ended. In `settle`
   * it is aborted when the run is stopped.
   */
  readonly signal: AbortSignal;
}

/** What a sink may use while it works. */
export interface SinkContext extends ListContext {
  /** Adds to a counter of the report of the run that this work belongs to, e.g. "requests of docs". */
  count(name: string, by: number): void;
}

/**
 * Applies actions to one external system. The engine collects actions of many components and calls `apply` with them
 * in batches; one sink object is never called twice at once.
 */
export interface Sink<Action> {
  /** For messages and reports: the system and what is written ("lancedb rows of docs_db/doc_chunks"). */
  readonly name: string;
  /** The largest number of actions in one call. Default 10,000. */
  readonly maxBatchCount?: number;
  /** An estimate of an action's size; batches are cut at 16 MB. Default: 0. */
  bytesOf?(action: Action): number;
  /**
   * Applies all actions; calling it again with the same actions must give the same end. To fail single actions, answer
   * with an array that holds an error at their positions and `undefined` elsewhere; to fail the whole batch, throw.
   * An error with `isRetryable: true` makes the engine try the batch again, after a pause; any other is bisected.
   */
  apply(actions: readonly Action[], context: SinkContext): Promise<readonly unknown[] | undefined | void>;
  /** Called once when a run in which `apply` was called has settled: compaction, index upkeep. */
  settle?(context: SinkContext): Promise<void>;
}
