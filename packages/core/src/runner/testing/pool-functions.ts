import { isMainThread } from "node:worker_threads";
import {
  CocoError,
  contextKey,
  declareTargetState,
  fn,
  installedEngine,
  RetryWithSmallerBatch,
  TargetProvider,
} from "@coco/connectorkit";
import {
  checkCancelled,
  environment,
  generateId,
  map,
  mount,
  mountEach,
  RateLimiter,
  registerCodec,
  retryTransient,
  timeout,
  useContext,
  useMount,
  useState,
  volatile,
} from "../../index.ts";
import { brokenPool, pool, single, smallPool, threadState } from "./pools.ts";

/** How the functions here are called. */
export type Call<A extends readonly unknown[], R> = (...args: A) => Promise<R>;

const ROWS = new TargetProvider<number>(["runner.test"]);
const NAME = contextKey<string>("runner/name");
environment({ name: "made in every thread" });

/** A value with a codec. */
export class Money {
  readonly cents: number;
  constructor(cents: number) {
    this.cents = cents;
  }
}
registerCodec({
  name: "runner.test/Money",
  version: 1,
  type: Money,
  encode: (money: Money) => money.cents,
  decode: (cents: number) => new Money(cents),
});

export const double: Call<[number], number> = fn({ runner: pool }, function double(n: number): number {
  return n * 2;
});

export const echo: Call<[unknown], unknown> = fn({ runner: pool }, async <T>(value: T): Promise<T> => value);

export const whereAmI: Call<[], { isMainThread: boolean; setUps: number; threadId: number }> = fn(
  { runner: pool },
  () => ({ isMainThread, ...threadState() }),
);

export const addCents: Call<[Money, number], Money> = fn(
  { runner: pool },
  (money: Money, cents: number) => new Money(money.cents + cents),
);

export const returnsFunction: Call<[], unknown> = fn({ runner: pool }, () => ({ rows: [1, () => 1] }));

class OwnError extends Error {
  override name = "OwnError";
  readonly status = 418;
}

export const throwing: Call<[string], unknown> = fn({ runner: pool }, (kind: string) => {
  if (kind === "range") throw new RangeError("too far", { cause: new TypeError("inner") });
  if (kind === "own") throw new OwnError("mine");
  if (kind === "coco")
    throw new CocoError("what happened", { code: "MY_CODE", hint: "do this", cause: new OwnError("deep") });
  if (kind === "several") throw new AggregateError([new RangeError("a"), "b"], "both");
  if (kind === "text") throw "just text"; // oxlint-disable-line eslint/no-throw-literal -- that is what is tested
  if (kind === "function") throw () => 1; // oxlint-disable-line eslint/no-throw-literal -- that is what is tested
  if (kind === "cycle") {
    const error = new Error("round");
    error.cause = error;
    throw error;
  }
  throw undefined; // oxlint-disable-line eslint/no-throw-literal -- that is what is tested
});

const inner: Call<[number], number> = fn(async function inner(n: number) {
  return n + 1;
});
const innerNone: Call<[number], number> = fn({ logicTracking: "none" }, async function innerNone(n: number) {
  return n + 1;
});
const innerBatched: Call<[number], number> = fn({ batching: true }, async function innerBatched(items: number[]) {
  return Promise.all(items.map((item) => inner(item)));
});

/** Memoized in the main thread: what runs beneath it in the worker must count. */
export const outer: Call<[number], number> = fn({ memo: true, runner: pool }, async function outer(n: number) {
  installedEngine()?.count("outer calls", 1);
  return inner(await innerNone(n));
});
export const outerBatched: Call<[number], string> = fn(
  { memo: true, runner: pool },
  async function outerBatched(n: number) {
    const all = await Promise.all([innerBatched(n), innerBatched(n + 1)]);
    return all.join();
  },
);
export const outerVolatile: Call<[number], number> = fn(
  { memo: true, runner: pool },
  async function outerVolatile(n: number) {
    volatile();
    return n;
  },
);

export const batched: Call<[number], { item: number; of: number }> = fn(
  { batching: true, maxBatchSize: 8, runner: pool },
  function batched(items: number[]) {
    if (items.includes(13)) throw new RetryWithSmallerBatch("unlucky", { cause: new RangeError("13") });
    return items.map((item) => ({ item, of: items.length }));
  },
);

/** A class whose codec each thread would have to register. */
class Local {}

export const forbidden: Call<[string], unknown> = fn({ runner: pool }, async (what: string): Promise<unknown> => {
  if (what === "mount") return mount(function child() {});
  if (what === "useMount") return useMount(function child() {});
  if (what === "mountEach") return mountEach([["a", 1]], function child() {});
  if (what === "useContext") return useContext(NAME);
  if (what === "declareTargetState") return declareTargetState(ROWS.state("row", 1));
  if (what === "useState") return useState("state", 1);
  if (what === "generateId") return generateId("x");
  if (what === "codec") {
    registerCodec({ name: "runner.test/Local", version: 1, type: Local, encode: () => 1, decode: () => new Local() });
    return new Local();
  }
  if (what === "RateLimiter") return new RateLimiter({ callsPerSecond: 1 }).acquire();
  return inOtherPool();
});
export const mapped: Call<[number[]], number[]> = fn({ runner: pool }, (items: number[]) =>
  map(items, (item) => item * 2),
);

/** Calls a memoized function that captures a name, which is an error wherever it is called. */
export const capturing: Call<[], number> = fn({ runner: pool }, () => {
  const captured = 1;
  const captures = fn({ memo: true }, () => captured);
  return captures();
});

const inOtherPool: Call<[], number> = fn({ runner: single }, () => 1);
export const nested: Call<[number], number> = fn({ runner: pool }, async function nested(n: number): Promise<number> {
  return (await double(n)) + (await outer(n));
});

export const crash: Call<[string], string> = fn({ runner: smallPool }, async (how: string) => {
  if (how === "exit") process.exit(3);
  if (how === "uncaught") {
    setImmediate(() => {
      throw new RangeError("nobody catches this");
    });
    await new Promise(() => undefined);
  }
  if (how === "memory") {
    const all: unknown[] = [];
    for (;;) all.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  }
  return "alive";
});

/** Never gives the thread up, and never looks. */
export const stubborn: Call<[], never> = fn({ runner: smallPool }, () => {
  for (;;);
});

/** Never gives the thread up, but looks. */
export const polite: Call<[], never> = fn({ runner: single }, () => {
  for (;;) checkCancelled();
});

/** Waits for the signal. */
export const patient: Call<[], void> = fn({ runner: single }, async () => {
  const signal = installedEngine()?.signal();
  await new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new Error("told to stop"))));
});

export const quick: Call<[number], number> = fn({ runner: single }, (n: number) => n);
export const timedInside: Call<[], never> = fn({ runner: single }, () =>
  timeout(1, () => {
    for (;;) checkCancelled();
  }),
);
export const retriedInside: Call<[], number> = fn({ runner: single }, () => {
  let attempts = 0;
  return retryTransient(
    () => {
      attempts += 1;
      if (attempts < 3) throw Object.assign(new Error("busy"), { status: 503 });
      return attempts;
    },
    { initialDelay: 1 },
  );
});

export const withSetup: Call<[], string> = fn({ runner: brokenPool }, () => "set up");

/** Exists where it is called alone. */
export function makeLate(): Call<[], number> {
  return fn({ name: "runner.test/late", runner: pool }, () => 1);
}

const make = (factor: number) => fn({ runner: pool }, (n: number) => n * factor);
export const timesTwo: Call<[number], number> = make(2);
export const timesThree: Call<[number], number> = make(3);
export const makeScaled = (factor: number): Call<[number], number> => {
  return fn({ runner: pool }, function scaled(n: number) {
    return n * factor;
  });
};
/** The one that the workers know too. */
export const scaledByTwo: Call<[number], number> = makeScaled(2);
const makeNamed = (factor: number) =>
  fn({ runner: pool, name: `runner.test/times-${factor}` }, (n: number) => n * factor);
export const namedTimes: readonly Call<[number], number>[] = [2, 3].map(makeNamed);

export const api: { readonly double: Call<[number], number> } = { double };
