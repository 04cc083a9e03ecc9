import { absent, declareTargetState, registerRootTargets, type Sink } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { app, LiveMap, mount, mountEach, serialRunner, subpath, type TelemetryOptions, useMount } from "../index.ts";
import { LiveUpdate } from "../live/testing/live-update.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { Program } from "../testing/program.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";
import { registeredSignals } from "./find-api.ts";
import { api, TestSdk } from "./testing/sdk.ts";
import { row, rowsOf } from "./testing/traced-app.ts";

const { ROOT_CONTEXT, SpanStatusCode, trace } = api;

let test: TestApp;
let sdk: TestSdk;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  sdk = new TestSdk();
  database = new MemoryDatabase("telemetry");
});
afterEach(async () => {
  await sdk.dispose();
  test.dispose();
});

const main = (...texts: string[]): Promise<void> => rowsOf(database, ...texts);
const named = (name: string) => sdk.spans.filter((span) => span.name === name);

describe("traces", () => {
  it("are a tree: run, components, functions; batches and sinks beneath the run", async () => {
    await test.succeed(() => main("a", "b"));
    expect(sdk.tree()).toEqual([
      "update Test",
      "  batch telemetry/embed",
      "  component main",
      "    component mountTarget",
      "    component telemetry/row",
      "      function telemetry/upper",
      "    component telemetry/row",
      "      function telemetry/upper",
      "  sink memory rows of t",
      "  sink memory tables ",
    ]);
    expect(new Set(sdk.spans.map((span) => span.spanContext().traceId)).size).toBe(1);
  });

  it("say which component, why it ran, and what was written at once", async () => {
    await test.succeed(() => main("a"));
    await test.succeed(() => main("a", "b"));
    const [first, second] = named("component telemetry/row");
    expect(first?.attributes).toMatchObject({
      "coco.app": "Test",
      "coco.environment": "test",
      "coco.function": "telemetry/row",
      "coco.component": '@"telemetry/row"/a',
      "coco.reason": "new",
    });
    expect(second?.attributes["coco.component"]).toContain("b");
    expect(named("sink memory rows of t").at(-1)?.attributes).toMatchObject({
      "coco.actions": 1,
      "coco.attempt": 1,
    });
    expect(named("update Test").map(({ attributes }) => attributes)).toMatchObject([
      { "coco.status": "done", "coco.components.added": 3, "coco.components.unchanged": 0 },
      { "coco.status": "done", "coco.components.added": 1, "coco.components.unchanged": 1 },
    ]);
  });

  it("link a batch to the calls that it answers", async () => {
    await test.succeed(() => main("a", "b", "c"));
    const [batch] = named("batch telemetry/embed");
    expect(batch?.attributes["coco.calls"]).toBe(3);
    const callers = named("component telemetry/row").map((span) => span.spanContext().spanId);
    expect(batch?.links.map((link) => link.context.spanId).sort()).toEqual(callers.sort());
  });

  it("go on from the span in which the update is asked for, and user code's spans lie in the component's", async () => {
    const tracer = trace.getTracer("test");
    const item = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      tracer.startSpan("inner").end();
    };
    await tracer.startActiveSpan("outer", async (outer) => {
      await test.succeed(() => mountEach([["a", 1]], item));
      outer.end();
    });
    expect(sdk.tree()).toEqual([
      "outer",
      "  update Test",
      "    component main",
      "      component item",
      "        inner",
    ]);
  });

  it("hold for children across mounts, waits for slots, runners and nested levels", async () => {
    const runner = serialRunner();
    const slow = wrap("telemetry/slow", { memo: true, runner }, async (text: string) => text);
    const leaf = async (text: string): Promise<string> => slow(text);
    const branch = async (text: string): Promise<void> => {
      await useMount(subpath("one"), leaf, `${text}1`);
      await mount(subpath("two"), leaf, `${text}2`);
    };
    await test.succeed(
      () =>
        mountEach(
          ["a", "b", "c"].map((text) => [text, text] as const),
          branch,
        ),
      { maxInFlight: 1 },
    );
    const branches = ["a", "b", "c"].flatMap(() => [
      "    component branch",
      "      component leaf",
      "        function telemetry/slow",
      "      component leaf",
      "        function telemetry/slow",
    ]);
    expect(sdk.tree()).toEqual(["update Test", "  component main", ...branches]);
  });

  it("tell what failed, and that what was stopped did not", async () => {
    const bad = (): never => {
      throw new TypeError("broken");
    };
    await test.run(() => mountEach([["a", 1]], bad));
    const [failed] = named("component bad");
    expect(failed?.status).toEqual({ code: SpanStatusCode.ERROR, message: "broken" });
    expect(failed?.events.map(({ name }) => name)).toEqual(["exception"]);
    expect(failed?.attributes["error.type"]).toBe("TypeError");
    expect(named("update Test").at(-1)?.status).toEqual({ code: SpanStatusCode.ERROR, message: "components failed" });

    const controller = new AbortController();
    await test.run(
      async () => {
        controller.abort();
        await mount(subpath("x"), () => undefined);
      },
      { signal: controller.signal },
    );
    const stopped = named("update Test").at(-1);
    expect(stopped?.attributes["coco.status"]).toBe("stopped");
    expect(stopped?.status.code).toBe(SpanStatusCode.UNSET);
    expect(named("component main").at(-1)?.status.code).toBe(SpanStatusCode.UNSET);
  });

  it("tell each attempt of a sink, and the deletions of a drop", async () => {
    let calls = 0;
    database.fault = (what) => {
      if (what.includes("a") && ++calls === 1) return Object.assign(new Error("busy"), { isRetryable: true });
      return undefined;
    };
    await test.succeed(() => main("a"));
    const attempts = sdk.spans.filter(({ attributes }) => attributes["coco.attempt"] !== undefined);
    expect(
      attempts.some(({ attributes, status }) => attributes["coco.attempt"] === 1 && status.message === "busy"),
    ).toBe(true);
    expect(attempts.some(({ attributes }) => attributes["coco.attempt"] === 2)).toBe(true);
    await test.drop();
    expect(named("drop Test").at(-1)?.attributes).toMatchObject({ "coco.status": "done" });
    expect(sdk.tree()).toContain("  sink memory tables ");
  });

  it("of a live update end when it is ready; what follows are runs of their own, with a link to it", async () => {
    const source = new LiveMap<string>("texts", [["a", "a"]]);
    const update = new LiveUpdate(test, async () => {
      await mountEach(source, row, await database.mountTable("t"));
    });
    await update.ready;
    const [first] = named("update Test");
    expect(first?.attributes["coco.status"]).toBe("done");
    await (await source.set("b", "b")).ready();
    await (await source.delete("a")).ready();
    await update.stop();
    expect(sdk.tree().slice(0, 6)).toEqual([
      "live update Test",
      "  batch telemetry/embed",
      "  component telemetry/row",
      "    function telemetry/upper",
      "  sink memory rows of t",
      "live update Test",
    ]);
    const live = named("live update Test");
    expect(live.map(({ links }) => links[0]?.context.spanId)).toEqual(live.map(() => first?.spanContext().spanId));
    expect(new Set(live.map((span) => span.spanContext().traceId)).size).toBe(live.length);
    expect(named("update Test")).toHaveLength(1);
    expect(await sdk.metric("coco.components")).toMatchObject({ "function=telemetry/row outcome=added": 2 });
  });

  it("tell of what a sink does when the run has settled", async () => {
    const sink: Sink<string> = {
      name: "shelf",
      apply: async () => undefined,
      settle: async () => trace.getTracer("test").startSpan("build the index").end(),
    };
    const shelf = registerRootTargets<string, string, string>("telemetry.shelf", {
      reconcile: (_, desired) =>
        desired === absent ? { tracking: absent } : { tracking: desired, action: { sink, payload: desired } },
    });
    await test.succeed(() => declareTargetState(shelf.state("key", "value")));
    expect(sdk.tree()).toEqual([
      "update Test",
      "  component main",
      "  sink shelf",
      "  upkeep shelf",
      "    build the index",
    ]);
  });

  it("leave the spans of single components and calls out where the options say so", async () => {
    const run = async (telemetry: boolean | TelemetryOptions): Promise<string[]> => {
      const before = sdk.spans.length;
      const environment = test.environment();
      await app({ name: "Test", environment, telemetry }, () => main("a")).update({ fullReprocess: true });
      return sdk.spans
        .slice(before)
        .map((span) => span.name.split(" ")[0] ?? "")
        .sort();
    };
    expect(await run({ components: false })).toEqual(["batch", "function", "sink", "sink", "update"]);
    expect(await run({ components: false, functions: false })).toEqual(["batch", "sink", "sink", "update"]);
    const inRun = named("function telemetry/upper").at(-1);
    const updates = named("update Test").map((span) => span.spanContext().spanId);
    expect(updates).toContain(inRun?.parentSpanContext?.spanId);
    expect(await run(false)).toEqual([]);
    expect(() => app({ name: "Test", telemetry: 3 as never }, () => undefined)).toThrow(
      "telemetry cannot be the number 3",
    );
    expect(() => app({ name: "Test", telemetry: { spans: false } as never }, () => undefined)).toThrow(
      "unknown option",
    );
  });
});

describe("without an SDK", () => {
  it("nothing is looked up, and nothing differs", async () => {
    await sdk.dispose();
    expect(registeredSignals()).toBeUndefined();
    expect(trace.getSpan(ROOT_CONTEXT)).toBeUndefined();
    const { stats } = await test.succeed(() => main("a"));
    expect(stats.total).toMatchObject({ added: 3 });
    expect(sdk.spans).toEqual([]);
  });

  it("the api is not even loaded", async () => {
    const program = new Program({
      "main.ts": `
import { createRequire } from "node:module";
import * as coco from "@coco/core";
await coco.app("Plain", () => coco.mountEach([["a", 1]], async function item() {})).update();
console.log(Object.keys(createRequire(import.meta.url).cache).filter((name) => name.includes("opentelemetry")).length);
`,
    });
    expect(await program.run()).toEqual(["0"]);
    program.remove();
  });
});
