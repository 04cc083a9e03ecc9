const CODES = new Set([
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "EPIPE",
  "ETIMEDOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_SOCKET",
]);

/** Answers of a server that asks to try again, or that is not itself for the moment. 529: overloaded, by some. */
const STATUSES = new Set([408, 425, 429, 500, 502, 503, 504, 529]);

/** The errors that may lie behind an error: more than that is a cycle. */
const DEPTH = 8;

/**
 * Whether an error is likely to go away by itself: one that says so (`isRetryable: true`; with `false` it is not), a
 * connection that broke or could not be made, an answer of a server that is busy (408, 425, 429, 500, 502, 503, 504,
 * 529, as `status`, `statusCode` or `response.status`); also as the cause of another error.
 */
export function isTransientError(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < DEPTH && typeof current === "object" && current !== null; depth++) {
    const { isRetryable, code, status, statusCode, response, name, cause } = current as Readonly<
      Record<string, unknown>
    >;
    if (typeof isRetryable === "boolean") return isRetryable;
    if (name === "AbortError" || name === "CancelledError" || name === "TimeoutError") return false;
    if (typeof code === "string" && CODES.has(code)) return true;
    const answered = (response as { readonly status?: unknown } | null | undefined)?.status;
    if ([status, statusCode, answered].some((each) => STATUSES.has(Number(each)))) return true;
    current = cause;
  }
  return false;
}
