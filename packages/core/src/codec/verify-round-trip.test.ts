import { describe, expect, it } from "vitest";
import { encodeValue, registerCodec, UndecodableValueError, ValueChangedError, verifyRoundTrip } from "./index.ts";

describe("COCO_VERIFY_MEMO finds values that do not come back", () => {
  it("when the bytes are of another value", () => {
    expect(() => verifyRoundTrip({ a: 1 }, encodeValue({ a: 2 }, "f"), "f")).toThrow(ValueChangedError);
    expect(() => verifyRoundTrip(-0, encodeValue(0, "f"), "f")).toThrow(ValueChangedError);
    expect(() => verifyRoundTrip(1, Uint8Array.of(1), "f")).toThrow(UndecodableValueError);
    expect(() => verifyRoundTrip({ a: 1 }, encodeValue({ a: 1 }, "f"), "f")).not.toThrow();
  });

  it("when a codec loses what a class keeps in private", () => {
    class Secret {
      readonly #text: string;
      constructor(text: string) {
        this.#text = text;
      }
      get length(): number {
        return this.#text.length;
      }
    }
    registerCodec({
      name: "test/Secret",
      version: 1,
      type: Secret,
      encode: ({ length }: Secret) => ({ length }),
      decode: (): Secret => new Secret("?"),
    });
    const secret = new Secret("hidden");
    expect(() => verifyRoundTrip(secret, encodeValue(secret, "function f"), "function f")).toThrow(
      "The value of function f does not come back from the store as it was",
    );
  });
});
