import { describe, expect, it } from "vitest";
import { fingerprint } from "./fingerprint.ts";

const broken = new Error("trap");

function failing(): never {
  throw broken;
}

describe("a value whose own code throws as it is read", () => {
  it.each([
    [
      "a getter",
      {
        get rows() {
          return failing();
        },
      },
    ],
    ["a proxy", { rows: new Proxy({}, { ownKeys: failing }) }],
    [
      "a proxy in a cycle",
      (() => {
        const value: Record<string, unknown> = { rows: new Proxy({}, { ownKeys: failing }) };
        value["a"] = value;
        return value;
      })(),
    ],
  ] as const)("is an error that names the place and carries the cause: %s", (_kind, value) => {
    expect(() => fingerprint(value, { where: "argument 1" })).toThrow(
      expect.objectContaining({
        code: "FINGERPRINT_UNREADABLE",
        message: expect.stringMatching(/^argument 1.* could not be read: trap$/u),
        hint: expect.stringContaining("getter or a proxy"),
        cause: broken,
      }),
    );
  });

  it("does not disturb the next fingerprint", () => {
    const before = fingerprint({ a: 1 });
    expect(() =>
      fingerprint([
        {
          get a() {
            return failing();
          },
        },
      ]),
    ).toThrow("trap");
    expect(fingerprint({ a: 1 })).toEqual(before);
  });

  it("is a revoked proxy, too", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(() => fingerprint(proxy)).toThrow("could not be read");
  });
});

describe("values that are read only once, or have no class to name", () => {
  it("say what to pass instead", () => {
    const numbers = function* (): Generator<number> {
      yield 1;
    };
    expect(() => fingerprint(numbers())).toThrow("a generator, which can be read only once");
    const nameless = new (class {})();
    Object.defineProperty(nameless, "constructor", { value: undefined });
    expect(() => fingerprint(nameless)).toThrow("an object whose class has no name");
  });
});
