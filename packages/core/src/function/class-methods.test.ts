import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { app, fn, map, memoKey, mountEach, subpath, useMount } from "../index.ts";
import { messagesOf } from "../testing/messages-of.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test = new TestApp();
const log: string[] = [];
beforeEach(() => {
  test.dispose();
  test = new TestApp();
  log.splice(0);
});
afterAll(() => test.dispose());

function ran(): string[] {
  return log.splice(0);
}

interface Greeter {
  readonly greeting: string;
  greet: (name: string) => Promise<string>;
}

/** A class with wrapped methods of each kind. `version` stands for an edit of `greet`. */
function greeterClass(version = 1): {
  make(greeting: string): Greeter & { readonly shout: (name: string) => Promise<string> };
  readonly loudly: (name: string) => string;
} {
  class Loud {
    readonly greeting: string;
    readonly shout: (name: string) => Promise<string>;
    declare greet: (name: string) => Promise<string>;

    constructor(greeting: string) {
      this.greeting = greeting;
      this.shout = wrap("class-methods/shout", { memo: true }, async (name: string) => {
        log.push(`shout ${this.greeting} ${name}`);
        return `${this.greeting.toUpperCase()} ${name}!`;
      });
    }

    static readonly loudly = wrap("class-methods/loudly", { memo: true }, (name: string) => {
      log.push(`loudly ${name}`);
      return name.toUpperCase();
    });
  }
  Loud.prototype.greet = wrap(
    "class-methods/greet",
    { memo: true, version },
    async function greet(this: Greeter, name: string) {
      log.push(`greet ${this.greeting} ${name}`);
      return `${this.greeting} ${name}`;
    },
  );
  Object.defineProperty(Loud.prototype, memoKey, {
    value(this: Loud) {
      return this.greeting;
    },
  });
  return { make: (greeting) => new Loud(greeting), loudly: Loud.loudly };
}

describe("a memoized method", () => {
  it("hits for an object of an equal memo key, and runs for another", async () => {
    const call = (greeting: string) => () => greeterClass().make(greeting).greet("Ada");
    expect((await test.succeed(call("Hello"))).result).toBe("Hello Ada");
    expect((await test.succeed(call("Hello"))).result).toBe("Hello Ada");
    expect(ran()).toEqual(["greet Hello Ada"]);
    expect((await test.succeed(call("Ahoi"))).result).toBe("Ahoi Ada");
    expect(ran()).toEqual(["greet Ahoi Ada"]);
  });

  it("runs again when its code changes", async () => {
    await test.succeed(() => greeterClass(1).make("Hello").greet("Ada"));
    await test.succeed(() => greeterClass(2).make("Hello").greet("Ada"));
    expect(ran()).toHaveLength(2);
  });

  it("may be static, synchronous, and a field that is an arrow function", async () => {
    const main = async (): Promise<unknown> => {
      const { loudly, make } = greeterClass();
      return [loudly("Ada"), await make("Hello").shout("Ada"), await make("Hello").shout("Bob")];
    };
    const first = await test.succeed(main);
    expect(first.result).toEqual(["ADA", "HELLO Ada!", "HELLO Bob!"]);
    expect(ran()).toHaveLength(3);
    expect((await test.succeed(main)).result).toEqual(first.result);
    expect(ran()).toEqual([]);
  });

  it("of a class without a memo key is an error that names the class", async () => {
    class Plain {
      readonly text = wrap("class-methods/text", { memo: true }, async function text(this: unknown) {
        return String(this);
      });
    }
    const report = await test.run(() => new Plain().text());
    expect(messagesOf(report)).toEqual([
      "An argument of class-methods/text cannot be part of a memo key: the object that it is called on is a Plain, a class without a memo key, so a change of it cannot be detected",
    ]);
  });

  it("is inherited, and counts for the class of the object", async () => {
    const make = (): Greeter => Object.assign(Object.create(greeterClass().make("Hi")) as Greeter, { greeting: "Hi" });
    await test.succeed(() => make().greet("Ada"));
    await test.succeed(() => make().greet("Ada"));
    expect(ran()).toEqual(["greet Hi Ada"]);
  });

  it("works as a plain method where no app runs", async () => {
    expect(await greeterClass().make("Hello").greet("Ada")).toBe("Hello Ada");
  });
});

describe("a bound method", () => {
  it.each(["useMount", "mountEach"])("that is mounted keeps its memo and its object: %s", async (how) => {
    const main = (greeting: string) => async () => {
      const greeter = greeterClass().make(greeting);
      const greet = greeter.greet.bind(greeter);
      if (how === "useMount") return useMount(subpath("a"), greet, "Ada");
      await mountEach(new Map([["a", "Ada"]]), greet);
      return undefined;
    };
    await test.succeed(main("Hello"));
    expect((await test.succeed(main("Hello"))).result).toBe(how === "useMount" ? "Hello Ada" : undefined);
    expect(ran()).toEqual(["greet Hello Ada"]);
    await test.succeed(main("Ahoi"));
    expect(ran()).toEqual(["greet Ahoi Ada"]);
  });

  it("runs again when its code changes", async () => {
    const main = (version: number) => () => {
      const greeter = greeterClass(version).make("Hello");
      return useMount(greeter.greet.bind(greeter), "Ada");
    };
    await test.succeed(main(1));
    await test.succeed(main(1));
    expect(ran()).toHaveLength(1);
    await test.succeed(main(2));
    expect(ran()).toHaveLength(1);
  });

  it("has its first arguments bound as well, also bit by bit", async () => {
    const join = wrap("class-methods/join", { memo: true }, async function join(this: unknown, ...parts: string[]) {
      log.push(parts.join());
      return parts.join();
    });
    const main = (first: string) => () => useMount(join.bind(undefined, first).bind(undefined, "b"), "c");
    expect((await test.succeed(main("a"))).result).toBe("a,b,c");
    expect((await test.succeed(main("a"))).result).toBe("a,b,c");
    expect((await test.succeed(main("z"))).result).toBe("z,b,c");
    expect(ran()).toEqual(["a,b,c", "z,b,c"]);
  });

  it("counts with its object as an argument of a memoized function", async () => {
    const apply = wrap("class-methods/apply", { memo: true }, async (f: (name: string) => Promise<string>) => f("Ada"));
    const main = (greeting: string) => () => {
      const greeter = greeterClass().make(greeting);
      return apply(greeter.greet.bind(greeter));
    };
    expect((await test.succeed(main("Hello"))).result).toBe("Hello Ada");
    expect((await test.succeed(main("Ahoi"))).result).toBe("Ahoi Ada");
  });

  it("keeps its object in a batch", async () => {
    const scaled = fn(
      { batching: true, name: "class-methods/scaled", deps: {} },
      async function scaled(this: { readonly factor: number }, items: number[]) {
        log.push(`batch of ${items.length}`);
        return items.map((item) => item * this.factor);
      },
    );
    const { result } = await test.succeed(() => map([1, 2, 3], scaled.bind({ factor: 2 })));
    expect(result).toEqual([2, 4, 6]);
    expect(ran()).toEqual(["batch of 3"]);
  });

  it("may be the function of an app", async () => {
    const greeter = greeterClass().make("Hello");
    const bound = app({ name: "Bound", environment: test.environment() }, greeter.greet.bind(greeter, "Ada"));
    expect(await bound.update()).toBe("Hello Ada");
  });
});
