import { sourceItems, type Source } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { mount, mountEach, subpath, useMount, within } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
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
  notDeleted,
  opened,
  ran,
  unchanged,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

interface Doc {
  readonly key: string;
  /** `"fail"`: its function throws after it declared. */
  readonly text: string;
}

const doc = wrap("t05/doc", { memo: true }, async ({ key, text }: Doc, table: MemoryTable) => {
  table.declare(key, text);
  if (text === "fail") throw new Error("broken");
});

type Docs = Readonly<Record<string, string>>;
const docsOf = (docs: Docs): [string, Doc][] => Object.entries(docs).map(([key, text]) => [key, { key, text }]);

function orderedSource(docs: Docs): Source<Doc> {
  async function* pages(): AsyncGenerator<readonly [string, Doc][]> {
    yield docsOf(docs);
  }
  return { name: "docs", [sourceItems]: () => ({ ordered: true, pages }) };
}

/** The ways to mount a component for each document, all at `docs/<key>`. */
const kinds: Record<string, (docs: Docs, table: MemoryTable) => Promise<void>> = {
  mount: async (docs, table) => {
    for (const [key, item] of docsOf(docs)) await mount(subpath("docs", key), doc, item, table);
  },
  "mount within()": async (docs, table) => {
    await within(subpath("docs"), async () => {
      for (const [key, item] of docsOf(docs)) await mount(subpath(key), doc, item, table);
    });
  },
  useMount: async (docs, table) => {
    for (const [key, item] of docsOf(docs))
      await useMount(subpath("docs", key), doc, item, table).catch(() => undefined);
  },
  "mountEach of an iterable": async (docs, table) => {
    await mountEach(subpath("docs"), docsOf(docs), doc, table);
  },
  "mountEach of an ordered source": async (docs, table) => {
    await mountEach(subpath("docs"), orderedSource(docs), doc, table);
  },
};

const before: Docs = { a: "1", b: "1" };
const asBefore = unchanged("docs/a");

describe.for(Object.entries(kinds))("T5 Absence: %s", ([, mountDocs]) => {
  const main = (database: MemoryDatabase, docs: Docs) => async () => mountDocs(docs, await database.mountTable("t"));

  it("a component that is new runs, and what it declares is created", async ({ database, logOf }) => {
    expectStages(await logOf(main(database, before)), began("t"), [
      ran("docs/a", NEW),
      ran("docs/b", NEW),
      created("t/a", "docs/a", NEW),
      created("t/b", "docs/b", NEW),
    ]);
    expectStages(await logOf(main(database, { ...before, c: "1" })), opened("t"), [
      asBefore,
      unchanged("docs/b"),
      ran("docs/c", NEW),
      created("t/c", "docs/c", NEW),
    ]);
  });

  it("a component that is as it was stays", async ({ database, logOf }) => {
    await logOf(main(database, before));
    for (let times = 0; times < 2; times++) {
      expectStages(await logOf(main(database, before)), opened("t"), [asBefore, unchanged("docs/b")]);
    }
  });

  it("a component with another item runs, and what it declares is updated", async ({ database, logOf }) => {
    await logOf(main(database, before));
    expectStages(await logOf(main(database, { a: "1", b: "2" })), opened("t"), [
      asBefore,
      ran("docs/b", EDITED),
      updated("t/b", "docs/b", EDITED),
    ]);
  });

  it("a component that is gone is deleted when the run settles", async ({ database, logOf }) => {
    await logOf(main(database, before));
    expectStages(
      await logOf(main(database, { a: "1" })),
      opened("t"),
      [asBefore],
      [deleted("t/b", "docs/b")],
      [gone("docs/b")],
    );
    expectStages(await logOf(main(database, { a: "1" })), opened("t"), [asBefore]);
  });

  it("a component that comes back is new", async ({ database, logOf }) => {
    for (const docs of [before, { a: "1" }]) await logOf(main(database, docs));
    expectStages(await logOf(main(database, before)), opened("t"), [
      asBefore,
      ran("docs/b", NEW),
      created("t/b", "docs/b", NEW),
    ]);
  });

  it("a component whose deletion failed is deleted by the next run", async ({ database, logOf }) => {
    await logOf(main(database, before));
    database.fault = (what) => (what === "delete t/b" ? new Error("refused") : undefined);
    for (let times = 0; times < 2; times++) {
      const log = await logOf(main(database, { a: "1" }));
      expectStages(log, opened("t"), [asBefore], [notDeleted("docs/b", "refused")]);
    }
    database.fault = undefined;
    expectStages(
      await logOf(main(database, { a: "1" })),
      opened("t"),
      [asBefore],
      [deleted("t/b", "docs/b")],
      [gone("docs/b")],
    );
  });

  it("a component that comes back after its deletion failed runs, and its state is updated", async ({
    database,
    logOf,
  }) => {
    await logOf(main(database, before));
    database.fault = (what) => (what === "delete t/b" ? new Error("refused") : undefined);
    await logOf(main(database, { a: "1" }));
    database.fault = undefined;
    expectStages(await logOf(main(database, before)), opened("t"), [
      asBefore,
      ran("docs/b", UNFINISHED),
      updated("t/b", "docs/b", UNFINISHED), // it may be gone, so that it is written although it is the same
    ]);
    expectStages(await logOf(main(database, before)), opened("t"), [asBefore, unchanged("docs/b")]);
  });

  it("a component that fails is present: what it had declared stays", async ({ database, logOf }) => {
    await logOf(main(database, before));
    expectStages(await logOf(main(database, { a: "1", b: "fail" })), opened("t"), [
      asBefore,
      ran("docs/b", EDITED),
      failed("docs/b", "broken"),
    ]);
    expect(database.rows("t")).toEqual(before);
  });

  it("a component that failed and is as it was before runs again, and writes nothing", async ({ database, logOf }) => {
    for (const docs of [before, { a: "1", b: "fail" }]) await logOf(main(database, docs));
    expectStages(await logOf(main(database, before)), opened("t"), [asBefore, ran("docs/b", UNFINISHED)]);
    expectStages(await logOf(main(database, before)), opened("t"), [asBefore, unchanged("docs/b")]);
  });

  it("a component that failed and is gone is deleted", async ({ database, logOf }) => {
    for (const docs of [before, { a: "1", b: "fail" }]) await logOf(main(database, docs));
    expectStages(
      await logOf(main(database, { a: "1" })),
      opened("t"),
      [asBefore],
      [deleted("t/b", "docs/b")],
      [gone("docs/b")],
    );
  });

  it("a component that is gone is deleted also when one beside it fails", async ({ database, logOf }) => {
    await logOf(main(database, before));
    expectStages(
      await logOf(main(database, { a: "fail" })),
      opened("t"),
      [ran("docs/a", EDITED), failed("docs/a", "broken")],
      [deleted("t/b", "docs/b")],
      [gone("docs/b")],
    );
    expect(database.rows("t")).toEqual({ a: "1" });
  });

  it("a component that the run did not come to, because the one above failed, stays", async ({ database, logOf }) => {
    await logOf(main(database, before));
    const failing = async (): Promise<void> => {
      await main(database, { a: "2" })();
      throw new Error("root broken");
    };
    expectStages(
      await logOf(failing),
      opened("t"),
      [ran("docs/a", EDITED), updated("t/a", "docs/a", EDITED)],
      [failed("/", "root broken")],
    );
    expect(database.rows("t")).toEqual({ a: "2", b: "1" });
    expectStages(await logOf(main(database, { a: "2", b: "1" })), opened("t"), [asBefore, unchanged("docs/b")]);
  });
});

describe("T5 Absence: beneath a component that is as it was", () => {
  const folder = wrap("t05/keeper", { memo: true }, async (docs: Docs, table: MemoryTable) => {
    await mountEach(subpath("docs"), docsOf(docs), doc, table);
  });
  const main = (database: MemoryDatabase, docs: Docs) => async () => {
    await mount(subpath("keeper"), folder, docs, await database.mountTable("t"));
  };

  it.for([1, 2])("a deletion that failed is tried again (%i times)", async (times, { database, logOf }) => {
    await logOf(main(database, before));
    database.fault = (what) => (what === "delete t/b" ? new Error("refused") : undefined);
    expectStages(
      await logOf(main(database, { a: "1" })),
      opened("t"),
      [ran("keeper", EDITED), unchanged("keeper/docs/a")],
      [notDeleted("keeper/docs/b", "refused")],
    );
    for (let time = 1; time < times; time++) {
      expect(await logOf(main(database, { a: "1" }))).toEqual([
        ...opened("t"),
        unchanged("keeper"),
        notDeleted("keeper/docs/b", "refused"),
      ]);
    }
    database.fault = undefined;
    expect(await logOf(main(database, { a: "1" }))).toEqual([
      ...opened("t"),
      unchanged("keeper"),
      deleted("t/b", "keeper/docs/b"),
      gone("keeper/docs/b"),
    ]);
    expect(await logOf(main(database, { a: "1" }))).toEqual([...opened("t"), unchanged("keeper")]);
  });
});
