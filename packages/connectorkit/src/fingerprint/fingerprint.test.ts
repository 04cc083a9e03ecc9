import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symbol } from "../key/symbol.ts";
import { Uuid } from "../key/uuid.ts";
import { fingerprint } from "./fingerprint.ts";
import { fingerprintBytes, fingerprintText, toHex } from "./fingerprint-bytes.ts";

function of(value: unknown): string {
  return toHex(fingerprint(value));
}

const cyclic: Record<string, unknown> = { name: "loop" };
cyclic["self"] = cyclic;

/** Values that all differ from each other. */
const different: readonly unknown[] = [
  null,
  undefined,
  false,
  true,
  0,
  -0,
  1,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  0n,
  1n,
  -1n,
  2n ** 80n,
  "",
  "1",
  "null",
  "é",
  "\ud800",
  "\ud801",
  "\ufffd",
  "x".repeat(20_000),
  `${"x".repeat(20_000)}\ud800`,
  Symbol.for("x"),
  symbol("x"),
  [],
  [[]],
  [null],
  [undefined],
  [,],
  ["a", "b"],
  ["ab"],
  [["a"], "b"],
  ["b", "a"],
  {},
  { a: 1 },
  { a: 2 },
  { b: 1 },
  { a: null },
  { a: { b: 1 } },
  { [Symbol.for("a")]: 1 },
  Object.assign(["a"], { index: 1 }),
  Object.assign(["a"], { index: 2 }),
  new Map(),
  new Map([["a", 1]]),
  new Map([["a", 2]]),
  new Map([[{}, 1]]),
  new Map<unknown, unknown>([["a", new Map()]]),
  new Set(),
  new Set(["a"]),
  new Set([["a"]]),
  new Set(["a", 1]),
  new Date(0),
  new Date(1),
  new Date(Number.NaN),
  /a/,
  /a/g,
  /b/,
  Object.assign(/a/g, { lastIndex: 3 }),
  new URL("https://example.test/a"),
  new URL("https://example.test/b"),
  new URLSearchParams("a=1"),
  "https://example.test/a",
  new Error("a"),
  new TypeError("a"),
  new Error("b"),
  new Error("a", { cause: "b" }),
  Object.assign(new Error("a"), { code: "X" }),
  new AggregateError([1], "a"),
  new Uint8Array([1]),
  new Int8Array([1]),
  new Uint8ClampedArray([1]),
  new Uint8Array([1, 0]),
  new Uint16Array([1]),
  new Float32Array([1]),
  new Float64Array([1]),
  new BigInt64Array([1n]),
  new ArrayBuffer(1),
  new SharedArrayBuffer(1),
  new DataView(new ArrayBuffer(1)),
  new Uint8Array(20_000),
  new Uint8Array(20_001),
  Object(1),
  Object("1"),
  Object(true),
  Object(1n),
  Uuid.parse("018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d"),
  "018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d",
  cyclic,
  { ...cyclic, name: "other" },
];

describe("M9 fingerprints are canonical", () => {
  it("tells every pair of different values apart", () => {
    const seen = new Map<string, number>();
    for (const [index, value] of different.entries()) {
      const found = of(value);
      expect(seen.get(found), `values ${seen.get(found)} and ${index}`).toBeUndefined();
      seen.set(found, index);
    }
  });

  it("gives the same bytes in every release: a change of these needs a new version number", () => {
    expect(of("abc")).toMatchInlineSnapshot(`"2270f0e18afac8bb3051ebdd2a29eeb6"`);
    expect(of({ b: [1, -0, 2n, null, undefined], a: new Map([["k", new Set(["x"])]]) })).toMatchInlineSnapshot(
      `"3b635e19a21840b1ca56ad900d00ab48"`,
    );
    expect(of(new Float32Array([1, 2]))).toMatchInlineSnapshot(`"d34e72602e9ca49e93500d5bf1c87179"`);
    expect(of(cyclic)).toMatchInlineSnapshot(`"38653a0b494203f60bb4c31442a45be1"`);
  });

  it("does not depend on the order of keys, entries and members", () => {
    expect(of({ a: 1, b: { c: 2, d: 3 } })).toBe(of({ b: { d: 3, c: 2 }, a: 1 }));
    expect(of(new Set([1, "a", { x: 1 }]))).toBe(of(new Set([{ x: 1 }, 1, "a"])));
    const one = [{ k: 1 }, { k: 1 }] as const;
    expect(
      of(
        new Map<unknown, unknown>([
          ["a", 1],
          [one[0], 2],
          [one[1], 3],
        ]),
      ),
    ).toBe(
      of(
        new Map<unknown, unknown>([
          [one[1], 3],
          [one[0], 2],
          ["a", 1],
        ]),
      ),
    );
  });

  it("takes an undefined property for a missing one, and an object without prototype for a plain one", () => {
    expect(of({ a: 1, b: undefined })).toBe(of({ a: 1 }));
    expect(of(Object.assign(Object.create(null), { a: 1 }))).toBe(of({ a: 1 }));
  });

  it("takes typed arrays by their own bytes, not their pool, and a Buffer as a Uint8Array", () => {
    expect(of(Buffer.from("abc"))).toBe(of(new Uint8Array([97, 98, 99])));
    const pool = new Uint8Array([9, 97, 98, 99, 9]);
    expect(of(pool.subarray(1, 4))).toBe(of(new Uint8Array([97, 98, 99])));
  });

  it("does not tell a shared object from its copy", () => {
    const shared = { a: [1, 2, 3] };
    expect(of([shared, shared, shared])).toBe(of([{ a: [1, 2, 3] }, { a: [1, 2, 3] }, { a: [1, 2, 3] }]));
  });

  it("takes values of another realm for what they are", () => {
    const foreign: unknown = runInNewContext(
      "({ a: [1, new Map([['k', new Set([/x/g, new Date(5)])]])], u: new Uint8Array([1]), e: new TypeError('t') })",
    );
    const own = {
      a: [1, new Map([["k", new Set([/x/g, new Date(5)])]])],
      u: new Uint8Array([1]),
      e: new TypeError("t"),
    };
    expect(of(foreign)).toBe(of(own));
  });

  it("is deterministic in cycles, whatever the order of keys", () => {
    const build = (flip: boolean): unknown => {
      const parent: Record<string, unknown> = {};
      const child: Record<string, unknown> = flip ? { parent, n: 1 } : { n: 1, parent };
      const lookup = new Map<string, unknown>(
        flip
          ? [
              ["b", child],
              ["a", parent],
            ]
          : [
              ["a", parent],
              ["b", child],
            ],
      );
      Object.assign(parent, flip ? { lookup, children: [child] } : { children: [child], lookup });
      return parent;
    };
    expect(of(build(true))).toBe(of(build(false)));
    expect(of({ x: cyclic })).not.toBe(of(cyclic));
  });

  it("stays linear where objects are shared many times over", () => {
    let tree: unknown = ["leaf"];
    for (let level = 0; level < 200; level++) tree = [tree, tree];
    expect(of(tree)).toHaveLength(32);
    const nodes = Array.from({ length: 60 }, (): unknown[] => []);
    for (const node of nodes) node.push(...nodes);
    expect(of(nodes)).toHaveLength(32);
  });

  it("does not depend on the size of its buffer or on what was fingerprinted before", () => {
    const small = of(["a", 1]);
    of(Array.from({ length: 200_000 }, (_, index) => index));
    expect(of(["a", 1])).toBe(small);
    expect(() => of(["a", () => 1])).toThrow();
    expect(of(["a", 1])).toBe(small);
  });

  it("is equal for equal data and different for different data", () => {
    const data = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withBoxedValues: true,
      withNullPrototype: false,
    });
    fc.assert(
      fc.property(fc.clone(data, 2), ([a, b]) => {
        expect(of(a)).toBe(of(b));
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.json(), fc.json(), (a, b) => {
        const same = JSON.stringify(sorted(JSON.parse(a))) === JSON.stringify(sorted(JSON.parse(b)));
        const zeros = /-0/.test(a + b);
        if (!zeros) expect(of(JSON.parse(a)) === of(JSON.parse(b))).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });
});

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { object: entries.map(([key, item]) => [key, sorted(item)]) };
}

describe("fingerprints of contents", () => {
  it("are those of the bytes, however they are given", () => {
    expect(toHex(fingerprintText("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223");
    expect(fingerprintBytes(Buffer.from("abc"))).toEqual(fingerprintText("abc"));
  });
});
