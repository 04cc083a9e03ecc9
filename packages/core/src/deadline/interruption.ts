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

/** What may put an end to waiting in a place of a run. */
export function interruptionIn(scope: Scope): Interruption {
  return {
    get what() {
      return nameOf(scope);
    },
    deadline: scope.deadline,
    run: scope.run.signal,
    caller: undefined,
  };
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
  const stops: ((() => void) | undefined)[] = [];
  const stop = (): void => {
    for (const each of stops) each?.();
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
  stops.push(
    deadline?.onPassed(end),
    run === undefined ? undefined : onAbort(run, end),
    caller === undefined ? undefined : onAbort(caller, end),
  );
  return stop;
}

/** Waits for a promise, and no longer than may be waited. What it comes to afterwards is dropped. */
export async function interruptible<T>(promise: PromiseLike<T>, interruption: Interruption): Promise<T> {
  let stop = (): void => undefined;
  const interrupted = new Promise<never>((_resolve, reject) => {
    stop = onInterruption(interruption, reject);
  });
  try {
    return await Promise.race([interrupted, promise]);
  } finally {
    stop();
  }
}

function stopped(what: string, run: AbortSignal): CancelledError {
  return new CancelledError(`The run was stopped before ${what === "The work" ? "the work" : what} was done.`, {
    code: "CANCELLED",
    cause: run.reason,
    hint: "The next update goes on from here.",
  });
}
