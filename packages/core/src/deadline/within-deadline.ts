import { checkDeadline } from "./current-deadline.ts";
import { interruptible, interruptionHere } from "./interruption.ts";

/**
 * Waits for work of somebody else (a background child, a slot) no longer than the current deadline and the run allow.
 * The work itself goes on.
 */
export async function withinDeadline<T>(promise: PromiseLike<T>): Promise<T> {
  const value = await interruptible(promise, interruptionHere());
  checkDeadline();
  return value;
}
