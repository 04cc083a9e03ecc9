import { type Interruption, interruptible, interruptionHere } from "./interruption.ts";

/**
 * Waits for work of somebody else (a background child, a slot) no longer than the current deadline and the run allow.
 * The work itself goes on.
 */
export async function withinDeadline<T>(
  promise: PromiseLike<T>,
  interruption: Interruption = interruptionHere(),
): Promise<T> {
  const value = await interruptible(promise, interruption);
  interruption.deadline?.check(interruption.what);
  return value;
}
