import { isDeepStrictEqual } from "node:util";
import { runInNewContext } from "node:vm";
import { Uuid } from "@coco/connectorkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeValue, encodeValue, verifyRoundTrip } from "./index.ts";

function roundTrip<Value>(value: Value): Value {
  const bytes = encodeValue(value, "test");
  verifyRoundTrip(value, bytes, "test");
  return decodeValue(bytes) as Value;
}

function withHoles(length: number, properties: Record<string, unknown>): unknown[] {
  return Object.assign(Array.from<unknown>({ length: 0 }), { length }, properties);
}

describe("what a hit returns equals what the run returned (M10)", () => {
  const cases: Record<string, unknown> = {
    undefined,
    null: null,
    booleans: [true, false],
    integers: [
      0,
      1,
      127,
      128,
      -1,
      -128,
      32_767,
      32_768,
      -32_768,
      -32_769,
      2 ** 31 - 1,
      2 ** 31,
      -(2 ** 31),
      -(2 ** 31) - 1,
      2 ** 53,
      -(2 ** 53),
    ],
    fractions: [0.1, -1.5, 1e300, 5e-324, Number.MAX_VALUE],
    "special numbers": [-0, 0, Number.NaN, Infinity, -Infinity],
    bigints: [
      0n,
      -1n,
      2n ** 63n - 1n,
      -(2n ** 63n),
      2n ** 63n,
      2n ** 64n,
      -(2n ** 70n),
      2n ** 2000n,
      -(2n ** 2000n) - 1n,
    ],
    strings: [
      "",
      "a",
      "ä",
      "名前",
      "\u{1f600}",
      "\u0000",
      "x".repeat(63),
      "x".repeat(64),
      "ä".repeat(63),
      "名".repeat(100_000),
    ],
    "halves of surrogate pairs": ["\ud800", "a\udc00b", "x".repeat(100) + "\ud83d"],
    objects: { a: 1, b: { c: [] }, "": {}, "1": 2, "a b": undefined },
    "no prototype": Object.assign(Object.create(null), { a: Object.create(null) as unknown }),
    "odd names": JSON.parse('{"__proto__": {"x": 1}, "constructor": 2, "toString": 3, "hasOwnProperty": 4}'),
    arrays: [[], [[]], [undefined, null], Array.from({ length: 1000 }, (_, index) => index)],
    "arrays with holes": [
      withHoles(2, { 1: 1 }),
      withHoles(4, { 0: 1, 2: undefined }),
      withHoles(5, {}),
      withHoles(1_000_000, { 999: 1 }),
    ],
    "arrays with names": [
      "a".match(/(?<first>a)/),
      withHoles(3, { 0: 1, 2: 3, note: "x" }),
      withHoles(1, { note: "as many names as places" }),
      Object.assign([], { only: 1 }),
    ],
    maps: new Map<unknown, unknown>([
      ["a", 1],
      [{ key: 1 }, new Map([[Number.NaN, -0]])],
      [undefined, undefined],
    ]),
    sets: new Set<unknown>(["a", {}, new Set([1])]),
    dates: [new Date(0), new Date(-1), new Date(8.64e15)],
    "regular expressions": [/a\/b/giu, /(?:)/, Object.assign(/x/g, { lastIndex: 3 })],
    urls: new URL("https://user@example.com:81/ä?q=1#h"),
    uuid: [Uuid.parse("018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d")],
    "typed arrays": [
      Int8Array.of(-1),
      Uint8Array.of(1, 2),
      Uint8ClampedArray.of(255),
      Int16Array.of(-2),
      Uint16Array.of(1),
      Int32Array.of(-1),
      Uint32Array.of(1),
      Float32Array.of(0.5, -0, Number.NaN),
      Float64Array.of(0.1),
      BigInt64Array.of(-1n),
      BigUint64Array.of(2n ** 64n - 1n),
      new Float32Array(0),
    ],
    "other bytes": [Buffer.from("abc"), new ArrayBuffer(3), new DataView(Uint8Array.of(1, 2, 3).buffer, 1, 2)],
    "file errors": Object.assign(new Error("ENOENT: no such file"), { errno: -2, code: "ENOENT", syscall: "open" }),
    "names that repeat": Array.from({ length: 300 }, (_, index) => ({ text: `t${index}`, start: { line: index } })),
  };

  for (const [name, value] of Object.entries(cases)) {
    it(`for ${name}`, () => {
      expect(isDeepStrictEqual(roundTrip(value), value)).toBe(true);
    });
  }

  it("for an invalid date", () => {
    expect(roundTrip([new Date(Number.NaN)])[0]?.getTime()).toBeNaN();
  });

  it("for errors of the language, with stack, cause and all properties", () => {
    const cause = new TypeError("inner");
    const all = new AggregateError([new RangeError("one"), "two"], "outer", { cause });
    Object.assign(all, { code: "X", self: all });
    const back = roundTrip(all) as AggregateError & { self: unknown; code: string };
    expect(back).toBeInstanceOf(AggregateError);
    expect([back.message, back.stack, back.code]).toEqual(["outer", all.stack, "X"]);
    expect(back.self).toBe(back);
    expect(back.cause).toBeInstanceOf(TypeError);
    expect(back.errors[0]).toBeInstanceOf(RangeError);
    expect(Object.keys(back)).toEqual(["code", "self"]);
    const noMessage = roundTrip(new Error());
    expect(Object.hasOwn(noMessage, "message")).toBe(false);
    expect(Object.hasOwn(roundTrip(new Error("x", { cause: undefined })), "cause")).toBe(true);
    const named = new Error("x");
    named.name = "Special";
    expect(String(roundTrip(named))).toBe("Special: x");
  });

  it("keeps shared objects shared, and cycles closed", () => {
    const shared = { a: 1 };
    const date = new Date(5);
    const [first, second, third, map] = roundTrip([shared, shared, [date, date], new Map([[shared, shared]])] as const);
    expect(second).toBe(first);
    expect(third[1]).toBe(third[0]);
    expect([...map][0]).toEqual([first, first]);
    expect([...map.keys()][0]).toBe(first);

    const cycle: { self?: unknown; map: Map<unknown, unknown>; set: Set<unknown>; list: unknown[] } = {
      map: new Map(),
      set: new Set(),
      list: [],
    };
    cycle.self = cycle;
    cycle.map.set(cycle.map, cycle);
    cycle.set.add(cycle.set);
    cycle.list.push(cycle.list, cycle);
    const back = roundTrip(cycle);
    expect(back.self).toBe(back);
    expect(back.map.get(back.map)).toBe(back);
    expect(back.set.has(back.set)).toBe(true);
    expect(back.list[0]).toBe(back.list);
  });

  it("stores the bytes of a view alone, and gives it an aligned buffer of its own", () => {
    const pool = new ArrayBuffer(1_000_000);
    const view = new Float32Array(pool, 400, 3).fill(1.5);
    const bytes = encodeValue(["odd", view], "test");
    expect(bytes.length).toBeLessThan(30);
    const [, back] = decodeValue(bytes) as [string, Float32Array];
    expect([back.byteOffset, back.buffer.byteLength]).toEqual([0, 12]);
    expect(back).toEqual(Float32Array.of(1.5, 1.5, 1.5));
    view.fill(2);
    bytes.fill(0);
    expect(back[0]).toBe(1.5);
    const buffer = decodeValue(encodeValue(Buffer.from("abc"), "test")) as Buffer;
    expect(Buffer.isBuffer(buffer)).toBe(true);
    expect(buffer.buffer.byteLength).toBe(3);
  });

  it("takes plain objects of another context as plain objects", () => {
    expect(decodeValue(encodeValue(runInNewContext("({ a: { b: 1 } })"), "test"))).toEqual({ a: { b: 1 } });
  });

  it("does not let a stored name reach a prototype", () => {
    const back = decodeValue(encodeValue(JSON.parse('{"__proto__": {"polluted": true}}'), "test")) as object;
    expect(Object.getPrototypeOf(back)).toBe(Object.prototype);
    expect(Object.hasOwn(back, "__proto__")).toBe(true);
    expect("polluted" in {}).toBe(false);
  });

  it("gives the same bytes for the same value, before and after a decoding", () => {
    const value = { list: [1, "a", { b: new Map([[1, 2]]) }] };
    const bytes = encodeValue(value, "test");
    expect(encodeValue(structuredClone(value), "test")).toEqual(bytes);
    expect(encodeValue(decodeValue(bytes), "test")).toEqual(bytes);
  });

  it("for any value", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
      withUnicodeString: true,
    });
    fc.assert(
      fc.property(anything, (value) => {
        expect(isDeepStrictEqual(roundTrip(value), value)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: "grapheme" }),
      fc.bigInt(),
      fc.double(),
    );
    fc.assert(
      fc.property(fc.array(texts), (value) => {
        expect(isDeepStrictEqual(roundTrip(value), value)).toBe(true);
      }),
    );
  });
});
