import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ExceptionContext, exceptionHandler, mount, mountEach, subpath, useMount } from "../index.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
const log: string[] = [];
const events = (): string[] => log.splice(0);

beforeEach(() => {
  test = new TestApp();
  log.length = 0;
});
afterEach(() => test.dispose());

async function bad(): Promise<void> {
  throw new Error("broken");
}
const note = (name: string) => (error: unknown, context: ExceptionContext) =>
  void log.push(
    `${name}: ${(error as Error).message} at ${context.displayPath} of ${context.functionName} by ${context.kind}, ${context.source}`,
  );
const rethrow = (name: string) => (error: unknown, context: ExceptionContext) => {
  note(name)(error, context);
  throw new Error(`${name} threw`);
};

describe("exception handlers (R6)", () => {
  it("of the environment take failures of background mounts: the update is done, the report has them", async () => {
    const report = await test.run(async () => void (await mount(bad)), {
      lifespan: (env) => env.onException(note("env")),
    });
    expect(events()).toEqual(["env: broken at @bad of bad by mount, component"]);
    expect(report).toMatchObject({ status: "done", failures: [{ path: "@bad", handled: true }] });
    expect(test.log).toEqual([]);
  });

  it("stack: the innermost first, and what it throws goes outwards with the first failure", async () => {
    const originals: unknown[] = [];
    const report = await test.run(
      async () => {
        await exceptionHandler(rethrow("outer"), () =>
          exceptionHandler(rethrow("inner"), async () => {
            const handle = await mount(bad);
            await expect(handle.ready()).rejects.toThrow("env threw");
          }),
        );
      },
      {
        lifespan: (env) =>
          env.onException((error, context) => {
            originals.push(context.original);
            rethrow("env")(error, context);
          }),
      },
    );
    expect(events()).toEqual([
      "inner: broken at @bad of bad by mount, component",
      "outer: inner threw at @bad of bad by mount, handler",
      "env: outer threw at @bad of bad by mount, handler",
    ]);
    expect(originals).toEqual([new Error("broken")]);
    expect(report.failures).toMatchObject([{ handled: false, error: new Error("broken") }]);
    expect(report.status).toBe("failed");
  });

  it("of the environment are asked the last one set first", async () => {
    await test.run(async () => void (await mount(bad)), {
      lifespan: (env) => {
        env.onException(note("first"));
        env.onException(rethrow("last"));
      },
    });
    expect(events().map((event) => event.split(":")[0])).toEqual(["last", "first"]);
  });

  it("scoped ones hold for what is mounted within, at any depth, and not beside it", async () => {
    const parent = async (): Promise<void> => void (await mount(subpath("deep"), bad));
    await test.run(
      async () => {
        await exceptionHandler(note("scoped"), () => mount(parent));
        await mount(subpath("beside"), bad);
      },
      { lifespan: (env) => env.onException(note("env")) },
    );
    expect(events().sort()).toEqual([
      "env: broken at beside of bad by mount, component",
      "scoped: broken at @parent/deep of bad by mount, component",
    ]);
  });

  it("hear of items of mountEach, and siblings go on", async () => {
    const item = async (value: number): Promise<void> => {
      if (value === 2) await bad();
      log.push(`done ${value}`);
    };
    const handled = await test.run(
      async () => {
        const handle = await mountEach(
          [
            ["a", 1],
            ["b", 2],
            ["c", 3],
          ],
          item,
        );
        await handle.ready();
      },
      { lifespan: (env) => env.onException(note("env")) },
    );
    expect(events().sort()).toEqual(["done 1", "done 3", "env: broken at @item/b of item by mountEach, component"]);
    expect(handled.status).toBe("done");
  });

  it("are not asked for what useMount throws to its caller", async () => {
    const report = await test.run(
      async () => {
        await expect(useMount(bad)).rejects.toThrow("broken");
      },
      { lifespan: (env) => env.onException(note("env")) },
    );
    expect(events()).toEqual([]);
    expect(report.status).toBe("done");
  });

  it("hear of deletions that fail", async () => {
    const database = new MemoryDatabase("handlers");
    const row = async (): Promise<void> => (await database.mountTable("docs")).declare("k", 1);
    await test.succeed(row);
    database.fault = (what) => (what.startsWith("delete") ? new Error("cannot delete") : undefined);
    const report = await test.run(async () => void (await database.mountTable("docs")), {
      lifespan: (env) => env.onException(note("env")),
    });
    expect(events()).toEqual([expect.stringMatching(/^env: cannot delete at \/ .*by delete, component$/)]);
    expect(report.failures).toMatchObject([{ kind: "delete", handled: true }]);
  });

  it("where there is none the failure is logged with its place, once", async () => {
    const report = await test.run(async () => {
      const handle = await mount(bad);
      await handle.ready();
    });
    expect(test.log).toEqual(["Test: @bad failed: broken"]);
    expect(report.status).toBe("failed");
  });

  it("outside of an app are an error", () => {
    expect(() => exceptionHandler(note("none"), () => undefined)).toThrow("outside of an app's function");
  });
});
