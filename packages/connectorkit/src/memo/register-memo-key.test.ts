import { describe, expect, it } from "vitest";
import { CocoError } from "../errors/coco-error.ts";
import { findMemoRule } from "./find-memo-rule.ts";
import { memoKey } from "./memo-key.ts";
import { notMemoKeyable, registerMemoKey } from "./register-memo-key.ts";

describe("registerMemoKey", () => {
  it("holds for every copy of the package in the process", async () => {
    const [key, rules, register] = ["memo-key", "find-memo-rule", "register-memo-key"].map(
      (name) => `./${name}.ts?copy`,
    );
    const otherKey = (await import(/* @vite-ignore */ key as string)) as { memoKey: symbol };
    const otherFind = (await import(/* @vite-ignore */ rules as string)) as { findMemoRule: typeof findMemoRule };
    const other = (await import(/* @vite-ignore */ register as string)) as { registerMemoKey: typeof registerMemoKey };
    expect(other.registerMemoKey).not.toBe(registerMemoKey);
    expect(otherKey.memoKey).toBe(memoKey);
    class Remote {}
    other.registerMemoKey(Remote, () => "remote");
    expect(findMemoRule(new Remote())?.key?.(new Remote())).toBe("remote");
    expect(otherFind.findMemoRule(new Remote())?.key?.(new Remote())).toBe("remote");
  });

  it("is replaced by registering again", () => {
    class Twice {}
    notMemoKeyable(Twice);
    expect(findMemoRule(new Twice())?.key).toBeUndefined();
    registerMemoKey(Twice, () => 2);
    expect(findMemoRule(new Twice())?.key?.(new Twice())).toBe(2);
  });

  it("refuses Object, Array, Function, and what is no class", () => {
    for (const type of [Object, Array, Function, () => 1, undefined]) {
      expect(() => registerMemoKey(type as never, () => 1)).toThrow(CocoError);
      expect(() => notMemoKeyable(type as never)).toThrow("notMemoKeyable needs a class");
    }
  });
});
