import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { map, subpath, useMount } from "../index.ts";
import { TestApp } from "../testing/test-app.ts";
import { onAbort } from "./on-abort.ts";

it("calls everybody who waits once, in order, and nobody who has called it off", () => {
  const controller = new AbortController();
  const called: number[] = [];
  const stops = [1, 2, 3].map((each) => onAbort(controller.signal, () => called.push(each)));
  stops[1]?.();
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);
  controller.abort();
  controller.abort();
  expect(called).toEqual([1, 3]);
});

it("lets one be called off while the others are called", () => {
  const controller = new AbortController();
  const called: string[] = [];
  const stops: (() => void)[] = [];
  const first = (): void => {
    called.push("first");
    stops[1]?.();
  };
  stops.push(
    onAbort(controller.signal, first),
    onAbort(controller.signal, () => called.push("called off")),
  );
  controller.abort();
  expect(called).toEqual(["first"]);
});

it("keeps one listener at the signal of a run, however many components wait", async () => {
  const test = new TestApp();
  const stop = new AbortController();
  let most = 0;
  await test.succeed(
    () =>
      map(
        Array.from({ length: 200 }, (_, index) => index),
        (index) =>
          useMount(subpath("item", index), async () => {
            most = Math.max(most, getEventListeners(stop.signal, "abort").length);
          }),
      ),
    { maxInFlight: 2, signal: stop.signal },
  );
  test.dispose();
  expect(most).toBe(1);
});
