export type { BackoffOptions } from "./backoff.ts";
export { type Attempt, type RetryOptions, retryTransient } from "./retry-transient.ts";
export { isTransientError } from "./transient-error.ts";
