import type { Counter, Histogram, Meter, UpDownCounter } from "@opentelemetry/api";

/** The metrics that are told. Their names are part of what users rely on: see the guide. */
export interface Instruments {
  readonly components: Counter;
  readonly running: UpDownCounter;
  readonly waiting: UpDownCounter;
  readonly bytes: Counter;
  readonly calls: Counter;
  readonly changes: Counter;
  readonly counted: Counter;
  readonly retries: Counter;
  readonly runTime: Histogram;
  readonly componentTime: Histogram;
  readonly functionTime: Histogram;
  readonly batchTime: Histogram;
  readonly batchSize: Histogram;
  readonly sinkTime: Histogram;
  readonly sinkActions: Histogram;
}

/** From a millisecond to a quarter of an hour. */
const SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

export function instrumentsOf(meter: Meter): Instruments {
  const counter = (name: string, unit: string, description: string): Counter =>
    meter.createCounter(name, { unit, description });
  const duration = (name: string, description: string): Histogram =>
    meter.createHistogram(name, { unit: "s", description, advice: { explicitBucketBoundaries: SECONDS } });
  const size = (name: string, unit: string, description: string): Histogram =>
    meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries: SIZES } });
  return {
    components: counter("coco.components", "{component}", "Components that are done, by function and outcome."),
    running: meter.createUpDownCounter("coco.components.running", {
      unit: "{component}",
      description: "Components that have begun and are not done, by function.",
    }),
    waiting: meter.createUpDownCounter("coco.components.waiting", {
      unit: "{component}",
      description: "Items still to come, by function, of sources that know how many they have.",
    }),
    bytes: counter("coco.bytes", "By", "The size of the items of components that ran, by function."),
    calls: counter("coco.function.calls", "{call}", "Calls of wrapped functions, by function and outcome."),
    changes: counter("coco.target.changes", "{state}", "Target states written and deleted, by sink."),
    counted: counter("coco.counted", "{unit}", "What connectors and operations count, by name."),
    retries: counter("coco.sink.retries", "{call}", "Calls of sinks that were made again."),
    runTime: duration("coco.run.duration", "How long runs took."),
    componentTime: duration("coco.component.duration", "How long components took, from their beginning until written."),
    functionTime: duration("coco.function.duration", "How long the bodies of wrapped functions took."),
    batchTime: duration("coco.batch.duration", "How long the bodies of batched functions took."),
    batchSize: size("coco.batch.size", "{call}", "Calls that came together in a batch."),
    sinkTime: duration("coco.sink.duration", "How long calls of sinks took."),
    sinkActions: size("coco.sink.batch.size", "{action}", "Actions in a call of a sink."),
  };
}
