import { describe, expect } from "vitest";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import { began, created, expectStages, failed, ran } from "./lines.ts";
import { notedRun } from "./noted-run.ts";
import { it } from "./rule-test.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** The lines, with "<here>" for places in this file. */
const withoutPlaces = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/(\S+ \()?[^\s(]*r01-mounting\.test\.ts:\d+:\d+\)?/g, "<here>"));

describe("R1 Mounting: when it is over", () => {
  it("mount is over when the work is scheduled, ready() when it is written", async ({ app, database }) => {
    const { log } = await notedRun(app, async (note) => {
      const table = await database.mountTable("t");
      const handle = await mount(subpath("child"), async () => {
        await tick();
        table.declare("k", "1");
      });
      note("scheduled");
      await handle.ready();
      note("ready");
    });
    expectStages(log, began("t"), [ran("child"), "scheduled"], [created("t/k", "child")], ["ready"]);
  });

  it("useMount is over when the child and all beneath it is written", async ({ app, database }) => {
    const { log } = await notedRun(app, async (note) => {
      const table = await database.mountTable("t");
      const value = await useMount(subpath("child"), async () => {
        await mount(subpath("below"), async () => {
          await tick();
          table.declare("k", "1");
        });
        return "value";
      });
      note(value);
    });
    expect(log).toEqual(began("t", ran("child"), ran("child/below"), created("t/k", "child/below"), "value"));
  });

  it("mountEach is over when all are scheduled, ready() when all are written", async ({ app, database }) => {
    const { log } = await notedRun(app, async (note) => {
      const table = await database.mountTable("t");
      let open = (): void => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const item = async (key: string): Promise<void> => {
        await gate;
        table.declare(key, "1");
      };
      const handle = await mountEach(subpath("docs"), Object.entries({ a: "k", b: "l" }), item);
      note("scheduled");
      open();
      await handle.ready();
      note("ready");
    });
    expectStages(
      log,
      began("t"),
      [ran("docs/a"), ran("docs/b"), "scheduled"],
      [created("t/k", "docs/a"), created("t/l", "docs/b")],
      ["ready"],
    );
  });

  it("mountTarget is over when the container is there", async ({ app, database }) => {
    const { log } = await notedRun(app, async (note) => {
      await database.mountTable("t");
      note(`there: ${String(database.tables.has("t"))}`);
    });
    expect(log).toEqual(began("t", "there: true"));
  });
});

describe("R1 Mounting: failures", () => {
  const bad = async (): Promise<never> => {
    throw new Error("broken");
  };

  it.for([
    {
      kind: "mount",
      mountBoth: async (good: () => Promise<void>) => [
        await mount(subpath("docs", "bad"), bad),
        await mount(subpath("docs", "good"), good),
      ],
    },
    {
      kind: "mountEach",
      mountBoth: (good: () => Promise<void>) =>
        mountEach(
          subpath("docs"),
          [
            ["bad", bad],
            ["good", good],
          ] as [string, () => Promise<void>][],
          (f) => f(),
        ),
    },
  ])(
    "of a $kind is its own: the others go on, and so does the one above",
    async ({ mountBoth }, { database, logOf }) => {
      const main = async (): Promise<void> => {
        const table = await database.mountTable("t");
        await mount(subpath("p"), async () => {
          await mountBoth(async () => table.declare("good", "1"));
          table.declare("above", "1");
        });
      };
      expectStages(
        await logOf(main),
        began("t"),
        [ran("p")],
        [ran("p/docs/bad"), failed("p/docs/bad", "broken"), ran("p/docs/good"), created("t/good", "p/docs/good")],
        [created("t/above", "p")],
      );
    },
  );

  it("of a useMount goes to its caller, which may take it", async ({ app, database }) => {
    const { log, report } = await notedRun(app, async (note) => {
      const table = await database.mountTable("t");
      await useMount(subpath("child"), bad).catch((error: Error) => note(`caught: ${error.message}`));
      table.declare("k", "1");
    });
    expect(log).toEqual(began("t", ran("child"), failed("child", "broken"), "caught: broken", created("t/k", "/")));
    expect(report.status).toBe("done");
  });

  it("of a useMount that nobody takes fails everyone up to the app, and stands once in the report", async ({ run }) => {
    const { log, report } = await run(() => useMount(subpath("a"), () => useMount(subpath("b"), bad)));
    expect(log).toEqual([
      ran("/"),
      ran("a"),
      ran("a/b"),
      failed("a/b", "broken"),
      failed("a", "broken"),
      failed("/", "broken"),
    ]);
    expect(report.failures.map(({ path }) => path)).toEqual(["a/b"]);
  });
});

describe("R1 Mounting: what nobody awaited", () => {
  const kinds = {
    mount: (f: () => Promise<void>) => mount(subpath("child"), f),
    useMount: (f: () => Promise<void>) => useMount(subpath("child"), f),
    mountEach: (f: () => Promise<void>) => mountEach(subpath("child"), [["one", f]], (body) => body()),
  };

  it.for(Object.entries(kinds))(
    "a %s is awaited by its component, which says so once",
    async ([kind, start], { app, database, logOf }) => {
      const main = async (): Promise<void> => {
        const table = await database.mountTable("t");
        await mount(subpath("p"), async () => {
          void start(async () => {
            await tick();
            table.declare("k", "1");
          });
          table.declare("above", "1");
        });
      };
      const child = kind === "mountEach" ? "p/child/one" : "p/child";
      expect(await logOf(main)).toEqual(
        began("t", ran("p"), ran(child), created("t/k", child), created("t/above", "p")),
      );
      expect(app.log).toEqual([expect.stringMatching(/^Test: .*\bp\b.*not awaited/)]);
    },
  );

  it("one that cannot begin fails its component", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("p"), async () => {
        void mount(subpath("child"), tick);
        void mount(subpath("child"), tick);
        table.declare("above", "1");
      });
    };
    expectStages(
      withoutPlaces(await logOf(main)),
      began("t"),
      [ran("p")],
      [ran("p/child")],
      [failed("p", "Two components are mounted at p/child: <here>, and <here>.")],
    );
  });
});
