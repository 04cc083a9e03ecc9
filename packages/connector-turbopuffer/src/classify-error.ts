import { CocoError } from "@coco/connectorkit";
import { TurbopufferError } from "./turbopuffer-error.ts";

interface Failure {
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint?: string;
}

/** What the client throws, as far as it is looked at: an answer with a status, or an error of the network. */
interface Thrown {
  readonly message?: string;
  readonly status?: number;
  readonly error?: { readonly error?: string };
  readonly headers?: { get(name: string): string | null };
  readonly cause?: NetworkError;
}

interface NetworkError {
  readonly code?: string;
  readonly message?: string;
  /** Where a host has several addresses. */
  readonly errors?: readonly NetworkError[];
}

const unavailable: Failure = {
  code: "TURBOPUFFER_UNAVAILABLE",
  isRetryable: true,
  hint: "The service did not answer; the batch is tried again. Check the region, and that this machine reaches it.",
};

const missing: Failure = {
  code: "TURBOPUFFER_NAMESPACE_MISSING",
  hint: "The namespace was removed outside of the app. Run the update once with fullReprocess to build it again.",
};

/** Turns anything thrown while doing `what` ("write 10 rows of docs_db/chunks") into an error that says so. */
export function turbopufferError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const thrown = (error ?? {}) as Thrown;
  const failure = failureOf(thrown);
  return new TurbopufferError(`Could not ${what}: ${saidBy(thrown, error)}`, {
    code: failure.code,
    isRetryable: failure.isRetryable ?? false,
    status: thrown.status,
    hint: failure.hint,
    cause: error,
  });
}

/** Seconds that the service asks to wait. */
export function secondsToWait(error: unknown): number | undefined {
  const { headers, status } = (error ?? {}) as Thrown;
  const said = status === 429 || status === 503 ? headers?.get("retry-after") : undefined;
  const seconds = said === undefined || said === null || said === "" ? Number.NaN : Number(said);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}

/** Whether an error says that a namespace does not exist. */
export function isMissingNamespace(error: unknown): boolean {
  return turbopufferError(error, "").code === missing.code;
}

function failureOf(thrown: Thrown): Failure {
  const { status } = thrown;
  switch (status) {
    case undefined:
      // An error of the client's without a status is one of the connection, or of a call that was given up.
      return "status" in thrown ? unavailable : { code: "TURBOPUFFER_FAILED" };
    case 401:
    case 403:
      return {
        code: "TURBOPUFFER_REFUSED",
        hint: "Check the API key given to connect(): it must be one that may write, of this region.",
      };
    case 402:
      return { code: "TURBOPUFFER_REFUSED", hint: "The account may not write any more: see its plan and its limits." };
    case 404:
      return missing;
    case 408:
    case 409:
      return unavailable;
    case 413:
      return {
        code: "TURBOPUFFER_TOO_LARGE",
        hint: "A row is larger than a request may be: keep large texts elsewhere.",
      };
    case 429:
      return {
        code: "TURBOPUFFER_TOO_MANY_REQUESTS",
        isRetryable: true,
        hint: "The service limits how much is written to a namespace at once; the batch is tried again, also by the next run.",
      };
    default:
      return status >= 500 && status !== 501 ? unavailable : { code: "TURBOPUFFER_FAILED" };
  }
}

function saidBy({ cause, error: answer, message, status }: Thrown, error: unknown): string {
  if (typeof answer?.error === "string") return answer.error;
  const network = cause && networkText(cause);
  const text = message ?? String(error);
  return `${status === undefined ? "" : `status ${status}, `}${text}${network === undefined ? "" : ` (${network})`}`;
}

/** "connect ECONNREFUSED 127.0.0.1:6333"; the code alone of what says nothing for people, such as errors of TLS. */
function networkText({ code, errors, message = "" }: NetworkError): string | undefined {
  if (code === undefined) return message || undefined;
  return [message, errors?.[0]?.message].find((text) => text?.includes(code)) ?? code;
}
