import { declareTargetState, fn, registerRootTargets } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { boundContext, map, mount, mountEach, subpath, useMount, within } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  log.length = 0;
});
afterEach(() => test.dispose());

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
async function bad(): Promise<never> {
  throw new Error("broken");
}

describe("mount (R1)", () => {
  it("resolves when the work is scheduled, ready() when it is written", async () => {
    const child = async (): Promise<void> => {
      await tick();
      log.push("child");
    };
    await test.succeed(async () => {
      const handle = await mount(child);
      log.push("scheduled");
      await handle.ready();
      log.push("ready");
    });
    expect(events()).toEqual(["scheduled", "child", "ready"]);
  });

  it("isolates failures: siblings and the parent go on", async () => {
    const good = async (): Promise<void> => void log.push("good");
    const report = await test.run(async () => {
      await mount(bad);
      await mount(good);
      return "parent";
    });
    expect(events()).toEqual(["good"]);
    expect(report).toMatchObject({ result: "parent", failures: [{ path: "@bad" }] });
  });

  it("that nobody awaits is awaited by the component, which says so once", async () => {
    const database = new MemoryDatabase("mount");
    const child = async (table: MemoryTable, key: string): Promise<void> => {
      await tick();
      table.declare(key, 1);
    };
    const parent = async (table: MemoryTable): Promise<void> => {
      void mount(subpath("x"), child, table, "x");
      void mount(subpath("y"), child, table, "y");
    };
    await test.succeed(async () => void (await mount(parent, await database.mountTable("docs"))));
    expect(database.rows("docs")).toEqual({ x: 1, y: 1 });
    expect(test.log).toEqual([expect.stringMatching(/@parent.*not awaited/)]);
  });

  it("that nobody awaits and that cannot begin fails its component", async () => {
    const twice = async (): Promise<void> => {
      const child = async (): Promise<void> => undefined;
      void mount(subpath("same"), child);
      void mount(subpath("same"), child);
    };
    const report = await test.run(async () => void (await mount(twice)));
    expect(report.failures.map(({ path, error }) => [path, (error as { code?: string }).code])).toEqual([
      ["@twice", "DUPLICATE_PATH"],
    ]);
  });

  it("whose failure its caller took is no failure of the component", async () => {
    await test.succeed(async () => {
      const child = async (): Promise<void> => undefined;
      await mount(subpath("same"), child);
      await expect(mount(subpath("same"), child)).rejects.toMatchObject({ code: "DUPLICATE_PATH" });
      await Promise.allSettled([useMount(subpath("bad"), bad)]);
    });
  });

  it("mounts synchronous functions as well", async () => {
    const sync = (text: string): string => `${text}!`;
    const report = await test.succeed(async () => useMount(sync, "hey"));
    expect(report.result).toBe("hey!");
  });

  it("needs a function with a name, or a subpath, and one place a component", async () => {
    await test.succeed(async () => {
      await expect(useMount(async () => 1)).rejects.toMatchObject({ code: "NAMELESS_COMPONENT" });
      await expect(useMount(subpath("here"), async () => 1)).resolves.toBe(1);
      await expect(useMount(subpath("here"), async () => 1)).rejects.toThrow(/here.*mount\.test\.ts.*mount\.test\.ts/s);
      await expect((mount as (f: unknown) => Promise<unknown>)(undefined)).rejects.toMatchObject({
        code: "NOT_A_FUNCTION",
      });
    });
  });

  it("stands beneath within()", async () => {
    const report = await test.run(async () => {
      await within(subpath("setup"), () => mount(bad));
      await within(subpath("a", 1), () => within(subpath("b"), () => mount(bad)));
    });
    expect(report.failures.map(({ path }) => path).sort()).toEqual(["a/1/b/@bad", "setup/@bad"]);
  });
});

describe("declarations (R1)", () => {
  const target = registerRootTargets("test.mount", { reconcile: () => undefined });
  const declare = (): void => declareTargetState(target.state("k", 1));

  it("outside of an app, or after the component has returned, are errors that name it", async () => {
    expect(declare).toThrow("outside of an app's function");
    let late: (() => void) | undefined;
    const child = async (): Promise<void> => {
      late = boundContext(declare);
    };
    await test.succeed(async () => void (await mount(subpath("one"), child)));
    expect(() => late?.()).toThrow(/one.*after its function had returned/);
  });

  it("find their component in callbacks with boundContext()", async () => {
    let callback: (() => void) | undefined;
    const outside = new Promise<void>((resolve) => {
      setTimeout(() => {
        expect(declare).toThrow("outside");
        callback?.();
        resolve();
      }, 1);
    });
    await test.succeed(async () => {
      callback = boundContext(declare);
      await outside;
    });
  });
});

describe("useMount", () => {
  it("gives the child's value and throws its error, which counts for the deepest component", async () => {
    const middle = async (): Promise<number> => useMount(bad);
    const report = await test.run(async () => useMount(middle));
    expect(report.failures.map(({ path, kind }) => [path, kind])).toEqual([["@middle/@bad", "root"]]);
  });
});

describe("map", () => {
  it("runs at once, keeps the order of results, waits for all and throws the first failure by order", async () => {
    const slow = fn({ name: "mount/slow", deps: {} }, async (turns: number) => {
      for (let turn = 0; turn < turns; turn++) await tick();
      log.push(`done ${turns}`);
      if (turns % 2 === 1) throw new Error(`odd ${turns}`);
      return turns;
    });
    await test.succeed(async () => {
      expect(await map([4, 2], slow)).toEqual([4, 2]);
      expect(events()).toEqual(["done 2", "done 4"]);
      await expect(map([3, 1, 2], slow)).rejects.toThrow("odd 3");
      expect(events()).toEqual(["done 1", "done 2", "done 3"]);
      async function* numbers(): AsyncGenerator<number> {
        yield 2;
        yield 0;
      }
      expect(await map(numbers(), slow)).toEqual([2, 0]);
      expect(await map([], slow)).toEqual([]);
    });
    await expect(map([1], async () => 1)).rejects.toMatchObject({ code: "NO_COMPONENT" });
  });

  it("passes a failing source on after the calls that it began", async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error("source");
    }
    await test.succeed(async () => {
      await expect(
        map(broken(), async () => {
          await tick();
          log.push("call over");
        }),
      ).rejects.toThrow("source");
      expect(events()).toEqual(["call over"]);
    });
  });
});

describe("mountEach", () => {
  it("fails when its source fails half way, and deletes nothing", async () => {
    const database = new MemoryDatabase("mount-each");
    const row = async (value: number, table: MemoryTable): Promise<void> => table.declare(`r${value}`, value);
    const main = (fail: boolean) => async () => {
      async function* items(): AsyncGenerator<[string, number]> {
        yield ["a", 1];
        if (fail) throw new Error("source");
        yield ["b", 2];
      }
      await mountEach(items(), row, await database.mountTable("docs"));
    };
    await test.succeed(main(false));
    const report = await test.run(main(true));
    expect(report.failures.map(({ error }) => String(error))).toEqual(["Error: source"]);
    expect(database.rows("docs")).toEqual({ r1: 1, r2: 2 });
  });
});
