import { describe, expect } from "vitest";
import { generateId, IdGenerator, map, mountEach, subpath, UuidGenerator } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import {
  called,
  created,
  deleted,
  EDITED,
  expectStages,
  failed,
  gone,
  mountOf,
  NEW,
  opened,
  ran,
  REPROCESSED,
  unchanged,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { it } from "./rule-test.ts";

type Docs = Readonly<Record<string, readonly string[]>>;

/** One row a chunk, under the identifier that it is given. A chunk `fail` makes the component throw. */
const chunkBody = async (chunks: readonly string[], table: MemoryTable): Promise<void> => {
  const ids = new IdGenerator();
  for (const chunk of chunks) {
    if (chunk === "fail") throw new Error("broken");
    table.declare(await ids.next(chunk), chunk);
  }
};
const inChunks = (version = 1): typeof chunkBody => wrap("t12/chunks", { memo: true, version }, chunkBody);
const main =
  (database: MemoryDatabase, docs: Docs, f = inChunks()) =>
  async () => {
    await mountEach(subpath("docs"), Object.entries(docs), f, await database.mountTable("t"));
  };
const edited = (...lines: readonly string[]): readonly string[] => [...opened("t"), ran("docs/a", EDITED), ...lines];

describe("T12 Identifiers: integers of a component", () => {
  it("begin at 1, one for each chunk, in order", async ({ database, logOf }) => {
    expect(await logOf(main(database, { a: ["x", "y", "x"] }))).toEqual([
      ...opened("t"),
      created("t", mountOf("t")),
      ran("docs/a", NEW),
      created("t/1", "docs/a", NEW),
      created("t/2", "docs/a", NEW),
      created("t/3", "docs/a", NEW),
    ]);
  });

  const edits: Record<string, { before: readonly string[]; after: readonly string[]; lines: readonly string[] }> = {
    "a chunk in front: it gets the next one, the others keep theirs": {
      before: ["x", "y"],
      after: ["new", "x", "y"],
      lines: [created("t/3", "docs/a", EDITED)],
    },
    "a chunk in between": {
      before: ["x", "y"],
      after: ["x", "new", "y"],
      lines: [created("t/3", "docs/a", EDITED)],
    },
    "chunks in another order": { before: ["x", "y", "z"], after: ["z", "x", "y"], lines: [] },
    "a chunk that is gone": { before: ["x", "y"], after: ["y"], lines: [deleted("t/1", "docs/a", UNDECLARED)] },
    "a chunk that is there once more": {
      before: ["x", "y"],
      after: ["x", "y", "x"],
      lines: [created("t/3", "docs/a", EDITED)],
    },
    "the second of two equal chunks is gone": {
      before: ["x", "x"],
      after: ["x"],
      lines: [deleted("t/2", "docs/a", UNDECLARED)],
    },
    "a chunk that changes is a new one": {
      before: ["x", "y"],
      after: ["x", "z"],
      lines: [created("t/3", "docs/a", EDITED), deleted("t/2", "docs/a", UNDECLARED)],
    },
  };
  it.for(Object.entries(edits))("%s", async ([, { after, before, lines }], { database, logOf }) => {
    await logOf(main(database, { a: before }));
    expect(await logOf(main(database, { a: after }))).toEqual(edited(...lines));
    expect(await logOf(main(database, { a: after }))).toEqual([...opened("t"), unchanged("docs/a")]);
  });

  it("are never given again: a chunk that comes back is a new one", async ({ database, logOf }) => {
    for (const chunks of [["x", "y"], ["x"]]) await logOf(main(database, { a: chunks }));
    expect(await logOf(main(database, { a: ["x", "y"] }))).toEqual(edited(created("t/3", "docs/a", EDITED)));
  });

  it("of a component that is gone are not given to another", async ({ database, logOf }) => {
    await logOf(main(database, { a: ["x"] }));
    expectStages(
      await logOf(main(database, { b: ["x"] })),
      opened("t"),
      [ran("docs/b", NEW)],
      [created("t/2", "docs/b", NEW)],
      [deleted("t/1", "docs/a")],
      [gone("docs/a")],
    );
  });

  it("of a run that failed are not given to others", async ({ database, logOf }) => {
    await logOf(main(database, { a: ["x"] }));
    expect(await logOf(main(database, { a: ["x", "y", "fail"] }))).toEqual(edited(failed("docs/a", "broken")));
    expect(await logOf(main(database, { a: ["x", "z"] }))).toEqual([
      ...opened("t"),
      ran("docs/a", UNFINISHED),
      created("t/3", "docs/a", UNFINISHED), // y had 2
    ]);
  });

  it("stay when the function is edited: nothing is written", async ({ database, logOf }) => {
    await logOf(main(database, { a: ["x", "y"] }));
    expect(await logOf(main(database, { a: ["x", "y"] }, inChunks(2)))).toEqual([
      ...opened("t"),
      ran("docs/a", "function t12/chunks changed"),
    ]);
  });

  it("stay under a full reprocess: every row is written once, none made or deleted", async ({ database, logOf }) => {
    await logOf(main(database, { a: ["x", "y"] }));
    expect(await logOf(main(database, { a: ["x", "y"] }), { fullReprocess: true })).toEqual([
      ...opened("t"),
      updated("t", mountOf("t"), REPROCESSED),
      ran("docs/a", REPROCESSED),
      updated("t/1", "docs/a", REPROCESSED),
      updated("t/2", "docs/a", REPROCESSED),
    ]);
  });

  it("of components that run at once are distinct, and each keeps its own", async ({ database, logOf }) => {
    const docs: Docs = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`d${index}`, ["x", "y"]]));
    await logOf(main(database, docs));
    expect(Object.keys(database.rows("t"))).toHaveLength(40);
    const log = await logOf(main(database, docs, inChunks(2)));
    expectStages(
      log,
      opened("t"),
      Object.keys(docs).map((name) => ran(`docs/${name}`, "function t12/chunks changed")),
    );
  });

  it("handed out in calls that run at once keep to their chunks", async ({ database, logOf }) => {
    const atOnce = async (chunks: readonly string[], table: MemoryTable): Promise<void> => {
      const ids = new IdGenerator();
      await map(chunks, async (chunk) => {
        for (let turn = chunk.length; turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve));
        table.declare(await ids.next(chunk), chunk);
      });
    };
    await logOf(main(database, { a: ["xxx", "y"] }, atOnce));
    expect(await logOf(main(database, { a: ["y", "xxx"] }, atOnce))).toEqual([...opened("t"), ran("docs/a")]);
  });

  it("of generateId are one for equal dependencies, at every call", async ({ database, logOf }) => {
    const fixed = async (chunks: readonly string[], table: MemoryTable): Promise<void> => {
      for (const id of new Set(await Promise.all(chunks.map((chunk) => generateId(chunk))))) table.declare(id, "1");
    };
    await logOf(main(database, { a: ["x", "y", "x"] }, fixed));
    expect(database.rows("t")).toEqual({ 1: "1", 2: "1" });
    expect(await logOf(main(database, { a: ["y", "x"] }, fixed))).toEqual([...opened("t"), ran("docs/a")]);
  });

  it("of a memoized call stay the component's when the call is made again", async ({ database, logOf }) => {
    const calling = (version: number) => {
      const split = wrap("t12/split", { memo: true, version }, chunkBody);
      return async (chunks: readonly string[], table: MemoryTable) => split(chunks, table);
    };
    await logOf(main(database, { a: ["x", "y"] }, calling(1)));
    expect(await logOf(main(database, { a: ["x", "y"] }, calling(2)))).toEqual([
      ...opened("t"),
      ran("docs/a"),
      called("t12/split", "docs/a", "function t12/split changed"),
    ]);
  });
});

describe("T12 Identifiers: UUIDs", () => {
  const uuids = async (chunks: readonly string[], table: MemoryTable): Promise<void> => {
    const ids = new UuidGenerator();
    for (const chunk of chunks) table.declare(String(await ids.next(chunk)), chunk);
  };

  it("are those of a run from scratch", async ({ app, database, logOf }) => {
    for (const chunks of [
      ["a", "x"],
      ["x", "b"],
      ["y", "x", "x"],
    ])
      await logOf(main(database, { a: chunks }, uuids));
    const grown = database.rows("t");
    await app.drop();
    await logOf(main(database, { a: ["y", "x", "x"] }, uuids));
    expect(database.rows("t")).toEqual(grown);
    expect(Object.keys(grown)).toHaveLength(3);
  });

  it("of another component are others: rows of a renamed one are made anew", async ({ database, logOf }) => {
    await logOf(main(database, { a: ["x"] }, uuids));
    const [old] = Object.keys(database.rows("t"));
    const log = await logOf(main(database, { b: ["x"] }, uuids));
    const [now] = Object.keys(database.rows("t"));
    expect(old).not.toBe(now);
    expect(log).toEqual([
      ...opened("t"),
      ran("docs/b"),
      created(`t/${now}`, "docs/b"),
      deleted(`t/${old}`, "docs/a"),
      gone("docs/a"),
    ]);
  });
});
