import { contextKey, useContext } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { map, mount, subpath, useMount, volatile } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

let test: TestApp;
let database: MemoryDatabase;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("memo-kinds");
  log.length = 0;
});
afterEach(() => test.dispose());

const shout = wrap("memo-hit/shout", { memo: true }, async (text: string) => {
  log.push(`shout ${text}`);
  return text.toUpperCase();
});

describe("volatile()", () => {
  it("keeps a call and its callers from being stored, and those beside it not", async () => {
    const fresh = wrap("memo-hit/fresh", { memo: true }, async () => {
      log.push("fresh");
      volatile();
    });
    const around = wrap("memo-hit/around", { memo: true }, async () => {
      log.push("around");
      await shout("beneath");
      await fresh();
    });
    const component = wrap("memo-hit/component", { memo: true }, async () => {
      log.push("component");
      await around();
    });
    const calm = wrap("memo-hit/calm", { memo: true }, async () => {
      log.push("calm");
      await shout("calm");
    });
    const main = async (): Promise<void> => {
      await useMount(component);
      await useMount(calm);
    };
    await test.succeed(main);
    expect(events()).toEqual(["component", "around", "shout beneath", "fresh", "calm", "shout calm"]);
    await test.succeed(main);
    expect(events()).toEqual(["component", "around", "fresh"]);
  });
});

describe("what may not be in a memoized call (M7, M11)", () => {
  it("mounting: the error names the function", async () => {
    const child = async (): Promise<void> => undefined;
    const called = wrap("memo-hit/mounting", { memo: true }, async () => void (await mount(child)));
    const report = await test.run(async () => await called());
    expect(String(report.failures[0]?.error)).toMatch(/is memoized and called/);
    const mounted = await test.succeed(async () => await useMount(called));
    expect(mounted.failures).toEqual([]);
  });

  it("a context key that nobody provides: the error names it and those there are", async () => {
    const key = contextKey<string>("memo-hit/missing");
    const report = await test.run(async () => void useContext(key));
    expect(String(report.failures[0]?.error)).toContain("memo-hit/missing");
  });

  it("an argument that cannot be fingerprinted: the error names function and argument", async () => {
    class Handle {}
    const use = wrap("memo-hit/use", { memo: true }, async (_name: string, _handle: unknown) => undefined);
    const report = await test.run(async () => await use("a", new Handle()));
    expect(String(report.failures[0]?.error)).toMatch(/argument 2/);
    expect(String(report.failures[0]?.error)).toContain("memo-hit/use");
  });
});

describe("memoKey by position", () => {
  it("leaves arguments out, replaces them, and says nothing of the others", async () => {
    const split = wrap(
      "memo-hit/split",
      { memo: true, memoKey: [undefined, null, (options: { width: number }) => options.width] },
      async (text: string, _logger: () => void, options: { width: number; note: string }) => {
        log.push(`split ${text} ${options.width} ${options.note}`);
      },
    );
    const main = (text: string, width: number, note: string) => async () =>
      await split(text, () => undefined, { width, note });
    await test.succeed(main("a", 1, "first"));
    await test.succeed(main("a", 1, "second"));
    await test.succeed(main("a", 2, "third"));
    await test.succeed(main("b", 2, "fourth"));
    expect(events()).toEqual(["split a 1 first", "split a 2 third", "split b 2 fourth"]);
  });
});

describe("a method that is memoized", () => {
  it("counts the object's memo key, and not a namespace, plain object or array that holds it", async () => {
    const { memoKey } = await import("@coco/connectorkit");
    const run = wrap("memo-hit/run", { memo: true }, async function run(this: unknown, text: string) {
      log.push(`run ${text}`);
      return text;
    });
    class Model {
      readonly size: number;
      readonly run = run;
      constructor(size: number) {
        this.size = size;
      }
    }
    Object.defineProperty(Model.prototype, memoKey, {
      value(this: Model): unknown {
        return this.size;
      },
    });
    const main = (size: number) => async () => {
      await new Model(size).run("a");
      await { run }.run("a");
      await [run][0]?.("a");
      await run("a");
    };
    await test.succeed(main(1));
    expect(events()).toEqual(["run a", "run a"]);
    await test.succeed(main(1));
    expect(events()).toEqual([]);
    await test.succeed(main(2));
    expect(events()).toEqual(["run a"]);
  });

  it("does not confuse the object with a last argument", async () => {
    const { memoKey } = await import("@coco/connectorkit");
    class Model {}
    Object.defineProperty(Model.prototype, memoKey, { value: () => 1 });
    const run = wrap("memo-hit/receiver", { memo: true }, async function run(this: unknown, ..._args: unknown[]) {
      log.push("run");
    });
    const model = new Model();
    await test.succeed(async () => {
      await run.call(model, "a");
      await run("a", model);
    });
    expect(events()).toEqual(["run", "run"]);
  });
});

describe("memoized calls made by map", () => {
  it("run at once inside one component, and hit one by one", async () => {
    const main = (texts: string[]) => async () =>
      expect(await map(texts, shout)).toEqual(texts.map((text) => text.toUpperCase()));
    await test.succeed(main(["a", "b"]));
    await test.succeed(main(["b", "c"]));
    expect(events()).toEqual(["shout a", "shout b", "shout c"]);
  });
});

describe("a memoized function that is mounted", () => {
  it("hits as a whole, keeps its subtree, and gives its value again", async () => {
    const leaf = async (table: MemoryTable, name: string): Promise<void> => {
      log.push(`leaf ${name}`);
      table.declare(name, 1);
    };
    const tree = wrap("memo-hit/tree", { memo: true }, async (table: MemoryTable, names: string[]) => {
      log.push("tree");
      for (const name of names) await mount(subpath(name), leaf, table, name);
      return names.length;
    });
    const main = (names: string[]) => async () => {
      const table = await database.mountTable("docs");
      log.push(`value ${await useMount(tree, table, names)}`);
    };
    await test.succeed(main(["a", "b"]));
    expect(events()).toEqual(["tree", "leaf a", "leaf b", "value 2"]);
    await test.succeed(main(["a", "b"]));
    expect(events()).toEqual(["value 2"]);
    await test.succeed(main(["b"]));
    expect(events()).toEqual(["tree", "leaf b", "value 1"]);
    expect(database.rows("docs")).toEqual({ b: 1 });
  });
});
