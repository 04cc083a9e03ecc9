import { describe, expect, it } from "vitest";
import { CocoError } from "./coco-error.ts";
import { FingerprintError } from "./fingerprint-error.ts";
import { KeyError } from "./key-error.ts";

class NarrowKeyError extends KeyError {
  static override readonly errorName: string = "NarrowKeyError";
}

describe("CocoError", () => {
  it("carries name, code, message, cause and hint", () => {
    const cause = new Error("disk");
    const error = new KeyError("bad key", { code: "KEY_INVALID", hint: "use a string", cause });
    expect(error).toMatchObject({ name: "KeyError", code: "KEY_INVALID", message: "bad key", hint: "use a string" });
    expect(error.cause).toBe(cause);
    expect(error.stack).toMatch(/^KeyError: bad key/);
    expect(error).toBeInstanceOf(Error);
  });

  it("has neither cause nor hint unless they were given", () => {
    const error = new CocoError("x", { code: "X" });
    expect(Object.hasOwn(error, "cause")).toBe(false);
    expect(Object.hasOwn(error, "hint")).toBe(false);
  });

  it("recognises its class and the bases, not siblings", () => {
    const error: unknown = new NarrowKeyError("bad", { code: "KEY_INVALID" });
    expect(NarrowKeyError.isInstance(error)).toBe(true);
    expect(KeyError.isInstance(error)).toBe(true);
    expect(CocoError.isInstance(error)).toBe(true);
    expect(FingerprintError.isInstance(error)).toBe(false);
    expect(NarrowKeyError.isInstance(new KeyError("bad", { code: "KEY_INVALID" }))).toBe(false);
    for (const other of [undefined, null, "x", new Error("x"), {}]) expect(CocoError.isInstance(other)).toBe(false);
  });

  it("recognises errors of another copy of the package", async () => {
    const copy = "./coco-error.ts?copy";
    const other = (await import(/* @vite-ignore */ copy)) as { CocoError: typeof CocoError };
    expect(other.CocoError).not.toBe(CocoError);
    expect(CocoError.isInstance(new other.CocoError("x", { code: "X" }))).toBe(true);
  });

  it("narrows the type to the class that was asked", () => {
    const error: unknown = new FingerprintError("x", { code: "X", path: "options[1]" });
    if (!FingerprintError.isInstance(error)) throw new Error("not recognised");
    expect(error.path).toBe("options[1]");
  });
});
