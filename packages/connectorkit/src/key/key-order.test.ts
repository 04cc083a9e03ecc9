import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareEncodedKeys, compareKeys, equalKeys } from "./compare-key.ts";
import { decodeKey, decodeKeyPath } from "./decode-key.ts";
import { encodeKey, encodeKeyPath } from "./encode-key.ts";
import { formatKey, formatKeyPath } from "./format-key.ts";
import { parseKey, parseKeyList, parseKeyPath } from "./parse-key.ts";
import type { StableKey } from "./stable-key.ts";
import { symbol, symbolName } from "./symbol.ts";
import { Uuid } from "./uuid.ts";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string({ maxLength: 6 }),
  fc.constantFrom(
    "",
    "\0",
    "\0\0",
    "\u0001",
    "a\0",
    "a\u0001",
    "\uffff",
    "\u{10000}",
    "007",
    "null",
    "@x",
    "0x",
    "a/b",
  ),
);
const leaf: fc.Arbitrary<StableKey> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.integer({ min: -70000, max: 70000 }),
  fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }),
  text,
  fc.uint8Array({ maxLength: 5 }),
  fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Uuid.fromBytes(bytes)),
  text.filter((name) => name !== "").map(symbol),
);
const key: fc.Arbitrary<StableKey> = fc.letrec<{ key: StableKey }>((tie) => ({
  key: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie("key"), { maxLength: 3 })),
})).key;
const path = fc.array(key, { maxLength: 4 });

/** The order written down naively, as an oracle. */
function kindOf(value: StableKey): number {
  if (value === null) return 0;
  if (typeof value === "boolean") return 1;
  if (typeof value === "number" || typeof value === "bigint") return 2;
  if (typeof value === "string") return 3;
  if (value instanceof Uint8Array) return 4;
  if (Uuid.isInstance(value)) return 5;
  return typeof value === "symbol" ? 6 : 7;
}

function compareNaively(a: StableKey, b: StableKey): number {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return kind - kindOf(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.min(a.length, b.length); index++) {
      const order = compareNaively(a[index], b[index]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (kind === 1) return Number(a) - Number(b);
  if (kind === 2)
    return BigInt(a as number) < BigInt(b as number) ? -1 : BigInt(a as number) > BigInt(b as number) ? 1 : 0;
  if (kind === 0) return 0;
  return Buffer.compare(contentOf(a), contentOf(b));
}

function contentOf(value: StableKey): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (Uuid.isInstance(value)) return value.bytes;
  return Buffer.from(typeof value === "symbol" ? (symbolName(value) as string) : (value as string), "utf8");
}

function canonical(value: StableKey): StableKey {
  if (typeof value === "bigint" && Number.isSafeInteger(Number(value))) return Number(value);
  if (Object.is(value, -0)) return 0;
  return Array.isArray(value) ? value.map(canonical) : value;
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, prefix.length), prefix) === 0;
}

describe("key encoding", () => {
  it("sorts bytes as keys sort", () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const expected = Math.sign(compareNaively(a, b));
        expect(Math.sign(compareEncodedKeys(encodeKey(a), encodeKey(b)))).toBe(expected);
        expect(Math.sign(compareKeys(a, b))).toBe(expected);
        expect(equalKeys(a, b)).toBe(expected === 0);
      }),
      { numRuns: 3000 },
    );
  });

  it("sorts paths part by part, a prefix first", () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        const order = compareEncodedKeys(encodeKeyPath(a), encodeKeyPath(b));
        expect(Math.sign(order)).toBe(Math.sign(compareNaively(a, b)));
      }),
      { numRuns: 1000 },
    );
  });

  it("comes back as it went in", () => {
    fc.assert(
      fc.property(path, (parts) => {
        expect(decodeKeyPath(encodeKeyPath(parts))).toEqual(parts.map(canonical));
        for (const part of parts) expect(decodeKey(encodeKey(part))).toEqual(canonical(part));
      }),
      { numRuns: 1000 },
    );
  });

  it("is the concatenation of its parts, and only a prefix path is a byte prefix", () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        expect(Buffer.concat([encodeKeyPath(a), encodeKeyPath(b)])).toEqual(Buffer.from(encodeKeyPath([...a, ...b])));
        const isPrefix = a.length <= b.length && a.every((part, index) => equalKeys(part, b[index] as StableKey));
        expect(startsWith(encodeKeyPath(b), encodeKeyPath(a))).toBe(isPrefix);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("key notation", () => {
  it("reads back what it prints, one text per key", () => {
    fc.assert(
      fc.property(path, (parts) => {
        const printed = formatKeyPath(parts);
        expect(parseKeyPath(printed)).toEqual(parts.map(canonical));
        expect(formatKeyPath(parseKeyPath(printed))).toBe(printed);
        expect(printed).not.toMatch(/\p{C}/u);
        if (parts.length > 0) expect(parseKeyList(parts.map(formatKey).join(","))).toEqual(parts.map(canonical));
        for (const part of parts) expect(parseKey(formatKey(part))).toEqual(canonical(part));
      }),
      { numRuns: 3000 },
    );
  });
});
