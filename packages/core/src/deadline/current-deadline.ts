import { AsyncLocalStorage } from "node:async_hooks";
import { currentScope, runInScope, type Scope } from "../internal/scope.ts";
import type { Deadline } from "./deadline.ts";

/** A place in a run with the deadline that holds there. */
interface DeadlineScope extends Scope {
  readonly deadline?: Deadline | undefined;
}

/** Deadlines of code that no run has started: they become those of the runs that it starts and waits for. */
const outside = new AsyncLocalStorage<Deadline | undefined>();

/**
 * The deadline that holds here. Inside a run it is part of the scope: who makes a scope of its own, for a background
 * child or for work that several callers share, thereby leaves the deadline behind.
 */
export function currentDeadline(): Deadline | undefined {
  const scope: DeadlineScope | undefined = currentScope();
  return scope === undefined ? outside.getStore() : scope.deadline;
}

/** Runs `f` with this deadline, or with none, in place of the one that holds here. */
export function runWithDeadline<R>(deadline: Deadline | undefined, f: () => R): R {
  const scope: DeadlineScope | undefined = currentScope();
  if (scope === undefined) return outside.run(deadline, f);
  const inner: DeadlineScope = { ...scope, deadline };
  return runInScope(inner, f);
}

/** Throws when the deadline that holds here has passed. */
export function checkDeadline(): void {
  const deadline = currentDeadline();
  if (deadline?.passed) throw deadline.error(placeName());
}

/** What is running here, for messages. */
export function placeName(): string {
  const component = currentScope()?.component;
  return component === undefined ? "The work" : component.displayPath;
}
