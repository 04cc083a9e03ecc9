import { installedEngine } from "@coco/connectorkit";
import { CancelledError } from "../errors/cancelled-error.ts";
import { currentScope, type Scope } from "../internal/scope.ts";
import { currentDeadline, nameOf, placeName } from "./current-deadline.ts";
import type { Deadline } from "./deadline.ts";
import { onAbort } from "./on-abort.ts";

/** What may put an end to waiting. */
export interface Interruption {
  /** What waits, for messages. */
  readonly what: string;
  readonly deadline: Deadline | undefined;
  /** Aborted when the run is to stop. */
  readonly run: AbortSignal | undefined;
  /** Aborted by the caller, with a reason of its own. */
  readonly caller: AbortSignal | undefined;
}

/** What may put an end to waiting in a place of a run. Its name is put together when it is asked for. */
export class PlaceInterruption implements Interruption {
  readonly deadline: Deadline | undefined;
  readonly run: AbortSignal;
  readonly caller: undefined;
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.deadline = scope.deadline;
    this.run = scope.run.signal;
  }

  get what(): string {
    return nameOf(this.#scope);
  }
}

/** What may put an end to waiting here. */
export function interruptionHere(caller?: AbortSignal): Interruption {
  const run = currentScope()?.run.signal ?? installedEngine()?.signal();
  return { what: placeName(), deadline: currentDeadline(), run, caller };
}

/** The error to throw if it is time to stop. */
export function interruptedBy({ what, deadline, run, caller }: Interruption): unknown {
  if (run?.aborted) return stopped(what, run);
  if (caller?.aborted) return caller.reason;
  return deadline?.passed ? deadline.error(what) : undefined;
}

/** Calls `f` with the error as soon as it is time to stop, also at once. Gives a function that ends the watch. */
export function onInterruption(interruption: Interruption, f: (error: unknown) => void): () => void {
  const { deadline, run, caller } = interruption;
  let stopDeadline: (() => void) | undefined;
  let stopRun: (() => void) | undefined;
  let stopCaller: (() => void) | undefined;
  const stop = (): void => {
    stopDeadline?.();
    stopRun?.();
    stopCaller?.();
  };
  const end = (): void => {
    const error = interruptedBy(interruption);
    stop();
    f(error);
  };
  if (run?.aborted || caller?.aborted || deadline?.passed) {
    f(interruptedBy(interruption));
    return () => undefined;
  }
  stopDeadline = deadline?.onPassed(end);
  if (run !== undefined) stopRun = onAbort(run, end);
  if (caller !== undefined) stopCaller = onAbort(caller, end);
  return stop;
}

/** Waits for a promise, and no longer than may be waited. What it comes to afterwards is dropped. */
export function interruptible<T>(promise: PromiseLike<T>, interruption: Interruption): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = onInterruption(interruption, reject);
    promise.then(
      (value) => {
        stop();
        return resolve(value);
      },
      (error: unknown) => {
        stop();
        reject(error);
      },
    );
  });
}

function stopped(what: string, run: AbortSignal): CancelledError {
  return new CancelledError(`The run was stopped before ${what === "The work" ? "the work" : what} was done.`, {
    code: "CANCELLED",
    cause: run.reason,
    hint: "The next update goes on from here.",
  });
}
