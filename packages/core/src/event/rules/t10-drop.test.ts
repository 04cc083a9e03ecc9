import { describe, expect } from "vitest";
import { IdGenerator, mountEach, subpath, type UpdateFailedError } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import { NestedTarget } from "../../testing/nested-target.ts";
import type { TestApp } from "../../testing/test-app.ts";
import { wrap } from "../../testing/wrap.ts";
import { describeEvent } from "../describe-event.ts";
import {
  created,
  deleted,
  expectStages,
  gone,
  mountOf,
  NEW,
  notDeleted,
  opened,
  ran,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { at, type Items, memo } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

/** Drops the app; gives the log, and the failures that it rejected with. */
async function drop(app: TestApp): Promise<{ log: string[]; failed: string[] }> {
  const log: string[] = [];
  const failed: string[] = [];
  const main = (): never => {
    throw new Error("a drop never needs the app's function");
  };
  await app
    .define(main)
    .drop({ onEvent: (event) => void log.push(describeEvent(event)) })
    .then(
      () => undefined,
      (error: UpdateFailedError) => failed.push(...error.report.failures.map(({ path }) => path)),
    );
  return { log, failed };
}

const items: Items = [
  ["a", { k: "1" }],
  ["b", { l: "1" }],
];
const main =
  (database: MemoryDatabase, managedBy: "system" | "user" = "system", more?: (table: MemoryTable) => void) =>
  async () => {
    const table = await database.mountTable("t", "v1.a", managedBy);
    more?.(table);
    await mountEach(subpath("docs"), items, memo, table);
  };
const everyone = [gone(at("a")), gone(at("b")), gone(mountOf("t"))];

describe("T10 Drop", () => {
  it("drops a table with all that is in it", async ({ app, database, logOf }) => {
    await logOf(main(database, "system", (table) => table.declareIndex("i", "flat")));
    const { failed, log } = await drop(app);
    expectStages(log, [deleted("t", mountOf("t"))], everyone, [gone("/")]);
    expect(failed).toEqual([]);
  });

  it("deletes rows one by one in a table that the user manages, and its index before them", async ({
    app,
    database,
    logOf,
  }) => {
    database.create("t");
    await logOf(main(database, "user", (table) => table.declareIndex("i", "flat")));
    const { log } = await drop(app);
    // The index is the root's own, which goes after what is beneath it.
    expect(log.toSorted()).toEqual(
      [deleted("t/k", at("a")), deleted("t/l", at("b")), deleted("t/@index/i", "/"), ...everyone, gone("/")].toSorted(),
    );
    expect([...database.tables.keys()]).toEqual(["t"]);
    expect(database.rows("t")).toEqual({});
  });

  it.for([
    { schemas: ["v1.a", "v1.a"], goes: "x", by: "x" },
    { schemas: ["user:v1.a", "v1.a"], goes: "x/y", by: "x/y" },
    { schemas: ["v1.a", "user:v1.a"], goes: "x", by: "x" },
    { schemas: ["user:v1.a", "user:v1.a"], goes: "x/y/k", by: undefined },
  ])("of containers $schemas, one in the other, deletes $goes", async ({ by, goes, schemas }, { app, logOf }) => {
    const root = "test.nested.drop";
    const target = new NestedTarget(root);
    await logOf(async () => {
      const x = await target.mount("x", schemas[0] ?? "");
      const y = await target.mount("y", schemas[1] ?? "", x);
      target.declare("k", "1", y);
    });
    const { log } = await drop(app);
    const mounts = ["x", "x/y"].map((path) => mountOf(`${root}/${path}`));
    expect(log.toSorted()).toEqual(
      [
        deleted(`${root}/${goes}`, by === undefined ? "/" : mountOf(`${root}/${by}`)),
        ...mounts.map(gone),
        gone("/"),
      ].toSorted(),
    );
  });

  it("of an app that never ran, and of one that was dropped, does nothing", async ({ app, database, logOf }) => {
    expect(await drop(app)).toEqual({ log: [], failed: [] });
    await logOf(main(database));
    await drop(app);
    expect(await drop(app)).toEqual({ log: [], failed: [] });
  });

  it("lets the app begin anew", async ({ app, database, logOf }) => {
    await logOf(main(database));
    await drop(app);
    expectStages(
      await logOf(main(database)),
      opened("t"),
      [created("t", mountOf("t"))],
      [ran(at("a"), NEW), ran(at("b"), NEW), created("t/k", at("a"), NEW), created("t/l", at("b"), NEW)],
    );
  });

  it("forgets what calls gave that components share, and the numbers handed out", async ({ app, logOf, database }) => {
    const shared = wrap("t10/shared", { memo: "app" }, async (text: string) => text.toUpperCase());
    const numbered = async (): Promise<void> => {
      const table = await database.mountTable("t");
      table.declare(await new IdGenerator().next("x"), await shared("x"));
    };
    const first = [...opened("t"), created("t", mountOf("t")), "t10/shared() ran: new", created("t/1", "/")];
    expect(await logOf(numbered)).toEqual(first);
    await drop(app);
    expect(await logOf(numbered)).toEqual(first);
  });

  it("whose deletion of a table fails rejects, touches nothing in it, and the next one drops it", async ({
    app,
    database,
    logOf,
  }) => {
    await logOf(main(database));
    database.fault = (what) => (what === "drop t" ? new Error("refused") : undefined);
    expect(await drop(app)).toEqual({ log: [notDeleted(mountOf("t"), "refused")], failed: [mountOf("t")] });
    expect(database.rows("t")).toEqual({ k: "1", l: "1" });
    database.fault = undefined;
    expectStages((await drop(app)).log, [deleted("t", mountOf("t"))], everyone, [gone("/")]);
  });

  it("whose deletion of one row fails deletes the others, and the next one that row alone", async ({
    app,
    database,
    logOf,
  }) => {
    database.create("t");
    await logOf(main(database, "user"));
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    const { failed, log } = await drop(app);
    expect(log.toSorted()).toEqual([deleted("t/l", at("b")), gone(at("b")), notDeleted(at("a"), "refused")].toSorted());
    expect(failed).toEqual([at("a")]);
    database.fault = undefined;
    expect((await drop(app)).log.toSorted()).toEqual(
      [deleted("t/k", at("a")), gone(at("a")), gone(mountOf("t")), gone("/")].toSorted(),
    );
  });

  it("that failed leaves what an update needs: what may be gone is written again", async ({ app, database, logOf }) => {
    database.create("t");
    await logOf(main(database, "user"));
    database.fault = (what) => (what === "delete t/k" ? new Error("refused") : undefined);
    await drop(app);
    database.fault = undefined;
    expectStages(await logOf(main(database, "user")), opened("t"), [
      ran(at("a"), UNFINISHED),
      updated("t/k", at("a"), UNFINISHED),
      ran(at("b"), NEW),
      created("t/l", at("b"), NEW),
    ]);
    expect(database.rows("t")).toEqual({ k: "1", l: "1" });
  });

  it("also deletes what an earlier run could not", async ({ app, database, logOf }) => {
    database.create("t");
    await logOf(main(database, "user"));
    database.fault = (what) => (what === "delete t/l" ? new Error("refused") : undefined);
    await logOf(async () => {
      const table = await database.mountTable("t", "v1.a", "user");
      await mountEach(subpath("docs"), items.slice(0, 1), memo, table);
    });
    database.fault = undefined;
    expect((await drop(app)).log.toSorted()).toEqual(
      [deleted("t/k", at("a")), deleted("t/l", at("b")), ...everyone, gone("/")].toSorted(),
    );
  });
});
