import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RunStats } from "../progress/run-stats.ts";
import { instrumentsOf } from "./instruments.ts";
import { StatsMeter } from "./stats-meter.ts";
import { api, TestSdk } from "./testing/sdk.ts";

let sdk: TestSdk;
beforeEach(() => {
  sdk = new TestSdk();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await sdk.dispose();
});

describe("what goes on", () => {
  it("is told once a second, only what is new, and is nothing any more when the run is over", async () => {
    const stats = new RunStats();
    const meter = new StatsMeter(stats, instrumentsOf(api.metrics.getMeter("test")), {});
    const counter = stats.component("f");
    const scan = stats.beginScan("f", 5);
    counter.begin();
    counter.begin();
    vi.advanceTimersByTime(1000);
    expect(await sdk.metric("coco.components.running")).toEqual({ "function=f": 2 });
    expect(await sdk.metric("coco.components.waiting")).toEqual({ "function=f": 5 });
    counter.ran(true, 10);
    counter.end();
    stats.count("texts", 3);
    vi.advanceTimersByTime(3000);
    expect(await sdk.metric("coco.components.running")).toEqual({ "function=f": 1 });
    expect(await sdk.metric("coco.bytes")).toEqual({ "function=f": 10 });
    expect(await sdk.metric("coco.counted")).toEqual({ "counter=texts": 3 });
    scan.end(true);
    meter.end(); // broken off
    expect(vi.getTimerCount()).toBe(0);
    expect(await sdk.metric("coco.components.running")).toEqual({ "function=f": 0 });
    expect(await sdk.metric("coco.components.waiting")).toEqual({ "function=f": 0 });
    expect(await sdk.metric("coco.components")).toEqual({ "function=f outcome=added": 1 });
  });
});
