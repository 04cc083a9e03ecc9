import { describe, expect, it } from "vitest";
import { FingerprintError } from "../errors/fingerprint-error.ts";
import { memoKey } from "../memo/memo-key.ts";
import { memoState, type MemoStateOutcome, type MemoStateSource } from "../memo/memo-state.ts";
import { notMemoKeyable, registerMemoKey } from "../memo/register-memo-key.ts";
import { fingerprint } from "./fingerprint.ts";
import { toHex } from "./fingerprint-bytes.ts";

function of(value: unknown): string {
  return toHex(fingerprint(value));
}

function errorOf(value: unknown, where = "options"): FingerprintError {
  try {
    fingerprint(value, { where });
  } catch (error) {
    if (FingerprintError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

class Model {
  readonly name: string;
  readonly cache = new WeakMap<object, unknown>();
  constructor(name: string) {
    this.name = name;
  }
  [memoKey](): unknown {
    return [this.name];
  }
}

class Item {
  readonly path: string;
  readonly etag: string;
  constructor(path: string, etag: string) {
    this.path = path;
    this.etag = etag;
  }
  [memoKey](): unknown {
    return this.path;
  }
  [memoState](previous: string | undefined): MemoStateOutcome<string> {
    return { state: this.etag, valid: previous === this.etag };
  }
}

describe("memo keys", () => {
  it("identify an object by its class and key", () => {
    class Voice extends Model {}
    expect(of(new Model("a"))).toBe(of(new Model("a")));
    expect(of(new Model("a"))).not.toBe(of(new Model("b")));
    expect(of(new Model("a"))).not.toBe(of(new Voice("a")));
    expect(of(new Model("a"))).not.toBe(of(["a"]));
  });

  it("work on plain objects and on wrapped functions", () => {
    const wrapped = Object.assign(() => 1, { [memoKey]: () => "identity" });
    expect(of({ run: wrapped })).toBe(of({ run: Object.assign(() => 2, { [memoKey]: () => "identity" }) }));
    expect(of({ extra: 1, [memoKey]: () => 5 })).toBe(of({ extra: 2, [memoKey]: () => 5 }));
  });

  it("are given for foreign classes by registration, the most specific one winning", () => {
    class Base {
      readonly id: number;
      constructor(id: number) {
        this.id = id;
      }
    }
    class Middle extends Base {}
    class Leaf extends Middle {}
    registerMemoKey(Base, (value) => ["base", value.id % 2]);
    expect(of(new Leaf(1))).toBe(of(new Leaf(3)));
    registerMemoKey(Middle, (value) => ["middle", value.id]);
    expect(of(new Leaf(1))).not.toBe(of(new Leaf(3)));
    expect(of(new Base(1))).toBe(of(new Base(3)));
    class Own extends Middle {
      [memoKey](): unknown {
        return "own";
      }
    }
    expect(of(new Own(1))).toBe(of(new Own(2)));
    notMemoKeyable(Leaf, "counts its calls");
    expect(errorOf({ leaf: new Leaf(1) }).message).toBe(
      "options.leaf is a Leaf, which counts its calls: it may not be an argument of a memoized function",
    );
  });

  it("refuse a promise, the object itself and a method that throws", () => {
    const cause = new Error("closed");
    expect(errorOf({ [memoKey]: async () => 1 }).message).toBe("The memo key of options (Object) is a promise");
    expect(errorOf({ [memoKey]: (): unknown => Promise.resolve() }).code).toBe("FINGERPRINT_MEMO_KEY");
    const self = { [memoKey]: (): unknown => self };
    expect(errorOf([self]).message).toBe("The memo key of options[0] (Object) is the object itself");
    const broken = {
      [memoKey]: () => {
        throw cause;
      },
    };
    expect(errorOf(broken).cause).toBe(cause);
  });

  it("may take fingerprints of their own", () => {
    const nested = { [memoKey]: () => of({ deep: [1, 2, 3] }) };
    expect(of(["before", nested, "after"])).toBe(of(["before", { [memoKey]: () => of({ deep: [1, 2, 3] }) }, "after"]));
  });
});

describe("memo states", () => {
  const collect = (value: unknown): MemoStateSource[] => {
    const found: MemoStateSource[] = [];
    fingerprint(value, { onStated: (source) => found.push(source) });
    return found;
  };

  it("are reported in the canonical order, whatever the order of members", async () => {
    const [a, b] = [new Item("a", "1"), new Item("b", "2")];
    for (const value of [new Set([a, b]), new Set([b, a]), { y: b, x: a }]) {
      const states = await Promise.all(collect(value).map((source) => source.validate("1")));
      expect(states).toEqual([
        { state: "1", valid: true },
        { state: "2", valid: false },
      ]);
    }
  });

  it("are reported once for each place, so that equal values have equally many", () => {
    const item = new Item("a", "1");
    const three = [item, item, item];
    expect(collect(three)).toHaveLength(3);
    expect(collect([new Item("a", "1"), new Item("a", "1"), new Item("a", "1")])).toHaveLength(3);
    expect(of(three)).toBe(of([new Item("a", "9"), item, item]));
  });

  it("come from registered state functions too, and not at all when the value is refused", () => {
    class Remote {
      readonly version = 7;
    }
    registerMemoKey(
      Remote,
      () => "remote",
      (value, previous: number | undefined) => ({ state: value.version, valid: previous === value.version }),
    );
    const [source] = collect(new Remote());
    expect(source?.validate(7)).toEqual({ state: 7, valid: true });
    const found: MemoStateSource[] = [];
    expect(() => fingerprint([new Remote(), () => 1], { onStated: (each) => found.push(each) })).toThrow();
    expect(found).toEqual([]);
  });

  it("are reported once in a value with a cycle", () => {
    const value: Record<string, unknown> = { item: new Item("a", "1") };
    value["self"] = value;
    expect(collect(value)).toHaveLength(1);
  });
});

describe("values without a fingerprint", () => {
  class Parser {}
  it.each<[string, unknown, string]>([
    ["a function", [1, { parser: () => 1 }], "options[1].parser is the function parser, which is not wrapped"],
    ["a class instance", [{ "a b": new Parser() }], 'options[0]["a b"] is a Parser, a class without a memo key'],
    ["a subclass of a container", new (class Bag extends Map {})(), "options is a Bag, a class without a memo key"],
    ["a subclass of Error", new (class MyError extends Error {})(), "options is a MyError, a class without a memo key"],
    ["a promise", { p: Promise.resolve() }, "options.p is a promise"],
    ["a WeakMap", new WeakMap(), "options is a WeakMap, a class without a memo key"],
    ["a private symbol", [Symbol("x")], "options[0] is Symbol(x), which has no identity outside this process"],
    ["a private symbol as name", { [Symbol("x")]: 1 }, "options[Symbol(x)] is Symbol(x), which has no identity"],
    ["something in a Map", new Map([["k", { f: isNaN }]]), 'options.get("k").f is the function isNaN'],
    ["something in a Set", new Set([[isNaN]]), "options<a member>[0] is the function isNaN"],
    ["an iterator", [[].values()], "options[0] is an Iterator"],
  ])("name the place: %s", (_, value, message) => {
    const error = errorOf(value);
    expect(error.message).toContain(message);
    expect(error.message.startsWith(error.path)).toBe(true);
    expect(error.hint).toBeTruthy();
  });

  it("say how to fix it", () => {
    expect(errorOf(new Parser()).hint).toContain("registerMemoKey(Parser, ...)");
    expect(errorOf(() => 1).hint).toContain("Wrap it with fn");
  });

  it("include data nested too deep, and cycles through what has to be sorted", () => {
    let list: unknown = null;
    for (let length = 0; length < 50_000; length++) list = { next: list };
    expect(errorOf(list).message).toBe("options.next.next.next.next.next… is nested more than 400 levels deep");
    const set = new Set<unknown>();
    set.add({ set });
    expect(errorOf({ set }).message).toContain("What options.set holds has no order of its own: a cycle runs through");
    const map = new Map<unknown, unknown>();
    map.set({ k: 1 }, map).set({ k: 1 }, 2);
    expect(errorOf(map).code).toBe("FINGERPRINT_UNORDERED_CYCLE");
  });
});
