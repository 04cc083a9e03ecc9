import type { FunctionDefinition } from "./function-definition.ts";

/**
 * Runs the bodies of functions elsewhere than in the caller's turn: in worker threads, one after the other, on another
 * machine. Memoization, change detection, retries and batching stay with the caller.
 */
export interface Runner {
  /** For messages. */
  readonly name: string;
  /** Whether the running code holds what this runner hands out one at a time: it must not wait for another call then. */
  readonly hasTurn?: boolean;
  /** Runs one call to its end. Called in the place of the caller, so that its deadline and its signal can be had. */
  run(call: RunnerCall): Promise<unknown>;
}

/** One call of a function whose options name a runner; of a batched one its first argument is the whole batch. */
export interface RunnerCall {
  readonly definition: FunctionDefinition;
  /** Under which the function is known in every process and thread. */
  readonly identity: string;
  /** The name for people. */
  readonly name: string;
  /** The fingerprint of the function's own logic, where it counts and a run has looked at it. */
  readonly logic: Uint8Array | undefined;
  readonly receiver: unknown;
  readonly args: readonly unknown[];
  /** Runs the body here and now. */
  runHere(): unknown;
  /** Takes what a body that ran elsewhere depended on and counted, also where it failed. */
  report(report: RunnerReport): void;
}

/** What happened beneath a body that ran elsewhere. */
export interface RunnerReport {
  readonly functions: readonly RanFunction[];
  /** Counters of the run's report, each with what is added to it. */
  readonly counts: readonly (readonly [name: string, by: number])[];
  /** Whether `volatile()` was called: the result is not to be kept. */
  readonly volatile: boolean;
}

/** A wrapped function that ran beneath a body. */
export interface RanFunction {
  readonly identity: string;
  /** The fingerprint of its logic there; `undefined` where it does not count. */
  readonly logic: Uint8Array | undefined;
  readonly times: number;
  /** Whether the caller's result depends on it. */
  readonly counts: boolean;
}
