import type { Component } from "./component.ts";

/** Waits for the mounts of a component whose function has returned without doing so. Throws what one of them threw. */
export async function awaitMounts(component: Component): Promise<void> {
  const calls = [...component.unawaited];
  if (calls.length === 0) return;
  const { run } = component;
  const isOne = calls.length === 1;
  const count = isOne ? "1 mount or map was" : `${calls.length} calls of mount or map were`;
  run.logOnce(
    `unawaited ${component.functionName}`,
    `${component.displayPath}: ${count} not awaited by its function, and ${isOne ? "is" : "are"} now. Write "await mount(…)", so that a large source waits for free slots and errors can be caught.`,
  );
  const outcomes = await run.activity.waiting(component, Promise.allSettled(calls));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
