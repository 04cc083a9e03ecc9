import { describe, expect, it } from "vitest";
import { byteText } from "../../internal/byte-text.ts";
import { PendingOwners } from "./pending-owners.ts";

/** Numbers that are as good as random, and always the same (Numerical Recipes, 7.1). */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) yield (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
}

function keyOf(high: number, low: number): Uint8Array {
  const key = Buffer.alloc(8);
  key.writeUInt32BE(high, 0);
  key.writeUInt32BE(low, 4);
  return key;
}

const listOf = (owners: PendingOwners): [string, number][] =>
  [...owners.entries()].map(([key, component]) => [Buffer.from(key).toString("hex"), component]);

describe("owners that wait", () => {
  it("are those of a map, whatever comes, in the order of their keys", () => {
    const owners = new PendingOwners();
    const map = new Map<string, number>();
    const random = numbers(1);
    const next = (below: number): number => (random.next().value as number) % below;
    for (let count = 0; count < 20_000; count++) {
      // Some halves come again and again, in both places.
      const key = keyOf(next(3) === 0 ? next(50) : next(2 ** 32), next(3) === 0 ? next(50) : next(2 ** 32));
      const component = next(5) === 0 ? 0 : next(2 ** 32) * 1000;
      owners.set(key, component);
      map.set(byteText(key), component);
      if (count % 1000 === 0) expect(owners.size).toBe(map.size);
    }
    for (const [text, component] of map) expect(owners.get(Buffer.from(text, "latin1"))).toBe(component);
    expect(owners.get(keyOf(7, 4_000_000_000))).toBeUndefined();
    const sorted = [...map.keys()].sort();
    expect(owners.sorted()).toEqual({ keys: sorted, components: sorted.map((key) => map.get(key)) });
  });

  it("have keys of any width", () => {
    const owners = new PendingOwners();
    const keys = ["", "b", "bcdefghi", "a", "bcdefghij", "abcdefgh"].map((text) => Buffer.from(text));
    owners.add({ keys, components: keys.map((_, index) => index + 1) });
    owners.set(Buffer.from("b"), 9);
    expect([...owners.entries()].map(([key, component]) => `${Buffer.from(key).toString()} ${component}`)).toEqual([
      " 1",
      "a 4",
      "abcdefgh 6",
      "b 9",
      "bcdefghi 3",
      "bcdefghij 5",
    ]);
    expect(owners.get(Buffer.from("c"))).toBeUndefined();
    expect(owners.get(Buffer.from("b"))).toBe(9);
  });

  it("count the last of several changes of one key", () => {
    const owners = new PendingOwners();
    owners.add({ keys: [keyOf(1, 2), keyOf(0, 3), keyOf(1, 2)], components: [5, 6, 0] });
    expect(listOf(owners)).toEqual([
      ["0000000000000003", 6],
      ["0000000100000002", 0],
    ]);
  });

  it("are copied: what becomes of a copy does not show", () => {
    const owners = new PendingOwners();
    owners.set(keyOf(1, 1), 1);
    owners.set(Buffer.from("x"), 2);
    const copy = owners.copy();
    copy.set(keyOf(1, 1), 3);
    copy.set(keyOf(2, 2), 4);
    copy.set(Buffer.from("y"), 5);
    expect([owners.size, owners.get(keyOf(1, 1)), owners.get(keyOf(2, 2))]).toEqual([2, 1, undefined]);
    expect([copy.size, copy.get(keyOf(1, 1)), copy.get(keyOf(2, 2))]).toEqual([4, 3, 4]);
  });
});
