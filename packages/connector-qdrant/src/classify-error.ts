import { CocoError } from "@coco/connectorkit";
import { QdrantError } from "./qdrant-error.ts";

interface Failure {
  readonly code: string;
  readonly isRetryable?: boolean;
  readonly hint?: string;
}

/** What the client throws, as far as it is looked at: an answer with a status, or an error of the network. */
interface Thrown {
  readonly name?: string;
  readonly message?: string;
  readonly status?: number;
  readonly data?: { readonly status?: { readonly error?: string } };
  readonly cause?: NetworkError;
}

interface NetworkError {
  readonly code?: string;
  readonly message?: string;
  /** Where a host has several addresses. */
  readonly errors?: readonly NetworkError[];
}

const unavailable: Failure = {
  code: "QDRANT_UNAVAILABLE",
  isRetryable: true,
  hint: "The server did not answer, or is not ready; the batch is tried again. Check its address and that it runs.",
};

/** Turns anything thrown while doing `what` ("write 10 points into docs_db/chunks") into an error that says so. */
export function qdrantError(error: unknown, what: string): CocoError {
  if (CocoError.isInstance(error)) return error;
  const thrown = (error ?? {}) as Thrown;
  const said = saidBy(thrown, error);
  const failure = failureOf(thrown, said);
  return new QdrantError(`Could not ${what}: ${said}`, {
    code: failure.code,
    isRetryable: failure.isRetryable ?? false,
    status: statusOf(thrown),
    hint: failure.hint,
    cause: error,
  });
}

/** Seconds that the server asks to wait, of an answer that says there were too many requests. */
export function secondsToWait(error: unknown): number | undefined {
  const { retry_after: seconds } = (error ?? {}) as { readonly retry_after?: unknown };
  return typeof seconds === "number" && seconds >= 0 ? seconds : undefined;
}

/** Whether an error says that a collection does not exist. */
export function isMissingCollection(error: unknown): boolean {
  return qdrantError(error, "").code === "QDRANT_COLLECTION_MISSING";
}

function failureOf(thrown: Thrown, said: string): Failure {
  const status = statusOf(thrown);
  switch (status) {
    case undefined:
      return isOfNetwork(thrown) ? unavailable : { code: "QDRANT_FAILED" };
    case 401:
    case 403:
      return {
        code: "QDRANT_REFUSED",
        hint: "Check the API key given to connect(): it must be one that may write, for this server.",
      };
    case 404:
      return /collection .*doesn't exist/i.test(said)
        ? {
            code: "QDRANT_COLLECTION_MISSING",
            hint: "Run the update, which makes it. If it was removed outside of the app, run it once with fullReprocess to build it again.",
          }
        : { code: "QDRANT_NOT_SERVED", hint: "Qdrant 1.19 or later is needed; check the address given to connect()." };
    case 408:
      return unavailable;
    case 413:
      return {
        code: "QDRANT_TOO_LARGE",
        hint: "One point is larger than a request may be: raise service.max_request_size_mb of the server, or keep large texts elsewhere.",
      };
    case 429:
      return {
        code: "QDRANT_TOO_MANY_REQUESTS",
        isRetryable: true,
        hint: "The server limits how often it is written to; the batch is tried again, also by the next run.",
      };
    default:
      return status >= 500 && status !== 501 ? unavailable : { code: "QDRANT_FAILED" };
  }
}

function statusOf(thrown: Thrown): number | undefined {
  if (typeof thrown.status === "number") return thrown.status;
  return secondsToWait(thrown) === undefined ? undefined : 429;
}

function isOfNetwork({ message, name }: Thrown): boolean {
  return (
    name === "QdrantClientTimeoutError" ||
    name === "AbortError" ||
    message === "fetch failed" ||
    message === "terminated"
  );
}

function saidBy({ cause, data, message, status }: Thrown, error: unknown): string {
  const answer = data?.status?.error;
  if (answer !== undefined) return answer;
  const network = cause && networkText(cause);
  const text = message ?? String(error);
  return `${status === undefined ? "" : `status ${status}, `}${text}${network === undefined ? "" : ` (${network})`}`;
}

/** "connect ECONNREFUSED 127.0.0.1:6333"; the code alone of what says nothing for people, such as errors of TLS. */
function networkText({ code, errors, message = "" }: NetworkError): string | undefined {
  if (code === undefined) return message || undefined;
  return [message, errors?.[0]?.message].find((text) => text?.includes(code)) ?? code;
}
