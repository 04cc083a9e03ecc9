import { describe, expect, it } from "vitest";
import { KeyError } from "../errors/key-error.ts";
import { equalKeys } from "./compare-key.ts";
import { decodeKey, decodeKeyPath } from "./decode-key.ts";
import { encodeKey, encodeKeyPath } from "./encode-key.ts";
import { formatKey, formatKeyPath } from "./format-key.ts";
import { checkKey, describeKeyProblem } from "./key-problem.ts";
import { parseKey, parseKeyPath } from "./parse-key.ts";
import type { StableKey } from "./stable-key.ts";
import { symbol, symbolName } from "./symbol.ts";
import { Uuid } from "./uuid.ts";

const uuid = Uuid.parse("018F3C1E-7d2a-7bb0-9c11-5f0e6a1b2c3d");

describe("stable keys", () => {
  it("takes 1 and 1n for one key, and -0 for 0", () => {
    expect(encodeKey(1n)).toEqual(encodeKey(1));
    expect(encodeKey(-0)).toEqual(encodeKey(0));
    expect(equalKeys(2n ** 53n, 2n ** 53n)).toBe(true);
    expect(decodeKey(encodeKey(BigInt(Number.MAX_SAFE_INTEGER)))).toBe(Number.MAX_SAFE_INTEGER);
    expect(decodeKey(encodeKey(2n ** 53n))).toBe(2n ** 53n);
    for (const value of [2n ** 64n, -(2n ** 64n), 2n ** 64n - 1n, -(2n ** 2000n)]) {
      expect(decodeKey(encodeKey(value))).toBe(value);
    }
  });

  it("keeps kinds apart whose text is the same", () => {
    const keys: StableKey[] = [1, "1", new Uint8Array([0x31]), symbol("1"), ["1"], [[]], [], "", null, "null"];
    const encoded = keys.map((value) => Buffer.from(encodeKey(value)).toString("hex"));
    expect(new Set(encoded).size).toBe(keys.length);
    expect(equalKeys(uuid, uuid.toString())).toBe(false);
  });

  it.each([
    [1.5, "1.5 is not an integer"],
    [Number.NaN, "NaN is not an integer"],
    [Number.POSITIVE_INFINITY, "Infinity is not an integer"],
    [2 ** 53, "9007199254740992 is too large for an exact number"],
    ["a\ud800", '"a\\ud800" holds a lone surrogate'],
    [Symbol("x"), "Symbol(x) has no identity outside this process"],
    [Symbol.for("x"), "Symbol(x) has no identity outside this process"],
    [undefined, "it is undefined"],
    [() => 1, "a value of type function is none of the kinds of keys"],
    [new Date(0), "a value of type Date is none of the kinds of keys"],
    [{}, "a value of type Object is none of the kinds of keys"],
    [["a", [null, 0.5]], "at [1][1]: 0.5 is not an integer"],
  ])("refuses %s and says why", (value, problem) => {
    expect(describeKeyProblem(value)).toBe(problem);
    expect(() => encodeKey(value as StableKey)).toThrow(`The key is not a stable key: ${problem}`);
    expect(() => encodeKeyPath(["a", value as StableKey])).toThrow(
      `Part 1 of the path is not a stable key: ${problem}`,
    );
    expect(() => checkKey(value, "The item key")).toThrow(`The item key is not a stable key: ${problem}`);
    expect(() => formatKey(value as StableKey)).toThrow(KeyError);
  });

  it("refuses a tuple that contains itself", () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(() => encodeKey(loop as StableKey)).toThrow("the tuple contains itself");
  });

  it("still encodes after a refused key, and keys far larger than its buffer", () => {
    expect(() => encodeKey(["abc", Number.NaN])).toThrow(KeyError);
    const large = "é".repeat(900_000);
    expect(decodeKey(encodeKey(large))).toBe(large);
    expect(decodeKey(encodeKey("ok"))).toBe("ok");
  });

  it.each(["", "50", "5061", "ff", "6001", "41", "70", "7050", "4900", "500103", "50c000", "5000ff", "6800"])(
    "refuses the damaged bytes %s",
    (hex) => {
      expect(() => decodeKey(Buffer.from(hex, "hex"))).toThrow(KeyError);
    },
  );

  it("decodes to plain arrays of their own, also from a pooled buffer", () => {
    const decoded = decodeKey(Buffer.from(encodeKey(Buffer.from("hi")))) as Uint8Array;
    expect(Object.getPrototypeOf(decoded)).toBe(Uint8Array.prototype);
    expect(decoded.buffer.byteLength).toBe(2);
    expect(decodeKeyPath(new Uint8Array(0))).toEqual([]);
  });
});

describe("symbol keys", () => {
  it("are the same for the same name, and only those made by symbol() have one", () => {
    expect(symbol("process")).toBe(symbol("process"));
    expect(symbolName(symbol("process"))).toBe("process");
    expect(symbolName(Symbol.for("process"))).toBeUndefined();
    expect(() => symbol("")).toThrow(KeyError);
  });
});

describe("Uuid", () => {
  it("parses, prints and compares", () => {
    expect(String(uuid)).toBe("018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d");
    expect(uuid.equals(Uuid.fromBytes(uuid.bytes))).toBe(true);
    expect(JSON.stringify({ uuid })).toBe('{"uuid":"018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d"}');
    expect(() => Uuid.parse("018f3c1e7d2a7bb09c115f0e6a1b2c3d")).toThrow("is not a UUID");
    expect(() => Uuid.fromBytes(new Uint8Array(15))).toThrow("A UUID has 16 bytes, not 15");
    expect(Uuid.isInstance({ bytes: new Uint8Array(16) })).toBe(false);
  });
});

describe("key notation", () => {
  it.each<[StableKey, string]>([
    ["README.md", "README.md"],
    ["docs/a b.md", '"docs/a b.md"'],
    ["naïve文件", "naïve文件"],
    ["emoji😀", "emoji😀"],
    ["", '""'],
    ["line\nbreak", '"line\\nbreak"'],
    ["right\u202eleft", '"right\\u202eleft"'],
    ["null", '"null"'],
    ["12", '"12"'],
    ["1.5", "1.5"],
    ["@x", '"@x"'],
    [symbol("process_file"), "@process_file"],
    [symbol("a b"), '@"a b"'],
    [symbol("12"), '@"12"'],
    [12, "12"],
    [-3n, "-3"],
    [2n ** 70n, "1180591620717411303424"],
    [null, "null"],
    [true, "true"],
    [new Uint8Array([0, 255]), "0x00ff"],
    [new Uint8Array(0), "0x"],
    [uuid, "018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d"],
    [uuid.toString(), '"018f3c1e-7d2a-7bb0-9c11-5f0e6a1b2c3d"'],
    [["a", 1, ["b c"]], '[a,1,["b c"]]'],
    [[], "[]"],
  ])("writes %s as %s", (value, printed) => {
    expect(formatKey(value)).toBe(printed);
    expect(equalKeys(parseKey(printed), value)).toBe(true);
  });

  it("joins a path by slashes, and the root is one slash", () => {
    const path = [symbol("file"), "docs/a.md", 3];
    expect(formatKeyPath(path)).toBe('@file/"docs/a.md"/3');
    expect(parseKeyPath('@file/"docs/a.md"/3')).toEqual(path);
    expect(formatKeyPath([])).toBe("/");
    expect(parseKeyPath("/")).toEqual([]);
    expect(parseKeyPath("")).toEqual([]);
  });

  it.each([
    ["a//b", 'at character 3, a key is wanted, not "/"'],
    ["a/", "at character 3, a key is wanted, not end"],
    ["a b", 'at character 2, unexpected " "'],
    ['"a', "at character 1, the closing quote is missing"],
    ['"\\x"', "at character 1, the quoted string is not valid JSON"],
    ['"\\ud800"', "at character 1, the quoted string holds a lone surrogate"],
    ["[a", 'at character 3, "," or "]" is wanted, not end'],
    ["a/007", 'at character 3, 007 is ambiguous: a string is written "007"'],
    ["0xabc", 'at character 1, 0xabc is ambiguous: a string is written "0xabc"'],
    ["NULL", 'at character 1, NULL is ambiguous: a string is written "NULL"'],
    ["@@x", "at character 2, a string that starts with @ is written in quotes"],
    ['@""', "at character 2, the name of a symbol is not empty"],
  ])("refuses %s and names the place", (printed, problem) => {
    expect(() => parseKeyPath(printed)).toThrow(problem);
  });
});
