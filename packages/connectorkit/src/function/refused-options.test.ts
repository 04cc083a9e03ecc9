import { describe, expect, it } from "vitest";
import { fn } from "./fn.ts";

const loose = fn as unknown as (...args: unknown[]) => unknown;
function body(): number {
  return 1;
}

describe("fn refuses what cannot work, and names function and option", () => {
  it.each([[], [null], [{}], [{ memo: true }, 5], ["name", body]])("no function to wrap: %j", (...args) => {
    expect(() => loose(...args)).toThrow(
      expect.objectContaining({ code: "FUNCTION_OPTIONS", message: expect.stringContaining("no function to wrap") }),
    );
  });

  it("options after the function, which would be lost", () => {
    expect(() => loose(body, { memo: true })).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("body"),
        hint: "The options come first: fn(options, f).",
      }),
    );
  });

  it.each([
    [{ memoo: true }, 'unknown option "memoo"'],
    [{ memo: "yes" }, 'memo cannot be "yes"'],
    [{ memo: true, memoKey: {} }, "memoKey cannot be an object"],
    [{ memo: true, memoKey: ["text"] }, "memoKey[0]"],
    [{ memoKey: [null] }, "memoKey has no meaning without memo"],
    [{ version: {} }, "version cannot be an object"],
    [{ version: Number.NaN }, "version cannot be NaN"],
    [{ formerly: "old" }, 'formerly cannot be "old"'],
    [{ formerly: [1] }, "formerly cannot be such a list"],
    [{ name: "" }, "`name` is empty"],
    [{ name: 3 }, "name cannot be 3"],
    [{ logicTracking: "some" }, 'logicTracking cannot be "some"'],
    [{ maxBatchSize: 3 }, "without batching"],
    [{ batching: true, maxBatchSize: "3" }, 'not "3"'],
    [{ runner: {} }, "no runner"],
  ])("%j", (options, problem) => {
    expect(() => loose(options, body)).toThrow(
      expect.objectContaining({
        code: "FUNCTION_OPTIONS",
        message: expect.stringContaining(problem),
        hint: expect.any(String),
      }),
    );
  });

  it("a generator whose values could be read only once", () => {
    const options = { memo: true };
    expect(() => loose(options, function* numbers() {})).toThrow("numbers: memo cannot keep what a generator gives");
    expect(() => loose(options, async function* numbers() {})).toThrow("numbers");
    expect(loose({}, function* numbers() {})).toBeTypeOf("function");
  });
});
