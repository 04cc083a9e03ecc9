import { describe, expect, it } from "vitest";
import { memoKey } from "../memo/memo-key.ts";
import { memoState } from "../memo/memo-state.ts";
import { type CallFingerprint, CallFingerprinter } from "./call-fingerprinter.ts";

function call(called: unknown, ...args: readonly unknown[]): CallFingerprint {
  const made = new CallFingerprinter(called, args.slice(1));
  return args.length === 0 ? made.of() : made.of(args[0]);
}

class Item {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  [memoKey](): string {
    return this.name;
  }
  [memoState](): { state: string; valid: boolean } {
    return { state: this.name, valid: true };
  }
}

describe("the fingerprint of a call", () => {
  it("says which argument changed", () => {
    const before = call("f", "text", { size: 1 }, 3);
    const after = call("f", "text", { size: 2 }, 3);
    expect(before.whole).not.toBe(after.whole);
    expect(before.parts.map((part, index) => part === after.parts[index])).toEqual([true, true, false, true]);
    expect(before.whole).toHaveLength(16);
  });

  it("counts the number of arguments and their order", () => {
    const calls = [[], [undefined], ["a", "b"], ["b", "a"], ["ab"], [["a", "b"]], ["a", "b", undefined]];
    expect(new Set(calls.map((args) => call("f", ...args).whole)).size).toBe(calls.length);
  });

  it("is the same whether what calls have in common was looked at once or each time", () => {
    const many = new CallFingerprinter("f", [{ model: "m" }, [1, 2]]);
    for (const first of ["a", "b", new Item("c"), null]) {
      expect(many.of(first)).toMatchObject({ whole: call("f", first, { model: "m" }, [1, 2]).whole });
    }
  });

  it("tells one function, and one object that it is called on, from another", () => {
    const calls = [call("f", 1), call("g", 1), call(["f", new Item("a")], 1), call(["f", new Item("b")], 1)];
    expect(new Set(calls.map(({ whole }) => whole)).size).toBe(calls.length);
  });

  it("gives the objects with a state: those in common first, then that of the first argument", () => {
    const fingerprinter = new CallFingerprinter("f", [new Item("common")]);
    const states = fingerprinter.of(new Item("first")).stated.map((source) => source.validate(undefined));
    expect(states).toMatchObject([{ state: "common" }, { state: "first" }]);
    expect(fingerprinter.of("none").stated).toHaveLength(1);
  });

  it("names the argument in errors", () => {
    expect(() => call("f", 1, { g() {} })).toThrow("argument 2.g is the function g");
    expect(() => call("f", { g() {} })).toThrow("argument 1.g is the function g");
    const where = (position: number): string => ["it", "file", "options"][position] as string;
    expect(() => new CallFingerprinter("f", [{ g() {} }], { where })).toThrow("options.g is the function g");
  });
});
