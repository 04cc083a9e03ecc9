import { describe } from "vitest";
import {
  changeCases,
  expectChange,
  hit,
  type MemoChange,
  miss,
  otherCall,
  otherWork,
  sameWork,
  work,
  type WorkOptions,
} from "../../testing/memo-change.ts";
import { MEMO_WAYS, type MemoWay } from "../../testing/memo-ways.ts";
import { it } from "./rule-test.ts";

const f =
  (options: WorkOptions = {}, body?: () => Promise<unknown>) =>
  (way: MemoWay) =>
    work("f", { memo: way.memo, ...options }, body);
const other = async (): Promise<number> => 3;
const idOf = ({ id }: { readonly id: number }): number => id;

const ARGUMENTS: readonly MemoChange[] = [
  { change: "nothing", ...sameWork(f(), { args: ["a", 1] }, { args: ["a", 1] }), expected: hit },
  {
    change: "its argument",
    ...sameWork(f(), { args: ["a"] }, { args: ["b"] }),
    expected: otherCall("its item changed"),
  },
  {
    change: "its second argument",
    ...sameWork(f(), { args: ["a", 1] }, { args: ["a", 2] }),
    expected: otherCall("argument 2 changed"),
  },
  {
    change: "its third argument",
    ...sameWork(f(), { args: ["a", 1, 1] }, { args: ["a", 1, 2] }),
    expected: otherCall("argument 3 changed"),
  },
  {
    change: "two arguments, of which the first is named",
    ...sameWork(f(), { args: ["a", 1, 1] }, { args: ["a", 2, 2] }),
    expected: otherCall("argument 2 changed"),
  },
  {
    change: "one argument more",
    ...sameWork(f(), { args: ["a"] }, { args: ["a", 1] }),
    expected: otherCall("argument 2 changed"),
  },
  {
    change: "one argument less",
    ...sameWork(f(), { args: ["a", 1] }, { args: ["a"] }),
    expected: otherCall("argument 2 changed"),
  },
  { change: "a trailing undefined", ...sameWork(f(), { args: ["a"] }, { args: ["a", undefined] }), expected: hit },
  {
    change: "a value deep in an argument",
    ...sameWork(f(), { args: [{ a: { b: [1] } }] }, { args: [{ a: { b: [2] } }] }),
    expected: otherCall("its item changed"),
  },
  {
    change: "an argument that memoKey leaves out",
    ...sameWork(f({ memoKey: [undefined, null] }), { args: ["a", 1] }, { args: ["a", 2] }),
    expected: hit,
  },
  {
    change: "an argument before one that memoKey leaves out",
    ...sameWork(f({ memoKey: [undefined, null] }), { args: ["a", 1] }, { args: ["b", 1] }),
    expected: otherCall("its item changed"),
  },
  {
    change: "an argument after one that memoKey leaves out",
    ...sameWork(f({ memoKey: [undefined, null] }), { args: ["a", 1, 1] }, { args: ["a", 1, 2] }),
    expected: otherCall("argument 3 changed"),
  },
  {
    change: "of an argument what memoKey does not take",
    ...sameWork(f({ memoKey: [idOf] }), { args: [{ id: 1, note: "x" }] }, { args: [{ id: 1, note: "y" }] }),
    expected: hit,
  },
  {
    change: "of an argument what memoKey takes",
    ...sameWork(f({ memoKey: [idOf] }), { args: [{ id: 1 }] }, { args: [{ id: 2 }] }),
    expected: otherCall("its item changed"),
  },
];

const WITH_DEFAULT = { memoKey: [undefined, (n: number | undefined) => n ?? 10] };
const FOR_DEFAULTS: readonly MemoChange[] = [
  {
    change: "a trailing undefined that memoKey would replace",
    ...sameWork(f(WITH_DEFAULT), { args: ["a"] }, { args: ["a", undefined] }),
    expected: hit,
  },
  {
    change: "an undefined that memoKey replaces by what was given",
    ...sameWork(f(WITH_DEFAULT), { args: ["a", 10, "x"] }, { args: ["a", undefined, "x"] }),
    expected: hit,
  },
];

const FUNCTION: readonly MemoChange[] = [
  { change: "its text", ...otherWork(f(), f({}, other)), expected: miss("function f changed") },
  {
    change: "its deps",
    ...otherWork(f({ deps: { limit: 1 } }), f({ deps: { limit: 2 } })),
    expected: miss("function f changed"),
  },
  {
    change: "the order of its deps",
    ...otherWork(f({ deps: { a: 1, b: 2 } }), f({ deps: { b: 2, a: 1 } })),
    expected: hit,
  },
  { change: "its version", ...otherWork(f({ version: 1 }), f({ version: 2 })), expected: miss("function f changed") },
  { change: "its text under one version", ...otherWork(f({ version: 1 }), f({ version: 1 }, other)), expected: hit },
  { change: "a version that it gets", ...otherWork(f(), f({ version: 1 })), expected: miss("function f changed") },
  {
    change: "its version, from a number to a text",
    ...otherWork(f({ version: 1 }), f({ version: "1" })),
    expected: miss("function f changed"),
  },
  {
    change: "its name",
    ...otherWork(f(), ({ memo }) => work("renamed", { memo })),
    expected: (way) => [way.ran("renamed"), ...(way.mounted ? [`${way.place("f")} deleted`] : [])],
  },
  {
    change: "its name, with formerly",
    ...otherWork(f(), ({ memo }) => work("renamed", { memo, formerly: ["f"] })),
    expected: (way) => [way.reused(way.mounted ? "f" : "renamed")],
  },
  {
    change: "its name, for the second time",
    ...otherWork(f(), ({ memo }) => work("third", { memo, formerly: ["f", "second"] })),
    expected: (way) => [way.reused(way.mounted ? "f" : "third")],
  },
  {
    change: "its name, while the former function is still there and does something else",
    ...otherWork(f(), ({ memo }) => work("renamed", { memo, formerly: ["f"] }, other)),
    expected: (way) => (way.mounted ? [way.ran("f", "the mounted function is another one")] : [way.ran("renamed")]),
  },
  {
    change: "that it is memoized now",
    ...otherWork(f({ memo: false }), f()),
    expected: (way) => [way.ran("f", way.mounted ? "the last run left no result to reuse" : "new")],
  },
  {
    change: "that it is memoized no more",
    ...otherWork(f(), f({ memo: false })),
    expected: (way) =>
      way.mounted ? [way.ran("f", "runs every time (not memoized)")] : ["f() in / ran: runs every time (not memoized)"],
  },
];

describe("M1 Hit", () => {
  it.for(changeCases(ARGUMENTS, MEMO_WAYS))("$way: $change", expectChange);
  it.for(changeCases(FOR_DEFAULTS, MEMO_WAYS))("$way: $change", expectChange);
  it.for(changeCases(FUNCTION, MEMO_WAYS))("$way: $change", expectChange);
});
