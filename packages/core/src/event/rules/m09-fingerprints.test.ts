import { memoKey, notMemoKeyable, registerMemoKey, symbol } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { work } from "../../testing/memo-change.ts";
import { eachOf, MEMO_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import { it } from "./rule-test.ts";

/** A class whose instances are known by their method. */
class Keyed {
  readonly id: number;
  readonly note: string;
  constructor(id: number, note = "") {
    this.id = id;
    this.note = note;
  }
}
Object.defineProperty(Keyed.prototype, memoKey, {
  value(this: Keyed): unknown {
    return this.id;
  },
});
class OtherKeyed extends Keyed {}
/** A class of somebody else's. */
class Foreign {
  readonly parts: readonly string[];
  constructor(...parts: string[]) {
    this.parts = parts;
  }
}
registerMemoKey(Foreign, ({ parts }) => parts);
class Unknown {}
class Counter {}
notMemoKeyable(Counter, "counts calls");

const cyclic = (name: string): object => {
  const value: Record<string, unknown> = { name };
  value["self"] = value;
  return value;
};
const pair = { a: 1 };

type Pair = readonly [pair: string, first: () => unknown, second: () => unknown];

/** Of equal content: the second call is the first one again. */
const EQUAL: readonly Pair[] = [
  ["properties in another order", () => ({ a: 1, b: 2 }), () => ({ b: 2, a: 1 })],
  ["properties deep inside in another order", () => [{ x: { a: 1, b: 2 } }], () => [{ x: { b: 2, a: 1 } }]],
  [
    "entries of a Map in another order",
    () =>
      new Map([
        ["a", 1],
        ["b", 2],
      ]),
    () =>
      new Map([
        ["b", 2],
        ["a", 1],
      ]),
  ],
  [
    "keys of a Map that are objects, in another order",
    () =>
      new Map([
        [{ k: 1 }, 1],
        [{ k: 2 }, 2],
      ]),
    () =>
      new Map([
        [{ k: 2 }, 2],
        [{ k: 1 }, 1],
      ]),
  ],
  ["members of a Set in another order", () => new Set(["a", 1, null]), () => new Set([null, 1, "a"])],
  ["NaN", () => Number.NaN, () => Number("no number")],
  ["-0", () => -0, () => Number("-0")],
  ["a bigint", () => 2n ** 70n, () => 1_180_591_620_717_411_303_424n],
  ["a date", () => new Date(86_400_000), () => new Date("1970-01-02T00:00:00Z")],
  ["bytes in a larger buffer", () => Uint8Array.of(1, 2), () => Uint8Array.of(0, 1, 2, 3).subarray(1, 3)],
  ["a Buffer and a Uint8Array", () => Buffer.from([1, 2]), () => Uint8Array.of(1, 2)],
  ["a URL", () => new URL("https://example.org/a"), () => new URL("HTTPS://EXAMPLE.ORG/b/../a")],
  ["a regular expression", () => /a+/gi, () => new RegExp("a+", "ig")],
  ["an error, whatever its trace", () => new RangeError("no"), () => [new RangeError("no")][0]],
  ["a property that is undefined", () => ({ a: 1, b: undefined }), () => ({ a: 1 })],
  ["an object without prototype", () => ({ a: 1 }), () => Object.assign(Object.create(null) as object, { a: 1 })],
  ["an object twice, and its copy", () => [pair, pair], () => [{ a: 1 }, { a: 1 }]],
  ["a value with a cycle", () => cyclic("a"), () => cyclic("a")],
  ["a stable symbol", () => symbol("s"), () => symbol("s")],
  ["an object with a memo key, other in what the key leaves out", () => new Keyed(1, "x"), () => new Keyed(1, "y")],
  ["an object whose class is registered", () => new Foreign("a", "b"), () => new Foreign("a", "b")],
  ["a wrapped function, whatever its text", () => work("g", {}), () => work("g", { version: 2 })],
];

/** Of other content, though only just. */
const DIFFERENT: readonly Pair[] = [
  ["0 and -0", () => 0, () => -0],
  ["a number and a bigint", () => 1, () => 1n],
  ["a number and a text", () => 1, () => "1"],
  ["a number and a boolean", () => 1, () => true],
  ["NaN and null", () => Number.NaN, () => null],
  ["Infinity and -Infinity", () => Infinity, () => -Infinity],
  ["neighbouring numbers", () => 0.1 + 0.2, () => 0.3],
  ["no text and no array", () => "", () => []],
  ["no array and no object", () => [], () => ({})],
  ["an array in another order", () => [1, 2], () => [2, 1]],
  ["an array grouped in another way", () => [[1], 2], () => [1, [2]]],
  ["texts cut in another place", () => ["ab", "c"], () => ["a", "bc"]],
  ["a text composed in another way", () => "\u00e9", () => "e\u0301"],
  ["a hole and undefined", () => [undefined, 1], () => Object.assign([], { 1: 1 })],
  ["null and undefined in an array", () => [null], () => [undefined]],
  ["the name of a property", () => ({ a: 1 }), () => ({ b: 1 })],
  ["an object and a Map", () => ({ a: 1 }), () => new Map([["a", 1]])],
  ["a Set and an array", () => new Set([1]), () => [1]],
  ["a Map's key and value", () => new Map([[1, 2]]), () => new Map([[2, 1]])],
  ["a date and its number", () => new Date(5), () => 5],
  ["kinds of typed arrays", () => new Float32Array([1]), () => new Float64Array([1])],
  ["a Uint8Array and an Int8Array", () => Uint8Array.of(1), () => Int8Array.of(1)],
  ["flags of a regular expression", () => /a/g, () => /a/],
  ["a URL and its text", () => new URL("https://example.org/"), () => "https://example.org/"],
  ["kinds of errors", () => new RangeError("no"), () => new TypeError("no")],
  ["cycles of other content", () => cyclic("a"), () => cyclic("b")],
  ["symbols of other names", () => symbol("s"), () => symbol("t")],
  ["memo keys", () => new Keyed(1), () => new Keyed(2)],
  ["classes with one memo key", () => new Keyed(1), () => new OtherKeyed(1)],
  ["an object with a memo key and the key", () => new Foreign("a"), () => ["a"]],
  ["wrapped functions of other names", () => work("g", {}), () => work("h", {})],
];

type Refused = readonly [value: string, make: () => unknown, problem: string];

const REFUSED: readonly Refused[] = [
  [
    "an instance of a class without a memo key",
    () => new Unknown(),
    "argument 2 is an Unknown, a class without a memo key, so a change of it cannot be detected",
  ],
  [
    "such an instance deep inside",
    () => ({ list: [1, new Unknown()] }),
    "argument 2.list[1] is an Unknown, a class without a memo key, so a change of it cannot be detected",
  ],
  [
    "a function that is not wrapped",
    () => function parse(): void {},
    "argument 2 is the function parse, which is not wrapped, so a change of it cannot be detected",
  ],
  ["a promise", () => Promise.resolve(1), "argument 2 is a promise, so a change of it cannot be detected"],
  [
    "a symbol of this process",
    () => Symbol("s"),
    "argument 2 is Symbol(s), which has no identity outside this process, so a change of it cannot be detected",
  ],
  [
    "what must not be an argument",
    () => new Counter(),
    "argument 2 is a Counter, which counts calls: it may not be an argument of a memoized function",
  ],
];

describe("M9 Fingerprints", () => {
  it.for(EQUAL)("the same call: %s", async ([, first, second], { logOf }) => {
    const f = work("f", { memo: true });
    const main = (make: () => unknown) => async () => void (await f(make(), 1));
    expect(await logOf(main(first))).toEqual([ROOT_RAN, "f() in / ran: new"]);
    expect(await logOf(main(second))).toEqual([ROOT_RAN, "f() in / reused"]);
  });

  it.for(DIFFERENT)("another call: %s", async ([, first, second], { logOf }) => {
    const f = work("f", { memo: true });
    const main = (make: () => unknown) => async () => void (await f(make(), 1));
    expect(await logOf(main(first))).toEqual([ROOT_RAN, "f() in / ran: new"]);
    expect(await logOf(main(second))).toEqual([ROOT_RAN, "f() in / ran: new"]);
  });

  it.for(
    eachOf(
      REFUSED.map((refused) => ({ refused, value: refused[0] })),
      MEMO_WAYS,
    ),
  )("$way: $value is refused, and the argument named", async ({ refused: [, make, problem], ...way }, { logOf }) => {
    const failed = `failed: An argument of f cannot be part of a memo key: ${problem}`;
    expect(await logOf(way.reach(work("f", { memo: way.memo }), "a", make()))).toEqual([
      ROOT_RAN,
      `${way.mounted ? way.place("f") : "/"} ${failed}`,
    ]);
  });
});
