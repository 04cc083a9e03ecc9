import { withinDeadline } from "../deadline/within-deadline.ts";
import { currentScope, type Scope } from "../internal/scope.ts";
import type { HandlingOutcome } from "./exception-handlers.ts";
import type { AwaitedWork } from "./waits.ts";

/** What a mount gives: a way to wait until everything beneath is written. */
export interface ComponentHandle {
  /**
   * Resolves when the component, and all that it mounted, has been applied to its targets, or has failed and the
   * failure was taken note of. Rejects when exception handlers were there and the failure passed all of them, and
   * when the caller's time is over or the run is stopped before; the component then goes on.
   */
  ready(): Promise<void>;
}

export function handleOf(work: AwaitedWork, done: Promise<HandlingOutcome | undefined>): ComponentHandle {
  const ready = throwUnhandled(done);
  const wait = async (): Promise<void> => {
    await withinDeadline(waitIn(currentScope(), work, ready));
  };
  ready.catch(() => undefined); // whoever asks gets it; nobody has to ask
  return {
    ready: () => {
      const waited = wait();
      waited.catch(() => undefined); // nor wait for the answer
      return waited;
    },
  };
}

function waitIn(scope: Scope | undefined, work: AwaitedWork, ready: Promise<void>): Promise<void> {
  const component = scope?.component;
  const { run } = work.mountedBy;
  if (component?.run !== run) return ready;
  if (scope?.handling !== undefined) return run.waits.untilWhileHandling(scope.handling, work, ready);
  return component.returned ? ready : run.waits.until(component, work, ready);
}

async function throwUnhandled(done: Promise<HandlingOutcome | undefined>): Promise<void> {
  const outcome = await done;
  if (outcome !== undefined && !outcome.handled && outcome.anyHandler) throw outcome.thrown;
}
