import { createRequire } from "node:module";
import type * as Api from "@opentelemetry/api";
import type * as Metrics from "@opentelemetry/sdk-metrics";
import type * as Traces from "@opentelemetry/sdk-trace-node";

// As Node loads them: each has another build, for bundlers, which the loader of the tests would take.
const load = createRequire(import.meta.url);
export const api: typeof Api = load("@opentelemetry/api");
export const traces: typeof Traces = load("@opentelemetry/sdk-trace-node");
const meters: typeof Metrics = load("@opentelemetry/sdk-metrics");

/** A real SDK of OpenTelemetry whose exporters keep what they get. */
export class TestSdk {
  readonly #spans = new traces.InMemorySpanExporter();
  readonly #metrics = new meters.InMemoryMetricExporter(meters.AggregationTemporality.CUMULATIVE);
  readonly #tracer: Traces.NodeTracerProvider | undefined;
  readonly #meter: Metrics.MeterProvider | undefined;

  constructor({ sampler, withMetrics = true, withTraces = true }: TestSdkOptions = {}) {
    if (withTraces) {
      const spanProcessors = [new traces.SimpleSpanProcessor(this.#spans)];
      this.#tracer = new traces.NodeTracerProvider({ spanProcessors, ...(sampler === undefined ? {} : { sampler }) });
      this.#tracer.register();
    }
    if (withMetrics) {
      const exporter = this.#metrics;
      const readers = [new meters.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })];
      this.#meter = new meters.MeterProvider({ readers });
      api.metrics.setGlobalMeterProvider(this.#meter);
    }
  }

  get spans(): readonly Traces.ReadableSpan[] {
    return this.#spans.getFinishedSpans();
  }

  /** The spans as a tree: a line each, beneath the one that is its parent, in the order of their names. */
  tree(): string[] {
    const { spans } = this;
    const ids = new Set(spans.map((span) => span.spanContext().spanId));
    const beneath = (parent: string | undefined, depth: number): string[] =>
      spans
        .filter(
          (span) =>
            (ids.has(span.parentSpanContext?.spanId ?? "") ? span.parentSpanContext?.spanId : undefined) === parent,
        )
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
        .flatMap((span) => ["  ".repeat(depth) + span.name, ...beneath(span.spanContext().spanId, depth + 1)]);
    return beneath(undefined, 0);
  }

  /** The value of a metric for each set of attributes, as "a=1 b=2"; of a histogram how many values it got. */
  async metric(name: string): Promise<Record<string, number>> {
    await this.#meter?.forceFlush();
    const all =
      this.#metrics
        .getMetrics()
        .at(-1)
        ?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
    const points = all.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
    return Object.fromEntries(
      points.map(({ attributes, value }) => [
        Object.entries(attributes)
          .filter(([key]) => key !== "coco.app" && key !== "coco.environment")
          .map(([key, part]) => `${key.replace("coco.", "")}=${String(part)}`)
          .sort()
          .join(" "),
        typeof value === "number" ? value : value.count,
      ]),
    );
  }

  async dispose(): Promise<void> {
    await this.#tracer?.shutdown();
    await this.#meter?.shutdown();
    api.trace.disable();
    api.context.disable();
    api.metrics.disable();
  }
}

export interface TestSdkOptions {
  readonly withTraces?: boolean;
  readonly withMetrics?: boolean;
  readonly sampler?: Traces.Sampler;
}
