import { AsyncLocalStorage } from "node:async_hooks";
import type { FunctionDefinition, Runner } from "@coco/connectorkit";

/** What a call in a thread of a pool did, whoever asks. */
export interface CallTally {
  /** How often each wrapped function ran beneath it. */
  readonly ran: Map<FunctionDefinition, number>;
  readonly counts: Map<string, number>;
  volatile: boolean;
}

/** The call that a thread of a pool is running, as seen from one place beneath it. */
export interface RunningCall {
  readonly runner: Runner | undefined;
  readonly controller: AbortController;
  readonly tally: CallTally;
  /** The wrapped functions that the caller's result depends on. */
  readonly depends: Set<FunctionDefinition>;
}

const storage = new AsyncLocalStorage<RunningCall>();

/** The call that this code belongs to; `undefined` in the main thread and while a module is loaded. */
export function runningCall(): RunningCall | undefined {
  return storage.getStore();
}

export function runInCall<R>(call: RunningCall, f: () => R): R {
  return storage.run(call, f);
}

/** Notes that the result of the call is not to be kept. False: no call is running here. */
export function noteVolatile(): boolean {
  const call = runningCall();
  if (call !== undefined) call.tally.volatile = true;
  return call !== undefined;
}
