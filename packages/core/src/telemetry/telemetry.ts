import type { Attributes, SpanContext, Tracer } from "@opentelemetry/api";
import type { RunStats } from "../progress/run-stats.ts";
import { type Api, loadApi, registeredSignals, type Signals } from "./find-api.ts";
import { type Instruments, instrumentsOf } from "./instruments.ts";
import { measured } from "./measured.ts";
import { RunTelemetry } from "./run-telemetry.ts";
import { StatsMeter } from "./stats-meter.ts";
import type { TelemetryOptions } from "./telemetry-options.ts";
import type { RunKind, RunTracing, UpdateTracing } from "./tracing.ts";

const SCOPE = "@coco/core";

export interface TelemetryPlace {
  readonly app: string;
  /** Where the app is defined: its SDK is found from there. */
  readonly appFile: string | undefined;
  readonly environment: string;
  readonly log: (line: string) => void;
}

let missingApiSaid = false;

/** What one update tells an OpenTelemetry SDK. There is none of these where no SDK is registered. */
export class Telemetry implements UpdateTracing {
  readonly api: Api;
  readonly tracer: Tracer | undefined;
  readonly instruments: Instruments | undefined;
  readonly spans: Required<TelemetryOptions>;
  /** On everything that is told. */
  readonly common: Attributes;
  #first: SpanContext | undefined;

  private constructor(api: Api, signals: Signals, place: TelemetryPlace, spans: Required<TelemetryOptions>) {
    this.api = api;
    this.tracer = signals.traces ? api.trace.getTracer(SCOPE) : undefined;
    this.instruments = signals.metrics ? instrumentsOf(api.metrics.getMeter(SCOPE)) : undefined;
    this.spans = spans;
    this.common = { "coco.app": place.app, "coco.environment": place.environment };
  }

  /** `undefined` where nobody listens. Says so, once, where an SDK is registered and its api cannot be loaded. */
  static begin(place: TelemetryPlace, spans: Required<TelemetryOptions> | undefined): Telemetry | undefined {
    const signals = spans === undefined ? undefined : registeredSignals();
    if (signals === undefined || spans === undefined) return undefined;
    const api = loadApi(place.appFile);
    if (api !== undefined) return new Telemetry(api, signals, place, spans);
    if (!missingApiSaid) {
      missingApiSaid = true;
      place.log(
        `${place.app}: an OpenTelemetry SDK is registered, but @opentelemetry/api cannot be loaded from the app or from ${SCOPE}: nothing is traced. Add @opentelemetry/api to the dependencies of the app.`,
      );
    }
    return undefined;
  }

  beginRun(kind: RunKind): RunTracing {
    const run = new RunTelemetry(this, kind, this.#first);
    this.#first ??= run.spanContext;
    return run;
  }

  meter(stats: RunStats): () => void {
    if (this.instruments === undefined) return () => undefined;
    const meter = new StatsMeter(stats, this.instruments, this.common);
    return () => meter.end();
  }

  sink<R>(name: string, actions: number, attempt: number, f: () => R): R {
    const of = { ...this.common, "coco.sink": name };
    if (attempt > 0) this.instruments?.retries.add(1, of);
    const work = {
      name: `sink ${name}`,
      attributes: { ...of, "coco.actions": actions, "coco.attempt": attempt + 1 },
      record: (seconds: number, outcome: Attributes) => {
        this.instruments?.sinkTime.record(seconds, { ...of, ...outcome });
        this.instruments?.sinkActions.record(actions, of);
      },
    };
    return measured(this.api, this.tracer, work, f);
  }

  upkeep<R>(name: string, f: () => R): R {
    const attributes = { ...this.common, "coco.sink": name };
    return measured(this.api, this.tracer, { name: `upkeep ${name}`, attributes }, f);
  }
}
