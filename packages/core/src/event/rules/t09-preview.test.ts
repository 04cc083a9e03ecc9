import { contextKey, useContext } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { type PreviewOptions, IdGenerator, mountEach, subpath, type UpdatePlan } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { messagesOf } from "../../testing/messages-of.ts";
import type { RunOptions, TestApp } from "../../testing/test-app.ts";
import { wrap } from "../../testing/wrap.ts";
import { describeReason } from "../../component/run-reason.ts";
import { describeEvent } from "../describe-event.ts";
import {
  created,
  deleted,
  EDITED,
  mountOf,
  NEW,
  REBUILT,
  REPROCESSED,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { at, type Items, memo } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

/** What an app looks like at a time. */
interface Look {
  readonly items?: Items;
  readonly schema?: string;
  readonly managedBy?: "system" | "user";
  readonly index?: string;
  readonly version?: number;
  /** What the function of a version puts behind every value. */
  readonly rowsOf?: string;
  readonly group?: string;
  readonly tables?: readonly string[];
  readonly model?: string;
  readonly ids?: readonly string[];
}

const MODEL = contextKey<string>("t09/model", { detectChange: true });
const g = "test.memory.db.groups/g";

function main(database: MemoryDatabase, look: Look): () => Promise<void> {
  const { group, ids, index, items = [], managedBy, model, rowsOf = "", schema, tables = [], version } = look;
  const doc = wrap(
    "t09/doc",
    { memo: true, ...(version === undefined ? {} : { version }) },
    async (rows: Items[0][1], table: MemoryTable) => {
      if (model !== undefined) useContext(MODEL);
      return memoBody(Object.fromEntries(Object.entries(rows).map(([key, value]) => [key, value + rowsOf])), table);
    },
  );
  return async () => {
    const table = await database.mountTable("t", schema, managedBy);
    for (const name of tables) await database.mountTable(name);
    if (index !== undefined) table.declareIndex("i", index);
    if (group !== undefined) {
      const inGroup = await database.mountTableIn(await database.mountGroup("g", group), "t");
      inGroup.declare("k", "1");
    }
    if (ids !== undefined) for (const text of ids) table.declare(await new IdGenerator(text).next(text), text);
    await mountEach(subpath("docs"), items, version === undefined && model === undefined ? memo : doc, table);
  };
}
const memoBody = async (rows: Items[0][1], table: MemoryTable): Promise<void> => {
  for (const [key, value] of Object.entries(rows)) table.declare(key, value);
};

const optionsOf = ({ model }: Look): RunOptions =>
  model === undefined ? {} : { lifespan: (env) => env.provide(MODEL, model) };

async function previewOf(
  app: TestApp,
  database: MemoryDatabase,
  look: Look,
  options: PreviewOptions = {},
): Promise<{ changes: string[]; plan: UpdatePlan }> {
  const plan = await app.define(main(database, look), optionsOf(look)).preview(options);
  return { plan, changes: plan.changes.map((entry) => describeEvent({ kind: "targetChanged", ...entry })) };
}

const a: Items = [["a", { k: "1" }]];
const t = mountOf("t");

const cases: Record<string, { before?: Look; after: Look; changes: readonly string[] }> = {
  "a first run": {
    after: { items: a, index: "flat" },
    changes: [created("t", t), created("t/k", at("a"), NEW), created("t/@index/i", "/")],
  },
  "nothing new": { before: { items: a, index: "flat" }, after: { items: a, index: "flat" }, changes: [] },
  "a new item": {
    before: { items: a },
    after: { items: [...a, ["b", { l: "1" }]] },
    changes: [created("t/l", at("b"), NEW)],
  },
  "a changed item": {
    before: { items: a },
    after: { items: [["a", { k: "2" }]] },
    changes: [updated("t/k", at("a"), EDITED)],
  },
  "an item that is gone": { before: { items: a }, after: {}, changes: [deleted("t/k", at("a"))] },
  "a row that is not declared any more": {
    before: { items: [["a", { k: "1", l: "1" }]] },
    after: { items: a },
    changes: [deleted("t/l", at("a"), UNDECLARED)],
  },
  "an item under another name": { before: { items: a }, after: { items: [["b", { k: "1" }]] }, changes: [] },
  "an item under another name and with another row": {
    before: { items: a },
    after: { items: [["b", { k: "2" }]] },
    changes: [updated("t/k", at("b"), NEW)],
  },
  "a changed function": {
    before: { items: a, version: 1 },
    after: { items: a, version: 2, rowsOf: "2" },
    changes: [updated("t/k", at("a"), "function t09/doc changed")],
  },
  "a changed context value": {
    before: { items: a, model: "small", schema: "v1.ab" },
    after: { items: a, model: "large", schema: "v1.a" },
    changes: [updated("t", t), updated("t/k", at("a"), 'context value "t09/model" changed')],
  },
  "a table that is rebuilt": {
    before: { items: a },
    after: { items: a, schema: "v2.a" },
    changes: [updated("t", t), created("t/k", at("a"), REBUILT)],
  },
  "a table that loses a column": {
    before: { items: a, schema: "v1.ab" },
    after: { items: a, schema: "v1.a" },
    changes: [updated("t", t), updated("t/k", at("a"), REBUILT)],
  },
  "a table that gains a column": {
    before: { items: a },
    after: { items: a, schema: "v1.ab" },
    changes: [updated("t", t)],
  },
  "a table that is mounted no more": {
    before: { tables: ["u"] },
    after: {},
    changes: [deleted("u", mountOf("u"))],
  },
  "a table in a group, for the first time": {
    before: {},
    after: { group: "v1.a" },
    changes: [created(g, mountOf(g)), created(`${g}/t`, mountOf(`${g}/t`)), created(`${g}/t/k`, "/")],
  },
  "a group that is rebuilt": {
    before: { group: "v1.a" },
    after: { group: "v2.a" },
    changes: [updated(g, mountOf(g)), created(`${g}/t`, mountOf(`${g}/t`), REBUILT), created(`${g}/t/k`, "/", REBUILT)],
  },
  "a group that is mounted no more": { before: { group: "v1.a" }, after: {}, changes: [deleted(g, mountOf(g))] },
  "a table that the user manages": {
    after: { managedBy: "user", items: a },
    changes: [created("t/k", at("a"), NEW)],
  },
  "another index": {
    before: { index: "flat" },
    after: { index: "deep" },
    changes: [updated("t/@index/i", "/")],
  },
  "identifiers handed out": {
    before: { ids: ["x"] },
    after: { ids: ["y", "x"] },
    changes: [created("t/2", "/")],
  },
};

describe("T9 Preview: says what the update does, and does nothing", () => {
  it.for(Object.entries(cases))("%s", async ([, { after, before, changes }], { app, database, run }) => {
    if (after.managedBy === "user") database.create("t");
    if (before !== undefined) await run(main(database, before), optionsOf(before));
    database.takeLog();
    for (let times = 0; times < 2; times++) expect((await previewOf(app, database, after)).changes).toEqual(changes);
    expect(database.takeLog()).toEqual([]);
    const { events } = await run(main(database, after), optionsOf(after));
    expect(events.filter(({ kind }) => kind === "targetChanged").map(describeEvent)).toEqual(changes);
    expect((await previewOf(app, database, after)).changes).toEqual([]);
  });

  it("a full reprocess", async ({ app, database, logOf }) => {
    await logOf(main(database, { items: a }));
    const { changes } = await previewOf(app, database, { items: a }, { fullReprocess: true });
    expect(changes).toEqual([updated("t", t, REPROCESSED), updated("t/k", at("a"), REPROCESSED)]);
  });

  it("a deletion that failed before", async ({ app, database, logOf }) => {
    await logOf(main(database, { items: a }));
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    await logOf(main(database, {}));
    expect((await previewOf(app, database, {})).changes).toEqual([deleted("t/k", at("a"))]);
    expect((await previewOf(app, database, { items: a })).changes).toEqual([updated("t/k", at("a"), UNFINISHED)]);
  });

  it("a component that fails: its states stay, and the plan has the failure", async ({ app, database, logOf }) => {
    await logOf(main(database, { items: a }));
    const { changes, plan } = await previewOf(app, database, {
      items: [
        ["a", { fail: "" }],
        ["b", { l: "1" }],
      ],
    });
    expect(changes).toEqual([created("t/l", at("b"), NEW)]);
    expect(plan.failures.map(({ path }) => path)).toEqual([at("a")]);
    expect(messagesOf(plan)).toEqual(["broken"]);
  });

  it("beside an update that is going on", async ({ app, database, logOf }) => {
    await logOf(main(database, { items: a }));
    let seen: readonly string[] = [];
    await logOf(async () => {
      ({ changes: seen } = await previewOf(app, database, { items: [["a", { k: "2" }]] }));
      await main(database, { items: a })();
    });
    expect(seen).toEqual([updated("t/k", at("a"), EDITED)]);
    expect(database.rows("t")).toEqual({ k: "1" });
  });

  it("without running: what would run, and what goes for sure", async ({ app, database, logOf }) => {
    await logOf(main(database, { items: [...a, ["b", { l: "1" }]] }));
    const { changes, plan } = await previewOf(
      app,
      database,
      {
        items: [
          ["a", { k: "2" }],
          ["c", { m: "1" }],
        ],
      },
      { run: false },
    );
    expect(changes).toEqual([deleted("t/l", at("b"))]);
    const wouldRun = plan.wouldRun.map(
      ({ component, reason, what }) => `${what} ${component ?? ""}: ${describeReason(reason)}`,
    );
    expect(wouldRun.toSorted()).toEqual([`component ${at("a")}: ${EDITED}`, `component ${at("c")}: ${NEW}`]);
    expect(plan.stats.components["rules/memo"]?.ran ?? 0).toBe(0);
  });
});
