export { type AcquireOptions, RateLimiter, type RateLimiterOptions } from "./rate-limiter.ts";
