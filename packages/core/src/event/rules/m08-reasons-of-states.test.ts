import { declareTargetStateWithChildren, TargetProvider } from "@coco/connectorkit";
import { describe } from "vitest";
import { mount, mountEach, subpath, useMount } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import type { RunOptions } from "../../testing/test-app.ts";
import { wrap } from "../../testing/wrap.ts";
import { created, deleted, expectStages, mountOf, opened, ran, REPROCESSED, UNDECLARED, updated } from "./lines.ts";
import { it } from "./rule-test.ts";

/** What a component declares: rows of the table t by their keys, and tables by their schemas. */
interface Declared {
  readonly rows?: Readonly<Record<string, string>>;
  readonly tables?: Readonly<Record<string, string>>;
}

const full: RunOptions = { fullReprocess: true };
const root = new TargetProvider<{ schema: string }>(["test.memory.db"]);

const plain = async ({ rows = {}, tables = {} }: Declared, t: MemoryTable): Promise<void> => {
  for (const [name, schema] of Object.entries(tables)) declareTargetStateWithChildren(root.state(name, { schema }));
  for (const [key, value] of Object.entries(rows)) t.declare(key, value);
};

const kinds = [
  { kind: "memoized", f: wrap("m08/declare", { memo: true }, plain), why: [REPROCESSED] },
  { kind: "not memoized", f: plain, why: [] },
];
type Mounting = (what: Declared, f: typeof plain, t: MemoryTable) => Promise<unknown>;
const mountings: Record<string, Mounting> = {
  mount: (what, f, t) => mount(subpath("docs", "a"), f, what, t),
  useMount: (what, f, t) => useMount(subpath("docs", "a"), f, what, t),
  mountEach: (what, f, t) => mountEach(subpath("docs"), [["a", what]], f, t),
};
const cases = Object.entries(mountings).flatMap(([how, reach]) =>
  kinds.map(({ kind, f, why }) => ({
    how,
    kind,
    ranAgain: ran("docs/a", ...why),
    app: (database: MemoryDatabase, what: Declared) => async () =>
      void (await reach(what, f, await database.mountTable("t"))),
  })),
);
const remade = updated("t", mountOf("t"), REPROCESSED);

describe("M8 Full reprocess: why states change", () => {
  it.for(cases)("rows and a table as they were ($how, $kind)", async ({ app, ranAgain }, { database, logOf }) => {
    const main = app(database, { rows: { k: "1" }, tables: { u: "v1.a" } });
    await logOf(main);
    expectStages(
      await logOf(main, full),
      opened("t"),
      [remade],
      [ranAgain],
      [updated("u", "docs/a", REPROCESSED)],
      [updated("t/k", "docs/a", REPROCESSED)],
    );
  });

  it.for(cases)("declared otherwise: no other reason is told ($how, $kind)", async (given, { database, logOf }) => {
    await logOf(given.app(database, { rows: { k: "1" }, tables: { u: "v1.a", v: "v1.a" } }));
    expectStages(
      await logOf(given.app(database, { rows: { k: "2" }, tables: { u: "v1.ab", v: "v2.a" } }), full),
      opened("t"),
      [remade],
      [given.ranAgain],
      [updated("u", "docs/a", REPROCESSED), updated("v", "docs/a", REPROCESSED)],
      [updated("t/k", "docs/a", REPROCESSED)],
    );
  });

  it.for(cases)("new ones are new, and others gone ($how, $kind)", async ({ app, ranAgain }, { database, logOf }) => {
    await logOf(app(database, { rows: { k: "1" }, tables: { u: "v1.a" } }));
    expectStages(
      await logOf(app(database, { rows: { l: "1" }, tables: { v: "v1.a" } }), full),
      opened("t"),
      [remade],
      [ranAgain],
      [created("v", "docs/a")],
      [created("t/l", "docs/a")],
      [deleted("t/k", "docs/a", UNDECLARED), deleted("u", "docs/a", UNDECLARED)],
    );
  });
});
