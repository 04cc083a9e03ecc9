import { AsyncLocalStorage } from "node:async_hooks";
import { currentScope, runInScope, runOutside, type Scope } from "../internal/scope.ts";
import type { Deadline } from "./deadline.ts";

/** Deadlines of code that no run has started: they become those of the runs that it starts and waits for. */
const outside = new AsyncLocalStorage<Deadline | undefined>();

/**
 * The deadline that holds here. Inside a run it is part of the scope: who makes a scope of its own, for a background
 * child or for work that several callers share, thereby leaves the deadline behind.
 */
export function currentDeadline(): Deadline | undefined {
  const scope = currentScope();
  return scope === undefined ? outside.getStore() : scope.deadline;
}

/** Runs `f` with this deadline, or with none, in place of the one that holds here. */
export function runWithDeadline<R>(deadline: Deadline | undefined, f: () => R): R {
  const scope = currentScope();
  return scope === undefined ? outside.run(deadline, f) : runInScope({ ...scope, deadline }, f);
}

/** Runs `f` in a place of its own, wherever it is called: in no component, and beneath no deadline. */
export function elsewhere<R>(f: () => R): R {
  return runOutside(() => outside.run(undefined, f));
}

/** Throws when the deadline that holds here has passed. */
export function checkDeadline(): void {
  const deadline = currentDeadline();
  if (deadline?.passed) throw deadline.error(placeName());
}

/** What is running here, for messages. */
export function placeName(): string {
  return nameOf(currentScope());
}

/** What is running in a place, for messages. */
export function nameOf(scope: Scope | undefined): string {
  return scope?.component === undefined ? "The work" : scope.component.displayPath;
}
