import { sourceItems, type Source } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  began,
  created,
  deleted,
  EDITED,
  expectStages,
  failed,
  gone,
  NEW,
  opened,
  ran,
  unchanged,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("T1 Two phases: processing fails", () => {
  const ends: Record<string, { readonly end: () => unknown; readonly said: string }> = {
    "throws before it gives a promise": {
      end: () => {
        throw new Error("at once");
      },
      said: "at once",
    },
    "rejects later": {
      end: async () => {
        await tick();
        throw new Error("later");
      },
      said: "later",
    },
    "throws what is no error": {
      end: () => {
        // oxlint-disable-next-line no-throw-literal -- users' code may.
        throw "a text";
      },
      said: "a text",
    },
  };

  it.for(Object.entries(ends))(
    "a function that %s writes nothing, and what it had declared stays",
    async ([, { end, said }], { database, logOf }) => {
      const main = (value: string, fails: boolean) => async () => {
        const table = await database.mountTable("t");
        await mount(subpath("doc"), () => {
          table.declare("k", value);
          return fails ? end() : undefined;
        });
      };
      expect(await logOf(main("1", true))).toEqual(began("t", ran("doc"), failed("doc", said)));
      expect(await logOf(main("1", false))).toEqual([...opened("t"), ran("doc"), created("t/k", "doc")]);
      expect(await logOf(main("2", true))).toEqual([...opened("t"), ran("doc"), failed("doc", said)]);
      expect(database.rows("t")).toEqual({ k: "1" });
    },
  );

  it("a child that fails in the background does not keep the one above from being written", async ({
    database,
    logOf,
  }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("outer"), async () => {
        await mount(subpath("inner"), async () => {
          throw new Error("broken");
        });
        table.declare("outer", "1");
      });
    };
    expect(await logOf(main)).toEqual(
      began("t", ran("outer"), ran("outer/inner"), failed("outer/inner", "broken"), created("t/outer", "outer")),
    );
  });

  it("a child that is waited for fails the one above: neither is written", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      await mount(subpath("outer"), async () => {
        table.declare("outer", "1");
        await useMount(subpath("inner"), async () => {
          table.declare("inner", "1");
          throw new Error("broken");
        });
      });
    };
    expect(await logOf(main)).toEqual(
      began("t", ran("outer"), ran("outer/inner"), failed("outer/inner", "broken"), failed("outer", "broken")),
    );
  });

  it("the one above fails: what its children wrote stays, and is not written again", async ({ database, logOf }) => {
    const child = wrap("t01/child", { memo: true }, async (table: MemoryTable) => table.declare("inner", "1"));
    const main = (fails: boolean) => async () => {
      const table = await database.mountTable("t");
      await mount(subpath("outer"), async () => {
        await useMount(subpath("inner"), child, table);
        table.declare("outer", "1");
        if (fails) throw new Error("broken");
      });
    };
    expect(await logOf(main(true))).toEqual(
      began(
        "t",
        ran("outer"),
        ran("outer/inner", NEW),
        created("t/inner", "outer/inner", NEW),
        failed("outer", "broken"),
      ),
    );
    expect(await logOf(main(false))).toEqual([
      ...opened("t"),
      ran("outer"),
      unchanged("outer/inner"),
      created("t/outer", "outer"),
    ]);
  });

  it.for([
    { how: "before it mounts any", before: true },
    { how: "after it mounted some", before: false },
  ])("the one above fails $how: its children of earlier runs stay", async ({ before }, { database, logOf }) => {
    const child = wrap("t01/child", { memo: true }, async (key: string, table: MemoryTable) => table.declare(key, "1"));
    const main = (keys: readonly string[], fails: boolean) => async () => {
      const table = await database.mountTable("t");
      await mount(subpath("outer"), async () => {
        if (fails && before) throw new Error("broken");
        for (const key of keys) await mount(subpath(key), child, key, table);
        if (fails) throw new Error("broken");
      });
    };
    await logOf(main(["a", "b"], false));
    const started = before ? [] : [unchanged("outer/a")];
    expectStages(await logOf(main(["a"], true)), opened("t"), [ran("outer"), ...started, failed("outer", "broken")]);
    expect(database.rows("t")).toEqual({ a: "1", b: "1" });
    expectStages(
      await logOf(main(["a"], false)),
      opened("t"),
      [ran("outer"), unchanged("outer/a")],
      [deleted("t/b", "outer/b")],
      [gone("outer/b")],
    );
  });

  it("an item fails in one run, and is written once when it succeeds", async ({ database, logOf }) => {
    const doc = wrap("t01/doc", { memo: true }, async (text: string, table: MemoryTable) => {
      table.declare("k", text);
      if (text === "bad") throw new Error("bad text");
    });
    const main = (text: string) => async () => {
      await mountEach(subpath("docs"), [["a", text]], doc, await database.mountTable("t"));
    };
    expect(await logOf(main("bad"))).toEqual(began("t", ran("docs/a", NEW), failed("docs/a", "bad text")));
    expect(await logOf(main("good"))).toEqual([...opened("t"), ran("docs/a", NEW), created("t/k", "docs/a", NEW)]);
    expect(await logOf(main("bad"))).toEqual([...opened("t"), ran("docs/a", EDITED), failed("docs/a", "bad text")]);
    expect(await logOf(main("better"))).toEqual([
      ...opened("t"),
      ran("docs/a", UNFINISHED),
      updated("t/k", "docs/a", UNFINISHED),
    ]);
  });

  it("something beneath a memoized component fails: it runs again, and what succeeded beneath it does not", async ({
    database,
    logOf,
  }) => {
    const leaf = wrap("t01/leaf", { memo: true }, async (text: string, table: MemoryTable) => {
      if (text === "bad" && fails) throw new Error("broken");
      table.declare(text, "1");
    });
    let fails = true;
    const outer = wrap("t01/outer", { memo: true }, async (texts: readonly string[], table: MemoryTable) => {
      for (const text of texts) await mount(subpath(text), leaf, text, table);
    });
    const main = async (): Promise<void> =>
      void (await mount(subpath("outer"), outer, ["good", "bad"], await database.mountTable("t")));
    expectStages(
      await logOf(main),
      began("t"),
      [ran("outer", NEW)],
      [
        ran("outer/good", NEW),
        ran("outer/bad", NEW),
        failed("outer/bad", "broken"),
        created("t/good", "outer/good", NEW),
      ],
    );
    fails = false;
    expectStages(
      await logOf(main),
      opened("t"),
      [ran("outer", UNFINISHED)],
      [unchanged("outer/good"), ran("outer/bad", NEW), created("t/bad", "outer/bad", NEW)],
    );
    expect(await logOf(main)).toEqual([...opened("t"), unchanged("outer")]);
  });
});

describe("T1 Two phases: a source fails half way", () => {
  const doc = wrap("t01/item", { memo: true }, async (text: string, table: MemoryTable) => table.declare(text, "1"));
  function source(ordered: boolean, texts: readonly string[], fails: boolean): Source<string> {
    async function* pages(): AsyncGenerator<readonly [string, string][]> {
      yield texts.map((text) => [text, text]);
      if (fails) throw new Error("source broken");
    }
    return { name: "texts", [sourceItems]: () => ({ ordered, pages }) };
  }

  it.for([
    { kind: "ordered", ordered: true },
    { kind: "unordered", ordered: false },
  ])(
    "an $kind one fails its mountEach: what it gave stands, nothing is swept",
    async ({ ordered }, { database, logOf }) => {
      const main = (texts: readonly string[], fails: boolean) => async () => {
        const table = await database.mountTable("t");
        await mount(subpath("scan"), async () => void (await mountEach(source(ordered, texts, fails), doc, table)));
      };
      await logOf(main(["a", "b"], false));
      const at = (text: string): string => `scan/@"t01/item"/${text}`;
      expectStages(
        await logOf(main(["a", "c"], true)),
        opened("t"),
        [ran("scan")],
        [unchanged(at("a")), ran(at("c"), NEW), created("t/c", at("c"), NEW), failed("scan", "source broken")],
      );
      expectStages(
        await logOf(main(["a"], false)),
        opened("t"),
        [ran("scan")],
        [unchanged(at("a"))],
        [deleted("t/b", at("b")), deleted("t/c", at("c"))],
        [gone(at("b")), gone(at("c"))],
      );
    },
  );

  it.for([
    { kind: "ordered", ordered: true },
    { kind: "unordered", ordered: false },
  ])("an $kind one whose failure the caller takes sweeps nothing either", async ({ ordered }, { database, logOf }) => {
    const main = (texts: readonly string[], fails: boolean) => async () => {
      const table = await database.mountTable("t");
      await mountEach(subpath("docs"), source(ordered, texts, fails), doc, table).catch(() => undefined);
    };
    await logOf(main(["a", "b"], false));
    expect(await logOf(main(["a"], true))).toEqual([...opened("t"), unchanged("docs/a")]);
    expect(database.rows("t")).toEqual({ a: "1", b: "1" });
  });
});
