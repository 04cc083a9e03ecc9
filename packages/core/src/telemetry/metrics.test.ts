import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { TestSdk, traces } from "./testing/sdk.ts";
import { rowsOf } from "./testing/traced-app.ts";

let test: TestApp;
let sdk: TestSdk;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  sdk = new TestSdk();
  database = new MemoryDatabase("metrics");
});
afterEach(async () => {
  await sdk.dispose();
  test.dispose();
});

const main = (...texts: string[]): Promise<void> => rowsOf(database, ...texts);
const named = (name: string) => sdk.spans.filter((span) => span.name === name);

describe("metrics", () => {
  it("count components, calls, changes and what operations count, over runs", async () => {
    await test.succeed(() => main("a", "b"));
    await test.succeed(() => main("b", "c"));
    expect(await sdk.metric("coco.components")).toMatchObject({
      "function=telemetry/row outcome=added": 3,
      "function=telemetry/row outcome=unchanged": 1,
      "function=telemetry/row outcome=deleted": 1,
      "function=main outcome=reprocessed": 1,
    });
    expect(await sdk.metric("coco.function.calls")).toEqual({
      "function=telemetry/embed outcome=ran": 3,
      "function=telemetry/upper outcome=ran": 3,
    });
    expect(await sdk.metric("coco.target.changes")).toMatchObject({
      "change=write sink=memory rows of t": 3,
      "change=delete sink=memory rows of t": 1,
    });
  });

  it("measure how long runs, components, functions, batches and sinks take", async () => {
    await test.succeed(() => main("a", "b"));
    expect(await sdk.metric("coco.run.duration")).toEqual({ "run=update status=done": 1 });
    expect(await sdk.metric("coco.component.duration")).toMatchObject({ "function=telemetry/row": 2 });
    expect(await sdk.metric("coco.function.duration")).toEqual({ "function=telemetry/upper": 2 });
    expect(await sdk.metric("coco.batch.duration")).toEqual({ "function=telemetry/embed": 1 });
    expect(await sdk.metric("coco.batch.size")).toEqual({ "function=telemetry/embed": 1 });
    expect(await sdk.metric("coco.sink.duration")).toEqual({ "sink=memory rows of t": 1, "sink=memory tables ": 1 });
    expect(await sdk.metric("coco.sink.batch.size")).toEqual({ "sink=memory rows of t": 1, "sink=memory tables ": 1 });
  });

  it("come without traces, too, and traces without them", async () => {
    await sdk.dispose();
    sdk = new TestSdk({ withTraces: false });
    await test.succeed(() => main("a"));
    expect(sdk.spans).toEqual([]);
    expect(await sdk.metric("coco.component.duration")).toMatchObject({ "function=telemetry/row": 1 });
    await sdk.dispose();
    sdk = new TestSdk({ withMetrics: false });
    await test.succeed(() => main("b"));
    expect(named("component telemetry/row")).toHaveLength(1);
  });

  it("are told of everything where a sampler takes no trace", async () => {
    await sdk.dispose();
    sdk = new TestSdk({ sampler: new traces.AlwaysOffSampler() });
    await test.succeed(() => main("a"));
    expect(sdk.spans).toEqual([]);
    expect(await sdk.metric("coco.sink.duration")).toEqual({ "sink=memory rows of t": 1, "sink=memory tables ": 1 });
  });
});
