import { type AnyFunction, contextKey, memoKey, memoState, useContext } from "@coco/connectorkit";
import { describe } from "vitest";
import {
  changeCases,
  expectChange,
  hit,
  type MemoChange,
  miss,
  otherWork,
  sameWork,
  work,
  type WorkOptions,
} from "../../testing/memo-change.ts";
import { MEMO_WAYS, type MemoWay } from "../../testing/memo-ways.ts";
import type { RunOptions } from "../../testing/test-app.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const MODEL = contextKey<unknown>("m01/model", { detectChange: true });
const QUIET = contextKey<unknown>("m01/quiet");
const MODEL_CHANGED = 'context value "m01/model" changed';

const f =
  (body: AnyFunction, options: WorkOptions = {}) =>
  (way: MemoWay) =>
    work("f", { memo: way.memo, ...options }, body);
/** `f` calls another function. */
const over = (inner: () => AnyFunction, options: WorkOptions = {}) => {
  return (way: MemoWay): AnyFunction => {
    const called = inner();
    return f(async (text: unknown) => called(text), options)(way);
  };
};
const g = (options: WorkOptions) => () => work("g", options);
const h = (inner: () => AnyFunction, options: WorkOptions = {}) => {
  return (): AnyFunction => {
    const called = inner();
    return work("h", options, async (text: unknown) => called(text));
  };
};
/** What becomes of a memoized function that `f` calls: where all components share `f`, it has none to belong to. */
const beneath = (way: MemoWay, name: string, outcome: string): string =>
  way.memo === "app" ? `${name}() ran: ${ALWAYS}` : `${name}()${way.beneath("f")} ${outcome}`;
const plain = (way: MemoWay, name: string): string => `${name}()${way.beneath("f")} ran: ${ALWAYS}`;

const FUNCTIONS: readonly MemoChange[] = [
  {
    change: "a plain function that it calls",
    ...otherWork(over(g({ version: 1 })), over(g({ version: 2 }))),
    expected: (way) => [way.ran("f", "function g changed"), plain(way, "g")],
  },
  {
    change: "a memoized function that it calls",
    ...otherWork(over(g({ memo: true, version: 1 })), over(g({ memo: true, version: 2 }))),
    expected: (way) => [way.ran("f", "function g changed"), beneath(way, "g", "ran: function g changed")],
  },
  {
    change: "a function of the app that it calls",
    ...otherWork(over(g({ memo: "app", version: 1 })), over(g({ memo: "app", version: 2 }))),
    expected: (way) => [way.ran("f", "function g changed"), "g() ran: function g changed"],
  },
  {
    change: "a function two calls beneath, through a plain one",
    ...otherWork(over(h(g({ version: 1 }))), over(h(g({ version: 2 })))),
    expected: (way) => [way.ran("f", "function g changed"), plain(way, "h"), plain(way, "g")],
  },
  {
    change: "a function two calls beneath, through a memoized one",
    ...otherWork(over(h(g({ version: 1 }), { memo: true })), over(h(g({ version: 2 }), { memo: true }))),
    expected: (way) => [
      way.ran("f", "function g changed"),
      beneath(way, "h", "ran: function g changed"),
      plain(way, "g"),
    ],
  },
  {
    change: "a function two calls beneath, through one of the app",
    ...otherWork(over(h(g({ version: 1 }), { memo: "app" })), over(h(g({ version: 2 }), { memo: "app" }))),
    expected: (way) => [way.ran("f", "function g changed"), "h() ran: function g changed", `g() ran: ${ALWAYS}`],
  },
  {
    change: "itself, above a memoized function",
    ...otherWork(over(g({ memo: true }), { version: 1 }), over(g({ memo: true }), { version: 2 })),
    expected: (way) => [way.ran("f", "function f changed"), beneath(way, "g", "reused")],
  },
  {
    change: "itself, above a function of the app",
    ...otherWork(over(g({ memo: "app" }), { version: 1 }), over(g({ memo: "app" }), { version: 2 })),
    expected: (way) => [way.ran("f", "function f changed"), "g() reused"],
  },
  {
    change: "the function between, above a memoized one",
    ...otherWork(
      over(h(g({ memo: "app" }), { memo: "app", version: 1 })),
      over(h(g({ memo: "app" }), { memo: "app", version: 2 })),
    ),
    expected: (way) => [way.ran("f", "function h changed"), "h() ran: function h changed", "g() reused"],
  },
  {
    change: "which function it calls, its own text being the same",
    ...otherWork(
      over(g({})),
      over(() => work("k", {})),
    ),
    // Of `g`, which is still there, its result depended; `k` it has not seen: deps or arguments would have to say so.
    expected: hit,
  },
];

/** A value with a memo state, which is valid while its major version stays. */
class Service {
  readonly name: string;
  readonly version: readonly [major: number, minor: number];
  constructor(name: string, major: number, minor: number) {
    this.name = name;
    this.version = [major, minor];
  }
}
Object.defineProperty(Service.prototype, memoKey, {
  value(this: Service): unknown {
    return this.name;
  },
});
Object.defineProperty(Service.prototype, memoState, {
  value(this: Service, previous: readonly number[] | undefined): unknown {
    return { state: this.version, valid: previous?.[0] === this.version[0] };
  },
});

const reader = f(async () => void useContext(MODEL));
const model = (value: unknown): { options: RunOptions } => ({
  options: { lifespan: (env) => env.provide(MODEL, value) },
});
const quiet = (value: unknown): { options: RunOptions } => ({
  options: { lifespan: (env) => env.provide(QUIET, value) },
});
const service = (...args: ConstructorParameters<typeof Service>): { options: RunOptions } =>
  model(new Service(...args));

const CONTEXT: readonly MemoChange[] = [
  { change: "no context value", ...sameWork(reader, model("a"), model("a")), expected: hit },
  {
    change: "a context value that it reads",
    ...sameWork(reader, model("a"), model("b")),
    expected: miss(MODEL_CHANGED),
  },
  {
    change: "the order inside a context value",
    ...sameWork(reader, model({ a: 1, b: 2 }), model({ b: 2, a: 1 })),
    expected: hit,
  },
  {
    change: "a context value that it does not read",
    ...sameWork(
      f(async () => 1),
      model("a"),
      model("b"),
    ),
    expected: hit,
  },
  {
    change: "a context value without change detection",
    ...sameWork(
      f(async () => void useContext(QUIET)),
      quiet("a"),
      quiet("b"),
    ),
    expected: hit,
  },
  {
    change: "a context value that a plain function beneath reads",
    ...sameWork(
      over(() => work("g", {}, async () => void useContext(MODEL))),
      model("a"),
      model("b"),
    ),
    expected: (way) => [way.ran("f", MODEL_CHANGED), plain(way, "g")],
  },
  {
    change: "a context value that a function of the app beneath reads",
    ...sameWork(
      over(() => work("g", { memo: "app" }, async () => void useContext(MODEL))),
      model("a"),
      model("b"),
    ),
    expected: (way) => [way.ran("f", MODEL_CHANGED), `g() ran: ${MODEL_CHANGED}`],
  },
  {
    change: "no state of a context value",
    ...sameWork(reader, service("s", 1, 1), service("s", 1, 1)),
    expected: hit,
  },
  {
    change: "the state of a context value, valid still",
    ...sameWork(reader, service("s", 1, 1), service("s", 1, 2)),
    expected: hit,
  },
  {
    change: "the state of a context value, valid no more",
    ...sameWork(reader, service("s", 1, 1), service("s", 2, 1)),
    expected: miss(MODEL_CHANGED),
  },
  {
    change: "the object behind a context value, of the same state",
    ...sameWork(reader, service("s", 1, 1), service("t", 1, 1)),
    expected: miss(MODEL_CHANGED),
  },
];

describe("M1 Hit: what is beneath", () => {
  it.for(changeCases(FUNCTIONS, MEMO_WAYS))("$way: $change", expectChange);
  it.for(changeCases(CONTEXT, MEMO_WAYS))("$way: $change", expectChange);
});
