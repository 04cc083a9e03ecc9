import { monotonicTime } from "../internal/monotonic-time.ts";
import type { Attributes, Context, Link, Span, SpanContext } from "@opentelemetry/api";
import { describeReason, type RunReason } from "../component/run-reason.ts";
import { formatPath } from "../component/component-path.ts";
import type { ComponentRequest } from "../component/run-component.ts";
import { measured, noteError } from "./measured.ts";
import type { Telemetry } from "./telemetry.ts";
import type { BatchOrigin, RunEnd, RunKind, RunTracing } from "./tracing.ts";

/** A run as spans and metrics. */
export class RunTelemetry implements RunTracing {
  readonly telemetry: Telemetry;
  readonly #context: Context;
  readonly #span: Span | undefined;
  readonly #kind: RunKind;
  #ended = false;
  readonly #began = monotonicTime();

  /** `first`: the run of the same update that came before all others. */
  constructor(telemetry: Telemetry, kind: RunKind, first: SpanContext | undefined) {
    const { api, common, tracer } = telemetry;
    const around = kind === "live update" ? api.ROOT_CONTEXT : api.context.active();
    this.telemetry = telemetry;
    this.#kind = kind;
    this.#span = tracer?.startSpan(
      `${kind} ${String(common["coco.app"])}`,
      { attributes: common, ...(first === undefined ? {} : { links: [{ context: first }] }) },
      around,
    );
    this.#context = this.#span === undefined ? around : api.trace.setSpan(around, this.#span);
  }

  /** What links to it need. */
  get spanContext(): SpanContext | undefined {
    return this.#span?.spanContext();
  }

  within<R>(f: () => R): R {
    return this.#span === undefined ? f() : this.telemetry.api.context.with(this.#context, f);
  }

  component<R>({ mounted, parent, path }: ComponentRequest, reason: RunReason, f: () => R): R {
    const { api, instruments, spans, tracer } = this.telemetry;
    const functionName = mounted.name ?? "main";
    const of = this.#of(functionName);
    const work = {
      name: `component ${functionName}`,
      attributes: { ...of, "coco.component": formatPath(path), "coco.reason": describeReason(reason) },
      record: (seconds: number, outcome: Attributes) =>
        instruments?.componentTime.record(seconds, { ...of, ...outcome }),
    };
    const run = (): R => measured(api, spans.components ? tracer : undefined, work, f);
    return parent === undefined ? this.within(run) : run();
  }

  call<R>(functionName: string, component: string | undefined, reason: RunReason, f: () => R): R {
    const { api, instruments, spans, tracer } = this.telemetry;
    const of = this.#of(functionName);
    const work = {
      name: `function ${functionName}`,
      attributes: {
        ...of,
        ...(component === undefined ? {} : { "coco.component": component }),
        "coco.reason": describeReason(reason),
      },
      record: (seconds: number, outcome: Attributes) =>
        instruments?.functionTime.record(seconds, { ...of, ...outcome }),
    };
    return measured(api, spans.functions ? tracer : undefined, work, f);
  }

  origin(): Link | undefined {
    const { api, tracer } = this.telemetry;
    const context = tracer === undefined ? undefined : api.trace.getActiveSpan()?.spanContext();
    return context === undefined ? undefined : { context };
  }

  batch<R>(functionName: string, calls: number, origins: readonly (BatchOrigin | undefined)[], f: () => R): R {
    const { api, instruments, tracer } = this.telemetry;
    const of = this.#of(functionName);
    const given = (origins as (Link | undefined)[]).filter((link) => link !== undefined);
    const links = new Map(given.map((link) => [link.context.spanId, link]));
    const work = {
      name: `batch ${functionName}`,
      attributes: { ...of, "coco.calls": calls },
      links: [...links.values()],
      parent: this.#context,
      record: (seconds: number, outcome: Attributes) => {
        instruments?.batchTime.record(seconds, { ...of, ...outcome });
        instruments?.batchSize.record(calls, of);
      },
    };
    return measured(api, tracer, work, f);
  }

  end(outcome: RunEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    const { api, common, instruments } = this.telemetry;
    const status = "thrown" in outcome ? "failed" : outcome.status;
    const seconds = (monotonicTime() - this.#began) / 1000;
    instruments?.runTime.record(seconds, { ...common, "coco.run": this.#kind, "coco.status": status });
    const span = this.#span;
    if (span === undefined) return;
    span.setAttribute("coco.status", status);
    if ("thrown" in outcome) noteError(api, span, outcome.thrown);
    else if (status === "failed") span.setStatus({ code: api.SpanStatusCode.ERROR, message: "components failed" });
    // The counts are those of the whole update.
    if ("stats" in outcome && this.#kind !== "live update") {
      const { added, deleted, failed, reprocessed, unchanged } = outcome.stats.total;
      for (const [name, count] of Object.entries({ added, deleted, failed, reprocessed, unchanged }))
        span.setAttribute(`coco.components.${name}`, count);
    }
    span.end();
  }

  #of(functionName: string): Attributes {
    return { ...this.telemetry.common, "coco.function": functionName };
  }
}
