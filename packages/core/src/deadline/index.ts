export type { Duration } from "./duration.ts";
export { timeout } from "./timeout.ts";
export { TimeoutError } from "./timeout-error.ts";
