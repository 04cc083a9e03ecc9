import { describe, expect, it } from "vitest";
import { encodeValue, ValueNotStorableError } from "./index.ts";

class Parser {
  readonly language = "markdown";
}
class Account {
  readonly holder = "nobody";
}

function refusal(value: unknown): ValueNotStorableError {
  try {
    encodeValue(value, "function indexFile");
  } catch (error) {
    if (ValueNotStorableError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("the value was stored");
}

describe("a value that would not come back is refused on the first run, by its place (M10)", () => {
  it("names function, path, class and remedy", () => {
    const error = refusal({ rows: [1, 2, 3, { parser: new Parser() }] });
    expect(error.message).toBe("The value of function indexFile cannot be stored: result.rows[3].parser is a Parser.");
    expect(error.hint).toContain("registerCodec({ name, version, type: Parser, encode, decode })");
    expect(error.path).toBe("result.rows[3].parser");
    expect(error.code).toBe("VALUE_NOT_STORABLE");
  });

  it.each([
    ["the value itself", new Account(), "result is an Account"],
    ["an odd name", { "a b": { "": new Parser() } }, 'result["a b"][""] is a Parser'],
    [
      "the value of a map",
      new Map([["k", new Map([[1, new Parser()]])]]),
      'result.get("k") (value 0 of the map) is a Parser',
    ],
    ["the key of a map", new Map([[new Parser(), 1]]), "result (key 0 of the map) is a Parser"],
    ["an item of a set", new Set([1, new Parser()]), "result (item 1 of the set) is a Parser"],
    ["a function", { f: function work(): void {} }, "result.f is the function work"],
    ["a class", [Parser], "result[0] is the function Parser"],
    ["a symbol", [Symbol("s")], "result[0] is the symbol s"],
    ["a promise", { p: Promise.resolve(1) }, "result.p is a promise"],
    ["a subclass of a built-in", [new (class Rows extends Array {})()], "result[0] is a Rows"],
    ["an error of its own class", new (class LimitError extends Error {})(), "result is a LimitError"],
    ["a boxed number", [Object(1)], "result[0] is a Number"],
    ["a weak map", new WeakMap(), "result is a WeakMap"],
    ["shared memory", new SharedArrayBuffer(1), "result is a SharedArrayBuffer"],
    ["a generator", (function* () {})(), "result has a prototype that is no class with a name"],
    ["a made-up prototype", Object.create({}), "result is an Object"],
    ["a symbol as name", { a: { [Symbol("tag")]: 1 } }, "result.a has the property Symbol(tag)"],
    ["a property on a date", Object.assign(new Date(0), { zone: 1 }), "result has a property of its own (zone)"],
    ["the cause of an error", new Error("x", { cause: new Parser() }), "result.cause is a Parser"],
    [
      "a getter that throws",
      {
        get broken(): never {
          throw new Error("no");
        },
      },
      "result could not be read (no)",
    ],
    ["a fake", Object.create(Map.prototype), "result could not be read"],
  ])("%s", (_, value, message) => {
    expect(refusal(value).message).toContain(`cannot be stored: ${message}`);
  });

  it("refuses views on shared memory", () => {
    expect(refusal([new Uint8Array(new SharedArrayBuffer(4))]).message).toContain("result[0] shares its memory");
  });

  it("refuses what is nested too deep, and takes what is not", () => {
    const nested = (levels: number): unknown => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level += 1) value = [value];
      return value;
    };
    expect(() => encodeValue(nested(1_000), "test")).not.toThrow();
    expect(refusal(nested(1_001)).message).toContain("lies more than 1000 levels deep");
    expect(refusal(nested(100_000)).message).toContain("lies more than 1000 levels deep");
  });
});
