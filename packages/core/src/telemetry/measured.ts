import { monotonicTime } from "../internal/monotonic-time.ts";
import type { Attributes, Context, Link, Span, Tracer } from "@opentelemetry/api";
import { CancelledError } from "../errors/cancelled-error.ts";
import { isPromise } from "../internal/chain.ts";
import type { Api } from "./find-api.ts";

/** One piece of work that is told of. */
export interface Work {
  /** The span's name: few of them, whatever the data. */
  readonly name: string;
  readonly attributes: Attributes;
  readonly links?: Link[] | undefined;
  /** Default: what is active. */
  readonly parent?: Context;
  /** Told how long it took, in seconds. */
  readonly record?: ((seconds: number, outcome: Attributes) => void) | undefined;
}

/** Runs `f` in a span of its own, where there is a tracer, and measures it. What is synchronous stays so. */
export function measured<R>(api: Api, tracer: Tracer | undefined, work: Work, f: () => R): R {
  const { attributes, links, name, parent = api.context.active(), record } = work;
  const span = tracer?.startSpan(name, { attributes, ...(links === undefined ? {} : { links }) }, parent);
  const began = monotonicTime();
  const end = (error?: { readonly thrown: unknown }): void => {
    record?.((monotonicTime() - began) / 1000, error === undefined ? {} : { "error.type": errorType(error.thrown) });
    if (span === undefined) return;
    if (error !== undefined) noteError(api, span, error.thrown);
    span.end();
  };
  let result: R;
  try {
    result = span === undefined ? f() : api.context.with(api.trace.setSpan(parent, span), f);
  } catch (thrown) {
    end({ thrown });
    throw thrown;
  }
  if (!isPromise(result)) {
    end();
    return result;
  }
  return Promise.resolve(result).then(
    (value) => {
      end();
      return value;
    },
    (thrown: unknown) => {
      end({ thrown });
      throw thrown;
    },
  ) as R;
}

/** Work that was stopped did not go wrong. */
export function noteError(api: Api, span: Span, thrown: unknown): void {
  span.setAttribute("error.type", errorType(thrown));
  if (CancelledError.isInstance(thrown)) return;
  span.recordException(thrown instanceof Error ? thrown : String(thrown));
  span.setStatus({
    code: api.SpanStatusCode.ERROR,
    message: thrown instanceof Error ? thrown.message : String(thrown),
  });
}

function errorType(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const { code } = thrown as { readonly code?: unknown };
  return typeof code === "string" ? code : thrown.name;
}
