import { isDeepStrictEqual } from "node:util";
import type { AnyFunction } from "@coco/connectorkit";
import { describe, expect, vi } from "vitest";
import { mount, registerCodec, useMount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { CALLED_WAYS, eachOf, type MemoWay, MOUNTED_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import { it } from "./rule-test.ts";

class Point {
  readonly x: number;
  constructor(x: number) {
    this.x = x;
  }
}
class Lossy {
  readonly x: number;
  constructor(x: number) {
    this.x = x;
  }
}
class Plain {}
registerCodec({
  name: "m10/Lossy",
  version: 1,
  type: Lossy,
  encode: () => 0,
  decode: (): Lossy => new Lossy(0),
});
let pointVersion = 0;
/** Registers the codec anew: what was stored by the former one cannot be read. */
function renewPoint(): void {
  pointVersion += 1;
  const decode = (x: unknown): Point => new Point(x as number);
  registerCodec({ name: "m10/Point", version: pointVersion, type: Point, encode: ({ x }: Point) => x, decode });
}
renewPoint();

/** A way to have the value of a memoized function. */
interface ValueWay extends MemoWay {
  readonly valueOf: (f: AnyFunction) => unknown;
}
const WAYS: readonly ValueWay[] = [
  ...CALLED_WAYS.map((way) => ({ ...way, valueOf: (f: AnyFunction) => f() })),
  { ...(MOUNTED_WAYS[0] as MemoWay), way: "mounted and waited for", valueOf: (f) => useMount(f) },
];

const VALUES: readonly (readonly [name: string, value: () => unknown])[] = [
  ["nothing", () => undefined],
  ["null", () => null],
  ["a text with every kind of character", () => "a\u0000\u00e9\u{1f600}\ud800"],
  ["-0", () => -0],
  ["NaN", () => Number.NaN],
  ["-Infinity", () => -Infinity],
  ["a bigint beyond 64 bits", () => -(2n ** 70n)],
  ["an object with properties that are undefined", () => ({ a: undefined, b: [undefined, null] })],
  ["an object in its order", () => ({ z: 1, a: 2, 10: 3 })],
  ["an object without prototype", () => Object.assign(Object.create(null) as object, { a: 1 })],
  ["an array with holes", () => Object.assign([], { 0: 1, 3: 2 })],
  [
    "a Map with keys of all kinds",
    () =>
      new Map<unknown, unknown>([
        [{ a: 1 }, 1],
        [Number.NaN, 2],
        ["k", new Map()],
      ]),
  ],
  ["a Set in its order", () => new Set([3, 1, "2"])],
  ["a date", () => new Date(1.5e12)],
  ["a URL", () => new URL("https://user@example.org:8080/a?b=c#d")],
  ["a regular expression", () => /(?<year>\d+)/giu],
  ["an error with its cause", () => new RangeError("no", { cause: new TypeError("why") })],
  ["bytes, their own and not their pool's", () => Uint8Array.of(9, 1, 2, 9).subarray(1, 3)],
  ["numbers of 32 bits", () => new Float32Array([0.1, -0, Number.NaN])],
  ["integers of 64 bits", () => new BigInt64Array([-1n, 2n ** 62n])],
  ["a buffer of bytes", () => Uint8Array.of(1, 2).buffer],
  ["an instance of a class with a codec", () => ({ at: [new Point(7)] })],
];

const REFUSED: readonly (readonly [name: string, value: () => unknown, problem: string])[] = [
  ["an instance of a class without a codec", () => ({ list: [1, new Plain()] }), "result.list[1] is a Plain"],
  ["a function", () => ({ f: function parse(): void {} }), "result.f is the function parse"],
  ["a promise inside", () => ({ p: Promise.resolve(1) }), "result.p is a promise"],
  ["a symbol of this process", () => [Symbol("s")], "result[0] is the symbol s"],
];

describe("M10 What a hit returns equals what the run returned", () => {
  it.for(
    eachOf(
      VALUES.map(([name, value]) => ({ name, value })),
      WAYS,
    ),
  )("$way: $name", async ({ value, valueOf, ...way }, { logOf }) => {
    const seen: unknown[] = [];
    const f = work("f", { memo: way.memo }, async () => value());
    const main = async (): Promise<void> => void seen.push(await valueOf(f));
    expect(await logOf(main)).toEqual([ROOT_RAN, way.ran("f")]);
    expect(await logOf(main)).toEqual([ROOT_RAN, way.reused("f")]);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toStrictEqual(value());
    expect(seen[1]).toStrictEqual(value());
    expect(isDeepStrictEqual(seen[1], value())).toBe(true);
  });

  it.for(WAYS)(
    "$way: what is shared stays shared, what is a ring stays one",
    async ({ valueOf, ...way }, { logOf }) => {
      interface Ring {
        readonly list: Ring[];
        readonly twice: readonly [object, object];
      }
      const seen: Ring[] = [];
      const f = work("f", { memo: way.memo }, async () => {
        const shared = { deep: [1] };
        const ring: Ring = { list: [], twice: [shared, shared] };
        ring.list.push(ring);
        return ring;
      });
      const main = async (): Promise<void> => void seen.push((await valueOf(f)) as Ring);
      await logOf(main);
      expect(await logOf(main)).toEqual([ROOT_RAN, way.reused("f")]);
      expect(seen[1]?.list[0]).toBe(seen[1]);
      expect(seen[1]?.twice[0]).toBe(seen[1]?.twice[1]);
      expect(seen[1]?.twice[0]).toEqual({ deep: [1] });
    },
  );

  it.for(
    eachOf(
      REFUSED.map(([name, value, problem]) => ({ name, value, problem })),
      WAYS,
    ),
  )("$way: $name is refused on the first run, by its place", async ({ problem, value, valueOf, ...way }, { logOf }) => {
    const f = work("f", { memo: way.memo }, async () => value());
    const failed = `failed: The value of the result of f cannot be stored: ${problem}.`;
    expect(await logOf(() => valueOf(f))).toEqual([
      ROOT_RAN,
      way.ran("f"),
      ...(way.mounted ? [`${way.place("f")} ${failed}`] : []),
      `/ ${failed}`,
    ]);
  });

  it.for(WAYS)("$way: a value that cannot be read any more is a miss", async ({ valueOf, ...way }, { logOf }) => {
    const f = work("f", { memo: way.memo }, async () => new Point(7));
    const main = async (): Promise<void> => expect(await valueOf(f)).toEqual(new Point(7));
    expect(await logOf(main)).toEqual([ROOT_RAN, way.ran("f")]);
    expect(await logOf(main)).toEqual([ROOT_RAN, way.reused("f")]);
    renewPoint();
    expect(await logOf(main)).toEqual([ROOT_RAN, way.ran("f", "its stored result could not be read")]);
    expect(await logOf(main)).toEqual([ROOT_RAN, way.reused("f")]);
  });

  it("a value that nobody asks for is not read, and need not be", async ({ logOf }) => {
    const f = work("f", { memo: true }, async () => new Point(7));
    const main = async (): Promise<void> => void (await mount(f));
    await logOf(main);
    renewPoint();
    expect(await logOf(main)).toEqual([ROOT_RAN, "@f is unchanged"]);
  });

  it.for(WAYS)(
    "$way: with COCO_VERIFY_MEMO a codec that loses something is found on the first run",
    async ({ valueOf, ...way }, { logOf }) => {
      const f = work("f", { memo: way.memo }, async () => new Lossy(7));
      vi.stubEnv("COCO_VERIFY_MEMO", "1");
      const failed =
        "failed: The value of the result of f does not come back from the store as it was: the decoded value is not equal to it.";
      try {
        expect(await logOf(() => valueOf(f))).toEqual([
          ROOT_RAN,
          way.ran("f"),
          ...(way.mounted ? [`${way.place("f")} ${failed}`] : []),
          `/ ${failed}`,
        ]);
      } finally {
        vi.unstubAllEnvs();
      }
      expect(await logOf(() => valueOf(f))).toEqual([ROOT_RAN, way.ran("f")]);
    },
  );
});
