export { type Clock, systemClock } from "./clock.ts";
export { checkDeadline, currentDeadline, type DeadlineScope, runWithDeadline } from "./current-deadline.ts";
export { Deadline } from "./deadline.ts";
export { type Duration, formatDuration, millisecondsOf } from "./duration.ts";
export {
  interruptedBy,
  interruptible,
  type Interruption,
  interruptionHere,
  onInterruption,
} from "./interruption.ts";
export { timeout, timeoutBy } from "./timeout.ts";
export { TimeoutError } from "./timeout-error.ts";
export { withinDeadline } from "./within-deadline.ts";
