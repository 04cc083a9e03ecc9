import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { decodeValue, encodeValue, registerCodec, UndecodableValueError, ValueNotStorableError } from "./index.ts";

class Money {
  readonly #cents: bigint;
  constructor(cents: bigint) {
    this.#cents = cents;
  }
  get cents(): bigint {
    return this.#cents;
  }
}
const money = {
  name: "test/Money",
  version: 1,
  type: Money,
  encode: (value: Money): { cents: bigint } => ({ cents: value.cents }),
  decode: ({ cents }: { cents: bigint }): Money => new Money(cents),
};
class Price extends Money {}

describe("registered codecs", () => {
  it("store the instances of a class, shared ones once", () => {
    registerCodec(money);
    const one = new Money(5n);
    const [first, second, other] = decodeValue(encodeValue([one, one, new Money(6n)], "test")) as Money[];
    expect(first).toBeInstanceOf(Money);
    expect(first?.cents).toBe(5n);
    expect(second).toBe(first);
    expect(other?.cents).toBe(6n);
  });

  it("are not meant for subclasses", () => {
    registerCodec(money);
    expect(() => encodeValue({ price: new Price(1n) }, "test")).toThrow(/result\.price is a Price/);
  });

  it("of another version, or not registered, make a value undecodable", () => {
    registerCodec(money);
    const bytes = encodeValue(new Money(5n), "test");
    registerCodec({ ...money, version: 2 });
    expect(() => decodeValue(bytes)).toThrow(UndecodableValueError);
    expect(() => decodeValue(bytes)).toThrow(/codec "test\/Money" has version 2, the value 1/);
    registerCodec(money);
    expect((decodeValue(bytes) as Money).cents).toBe(5n);
    const renamed = Buffer.from(bytes);
    renamed.write("Honey", renamed.indexOf("Money"));
    expect(() => decodeValue(renamed)).toThrow(/codec "test\/Honey" is not registered/);
  });

  it("are refused when the name, class or version is wrong", () => {
    registerCodec(money);
    class Other {
      readonly kind = "other";
    }
    const nothing = (): Other => new Other();
    const other = { name: "test/Other", version: 0, type: Other, encode: () => null, decode: nothing };
    for (const codec of [
      { ...other, name: "" },
      { ...other, name: "test/Money" },
      { ...other, version: 0.5 },
      { ...other, version: -1 },
    ]) {
      expect(() => registerCodec(codec)).toThrow(expect.objectContaining({ code: "CODEC_INVALID" }));
    }
    expect(() => registerCodec({ ...money, name: "test/Second" })).toThrow(/the class has the codec "test\/Money"/);
  });

  it("may encode values of their own meanwhile", () => {
    class Box {
      readonly content: unknown;
      constructor(content: unknown) {
        this.content = content;
      }
    }
    registerCodec({
      name: "test/Box",
      version: 1,
      type: Box,
      encode: (box: Box): Uint8Array => encodeValue(box.content, "a box"),
      decode: (bytes: Uint8Array): Box => new Box(decodeValue(bytes)),
    });
    const value = ["before", new Box({ inner: [1, new Box("deep")] }), "after"];
    expect(isDeepStrictEqual(decodeValue(encodeValue(value, "test")), value)).toBe(true);
  });

  it("may not refer back to the object that they encode", () => {
    class Node {
      next: Node | undefined;
    }
    registerCodec({
      name: "test/Node",
      version: 1,
      type: Node,
      encode: (node: Node) => ({ next: node.next }),
      decode: ({ next }: { next: Node | undefined }): Node => Object.assign(new Node(), { next }),
    });
    const node = new Node();
    node.next = new Node();
    expect(decodeValue(encodeValue(node, "test"))).toEqual(node);
    node.next = node;
    expect(() => encodeValue({ node }, "test")).toThrow(
      /result\.node \(as the codec "test\/Node" gives it\)\.next refers back/,
    );
  });

  it("that throw are named by the place of the value", () => {
    class Closed {
      readonly open = false;
    }
    registerCodec({
      name: "test/Closed",
      version: 1,
      type: Closed,
      encode: (): never => {
        throw new Error("already closed");
      },
      decode: (): Closed => new Closed(),
    });
    const failure = (): unknown => encodeValue({ list: [1, new Closed()] }, "function f");
    expect(failure).toThrow(ValueNotStorableError);
    expect(failure).toThrow(
      "The value of function f cannot be stored: result.list[1] could not be read (already closed).",
    );
    // The next value is not touched by it.
    expect(decodeValue(encodeValue({ a: 1 }, "test"))).toEqual({ a: 1 });
  });
});
