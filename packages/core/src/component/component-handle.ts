import { withinDeadline } from "../deadline/within-deadline.ts";
import type { HandlingOutcome } from "./exception-handlers.ts";

/** What a mount gives: a way to wait until everything beneath is written. */
export interface ComponentHandle {
  /**
   * Resolves when the component, and all that it mounted, has been applied to its targets, or has failed and the
   * failure was taken note of. Rejects when exception handlers were there and the failure passed all of them, and
   * when the caller's time is over or the run is stopped before; the component then goes on.
   */
  ready(): Promise<void>;
}

export function handleOf(done: Promise<HandlingOutcome | undefined>): ComponentHandle {
  const ready = throwUnhandled(done);
  ready.catch(() => undefined); // whoever asks gets it; nobody has to ask
  return { ready: () => withinDeadline(ready) };
}

async function throwUnhandled(done: Promise<HandlingOutcome | undefined>): Promise<void> {
  const outcome = await done;
  if (outcome !== undefined && !outcome.handled && outcome.anyHandler) throw outcome.thrown;
}
