import { describe, expect } from "vitest";
import { type ExceptionHandler, exceptionHandler, mount, mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import type { RunOptions } from "../../testing/test-app.ts";
import { began, created, deleted, failed, gone, notDeleted, opened, ran } from "./lines.ts";
import { type Note, notedRun } from "./noted-run.ts";
import { it } from "./rule-test.ts";

const bad = async (): Promise<never> => {
  throw new Error("broken");
};

/** A handler that says what it is given, and takes it. */
const taking =
  (note: Note, name: string): ExceptionHandler =>
  (error, { displayPath, kind, source }) =>
    note(`${name}: ${(error as Error).message} (${displayPath}, ${kind}, ${source})`);
/** One that says so, and throws. */
const throwing =
  (note: Note, name: string): ExceptionHandler =>
  (error, context) => {
    void taking(note, name)(error, context);
    throw new Error(`${name} threw`);
  };

/** Options whose environment has a handler; what it says goes where `log` points when it is called. */
function environmentHandler(make: (note: Note, name: string) => ExceptionHandler, log: { note: Note }): RunOptions {
  return { lifespan: (env) => env.onException(make((line) => log.note(line), "environment")) };
}

describe("R6 Exception handlers", () => {
  const chains: readonly {
    readonly title: string;
    readonly outer: typeof taking;
    readonly inner: typeof taking;
    readonly environment: typeof taking;
    readonly lines: readonly string[];
    readonly handled: boolean;
  }[] = [
    {
      title: "the innermost takes it",
      inner: taking,
      outer: taking,
      environment: taking,
      lines: ["inner: broken (bad, mount, component)"],
      handled: true,
    },
    {
      title: "the innermost throws, the next takes what it threw",
      inner: throwing,
      outer: taking,
      environment: taking,
      lines: ["inner: broken (bad, mount, component)", "outer: inner threw (bad, mount, handler)"],
      handled: true,
    },
    {
      title: "the scoped ones throw, that of the environment takes it",
      inner: throwing,
      outer: throwing,
      environment: taking,
      lines: [
        "inner: broken (bad, mount, component)",
        "outer: inner threw (bad, mount, handler)",
        "environment: outer threw (bad, mount, handler)",
      ],
      handled: true,
    },
    {
      title: "all throw: nobody took it",
      inner: throwing,
      outer: throwing,
      environment: throwing,
      lines: [
        "inner: broken (bad, mount, component)",
        "outer: inner threw (bad, mount, handler)",
        "environment: outer threw (bad, mount, handler)",
      ],
      handled: false,
    },
  ];

  it.for(chains)("stack: $title", async ({ environment, handled, inner, lines, outer }, { app }) => {
    const at: { note: Note } = { note: () => undefined };
    const { log, report } = await notedRun(
      app,
      async (note) => {
        at.note = note;
        await exceptionHandler(outer(note, "outer"), () =>
          exceptionHandler(inner(note, "inner"), async () => {
            const handle = await mount(subpath("bad"), bad);
            await handle.ready().catch((error: Error) => note(`ready: ${error.message}`));
          }),
        );
      },
      environmentHandler(environment, at),
    );
    expect(log).toEqual([
      ran("/"),
      ran("bad"),
      failed("bad", "broken"),
      ...lines,
      ...(handled ? [] : ["ready: environment threw"]),
    ]);
    expect(report.status).toBe(handled ? "done" : "failed");
    expect(report.failures).toMatchObject([{ path: "bad", handled, error: new Error("broken") }]);
  });

  it("hold for what is mounted within them, at any depth, and for nothing beside", async ({ app }) => {
    const { log } = await notedRun(app, async (note) => {
      await exceptionHandler(taking(note, "scoped"), async () => {
        const handle = await mount(subpath("within"), async () => {
          await (await mount(subpath("deep"), bad)).ready();
        });
        await handle.ready();
      });
      await (await mount(subpath("beside"), bad)).ready();
    });
    expect(log).toEqual([
      ran("/"),
      ran("within"),
      ran("within/deep"),
      failed("within/deep", "broken"),
      "scoped: broken (within/deep, mount, component)",
      ran("beside"),
      failed("beside", "broken"),
    ]);
    expect(app.log).toEqual(["Test: beside failed: broken"]);
  });

  it("are told of an item of mountEach, and the others go on", async ({ app }) => {
    const { log, report } = await notedRun(app, async (note) => {
      await exceptionHandler(taking(note, "scoped"), async () => {
        const items = new Map([
          ["bad", 1],
          ["good", 2],
        ]);
        const each = async (item: number): Promise<void> => (item === 1 ? bad() : undefined);
        await (await mountEach(subpath("items"), items, each)).ready();
      });
    });
    expect(log.toSorted()).toEqual(
      [
        ran("/"),
        ran("items/bad"),
        failed("items/bad", "broken"),
        "scoped: broken (items/bad, mountEach, component)",
        ran("items/good"),
      ].toSorted(),
    );
    expect(report.status).toBe("done");
  });

  it("are not asked for what useMount throws to its caller", async ({ app }) => {
    const { log, report } = await notedRun(app, async (note) => {
      await exceptionHandler(taking(note, "scoped"), () =>
        useMount(subpath("bad"), bad).catch((error: Error) => note(`caller: ${error.message}`)),
      );
    });
    expect(log).toEqual([ran("/"), ran("bad"), failed("bad", "broken"), "caller: broken"]);
    expect(report.failures).toEqual([]);
  });

  it("hear of a failure once, named by where it came up, where those above wait for it", async ({ app }) => {
    const { log } = await notedRun(app, async (note) => {
      await exceptionHandler(taking(note, "scoped"), async () => {
        const handle = await mount(subpath("a"), () => useMount(subpath("b"), bad));
        await handle.ready();
      });
    });
    expect(log).toEqual([
      ran("/"),
      ran("a"),
      ran("a/b"),
      failed("a/b", "broken"),
      failed("a", "broken"),
      "scoped: broken (a/b, mount, component)",
    ]);
  });

  it("hear of a write that a sink refused", async ({ app, database }) => {
    database.fault = (what) => (what === "create t/k" ? new Error("refused") : undefined);
    const { log, report } = await notedRun(app, async (note) => {
      const table = await database.mountTable("t");
      await exceptionHandler(taking(note, "scoped"), async () => {
        await (await mount(subpath("doc"), async () => table.declare("k", "1"))).ready();
      });
    });
    expect(log).toEqual(began("t", ran("doc"), failed("doc", "refused"), "scoped: refused (doc, mount, component)"));
    expect(report.status).toBe("done");
  });

  it("of the environment hear of a deletion that failed; it is tried again although they took it", async ({
    app,
    database,
  }) => {
    const row = (table: MemoryTable) => async (): Promise<void> => table.declare("k", "1");
    await notedRun(app, async () => {
      await mount(subpath("doc"), row(await database.mountTable("t")));
    });
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    const at: { note: Note } = { note: () => undefined };
    const without = async (note: Note): Promise<void> => {
      at.note = note;
      await database.mountTable("t");
    };
    const { log, report } = await notedRun(app, without, environmentHandler(taking, at));
    expect(log).toEqual([
      ...opened("t"),
      notDeleted("doc", "refused"),
      "environment: refused (doc, delete, component)",
    ]);
    expect(report.status).toBe("done");
    database.fault = undefined;
    const again = await notedRun(app, without, environmentHandler(taking, at));
    expect(again.log).toEqual([...opened("t"), deleted("t/k", "doc"), gone("doc")]);
  });

  it("where there are none: the failure is logged with its place, and the run has failed", async ({
    app,
    database,
    run,
  }) => {
    const { log, report } = await run(async () => {
      const table = await database.mountTable("t");
      await mount(subpath("bad"), bad);
      await mount(subpath("good"), async () => table.declare("k", "1"));
    });
    expect(log.toSorted()).toEqual(
      began("t", ran("bad"), failed("bad", "broken"), ran("good"), created("t/k", "good")).toSorted(),
    );
    expect(app.log).toEqual(["Test: bad failed: broken"]);
    expect(report.status).toBe("failed");
  });

  it("are asked before the failure is in the report: a handled one lets update() resolve", async ({ app }) => {
    const main = app.define(() =>
      exceptionHandler(
        () => undefined,
        async () => void (await mount(subpath("bad"), bad)),
      ),
    );
    await expect(main.update()).resolves.toBeUndefined();
    const unhandled = app.define(async () => void (await mount(subpath("bad"), bad)));
    await expect(unhandled.update({ logFailures: false })).rejects.toMatchObject({ report: { status: "failed" } });
  });
});
