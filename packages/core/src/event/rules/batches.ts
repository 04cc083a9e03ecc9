import { type AnyFunction, fn } from "@coco/connectorkit";

// A batched function, and what the event log says of its batches.

interface BatchedOptions {
  readonly memo?: boolean | "app";
  readonly maxBatchSize?: number;
}

/** A batched function called `f`. */
export function batched(options: BatchedOptions = {}, body: AnyFunction = (items: unknown[]) => items): AnyFunction {
  const wanted = { deps: {}, ...options, batching: true as const, name: "f" };
  return fn(wanted as never, body as (items: unknown[], ...extra: unknown[]) => unknown[]) as AnyFunction;
}

/** The lines of batches of these sizes. */
export function batches(...sizes: readonly number[]): readonly string[] {
  return sizes.map((size) => `f() ran for ${size === 1 ? "1 call" : `${size} calls at once`}`);
}

/** The whole numbers from 1 on. */
export function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
