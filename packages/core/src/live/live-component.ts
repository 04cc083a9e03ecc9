import type { AnyFunction, Readiness } from "@coco/connectorkit";
import type { Subpath } from "../component/subpath.ts";

/**
 * A component that owns its update loop: a class whose constructor is given what `mount` is. Its target states are those
 * that `process` declares and mounts.
 */
export interface LiveComponent {
  /** Declares and mounts everything, as the function of a component does. Called by `operator.updateFull()`. */
  process(): unknown;
  /**
   * Follows what changes, and has it carried through by the operator; outside of components, so it mounts nothing
   * itself. It should end soon after `operator.signal` is aborted. In a catch-up run `operator.markReady()` ends it: that throws.
   */
  processLive(operator: LiveComponentOperator): Promise<void>;
}

export type LiveComponentClass<A extends readonly unknown[] = readonly never[]> = new (...args: A) => LiveComponent;

/** What a live component has done. Failures go to the exception handlers of the place where it was mounted. */
export interface LiveComponentOperator {
  /** Aborted when the component is not followed any more. */
  readonly signal: AbortSignal;
  /** Runs `process()`; what it does not mount any more is deleted. Resolves when everything is written, or has failed. */
  updateFull(): Promise<void>;
  /** Mounts one component beneath this one, again if it is there. Of several calls that wait for one place the last counts. */
  update<F extends AnyFunction>(place: Subpath, f: F, ...args: Parameters<F>): Promise<Readiness>;
  update<A extends readonly unknown[]>(place: Subpath, f: LiveComponentClass<A>, ...args: A): Promise<Readiness>;
  /** Deletes one component beneath this one. */
  delete(place: Subpath): Promise<Readiness>;
  /** Everything that had happened when `processLive` was called is carried through, once what was asked for so far is done. */
  markReady(): Promise<void>;
  /** Reports a failure of the loop itself, such as an event that cannot be read; it goes on. */
  reportException(error: unknown): Promise<void>;
}

/** Whether it is the class of a live component. */
export function isLiveComponentClass(f: unknown): f is LiveComponentClass {
  if (typeof f !== "function") return false;
  const { prototype } = f as { prototype?: Partial<LiveComponent> };
  return typeof prototype?.process === "function" && typeof prototype.processLive === "function";
}
