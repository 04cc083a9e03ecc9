import { declareTargetState, type Sink, registerRootTargets } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { mountEach, subpath } from "../../index.ts";
import type { MemoryDatabase, MemoryTable } from "../../testing/memory-target.ts";
import {
  created,
  deleted,
  expectStages,
  failed,
  gone,
  mountOf,
  notDeleted,
  opened,
  ran,
  retried,
  UNDECLARED,
  UNFINISHED,
  updated,
} from "./lines.ts";
import { at, type Items, plain } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `d${index}`);
const items = (count: number, value = "1"): Items => names(count).map((name) => [name, { [`k${name}`]: value }]);
const app = (database: MemoryDatabase, given: Items, more?: (table: MemoryTable) => void) => async () => {
  const table = await database.mountTable("t");
  more?.(table);
  await mountEach(subpath("docs"), given, plain, table);
};
const refuse = (database: MemoryDatabase, ...what: readonly string[]): void => {
  database.fault = (action) => (what.includes(action) ? new Error("refused") : undefined);
};

describe("T7 Sinks: one bad row fails its own component alone", () => {
  const cases = [1, 2, 3, 8].flatMap((count) =>
    [...new Set([0, count >> 1, count - 1])].flatMap((bad) =>
      [false, true].map((reportsActions) => ({
        count,
        bad,
        reportsActions,
        how: reportsActions ? "it says which" : "it is halved",
      })),
    ),
  );

  it.for(cases)("of $count that are written together number $bad: $how", async (given, { database, logOf }) => {
    const { bad, count, reportsActions } = given;
    database.reportsActions = reportsActions;
    await logOf(app(database, []));
    refuse(database, `create t/kd${bad}`);
    const good = names(count).filter((_, index) => index !== bad);
    expectStages(
      await logOf(app(database, items(count))),
      opened("t"),
      names(count).map((name) => ran(at(name))),
      [...good.map((name) => created(`t/k${name}`, at(name))), failed(at(`d${bad}`), "refused")],
    );
    database.fault = undefined;
    // It may be there: the next run writes that one again, and no other.
    expectStages(
      await logOf(app(database, items(count))),
      opened("t"),
      names(count).map((name) => ran(at(name))),
      [updated(`t/kd${bad}`, at(`d${bad}`), UNFINISHED)],
    );
  });

  it("is found by halving: eight that are written together take seven calls", async ({ database, logOf }) => {
    await logOf(app(database, []));
    refuse(database, "create t/kd0");
    database.batches.splice(0);
    await logOf(app(database, items(8)));
    expect(database.batches).toEqual([8, 4, 2, 1, 1, 2, 4]);
  });

  it("two bad ones fail both their components", async ({ database, logOf }) => {
    await logOf(app(database, []));
    refuse(database, "create t/kd1", "create t/kd6");
    const good = names(8).filter((name) => name !== "d1" && name !== "d6");
    expectStages(
      await logOf(app(database, items(8))),
      opened("t"),
      names(8).map((name) => ran(at(name))),
      [
        ...good.map((name) => created(`t/k${name}`, at(name))),
        failed("docs/d1", "refused"),
        failed("docs/d6", "refused"),
      ],
    );
  });

  it("a component with several rows fails as a whole, and is not taken apart", async ({ database, logOf }) => {
    const rows: Items = [
      ["a", { k: "1", l: "1", m: "1" }],
      ["b", { n: "1" }],
    ];
    await logOf(app(database, []));
    refuse(database, "create t/l");
    expectStages(
      await logOf(app(database, rows)),
      opened("t"),
      [ran("docs/a"), ran("docs/b")],
      [created("t/n", "docs/b"), failed("docs/a", "refused")],
    );
    database.fault = undefined;
    expectStages(
      await logOf(app(database, rows)),
      opened("t"),
      [ran("docs/a"), ran("docs/b")],
      ["k", "l", "m"].map((key) => updated(`t/${key}`, "docs/a", UNFINISHED)),
    );
  });

  it("a bad row fails what its component writes in later stages too", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("t");
      table.declare("k", "1");
      table.declareIndex("i", "flat");
    };
    await logOf(app(database, []));
    refuse(database, "create t/k");
    expect(await logOf(main)).toEqual([...opened("t"), failed("/", "refused")]);
    expect([...database.indexes]).toEqual([]);
  });

  it("a bad deletion fails alone as well, and is made by the next run", async ({ database, logOf }) => {
    await logOf(app(database, items(3)));
    refuse(database, "delete t/kd1");
    expectStages(await logOf(app(database, [])), opened("t"), [
      deleted("t/kd0", "docs/d0"),
      deleted("t/kd2", "docs/d2"),
      gone("docs/d0"),
      gone("docs/d2"),
      notDeleted("docs/d1", "refused"),
    ]);
    database.fault = undefined;
    expect(await logOf(app(database, []))).toEqual([...opened("t"), deleted("t/kd1", "docs/d1"), gone("docs/d1")]);
  });
});

describe("T7 Sinks: failures that may pass", () => {
  const busy = (times: number) => {
    let left = times;
    return (what: string): unknown =>
      what.startsWith("create") && left-- > 0 ? Object.assign(new Error("busy"), { isRetryable: true }) : undefined;
  };
  const sink = "memory rows of t";

  it.for([1, 2])("are tried again, the whole batch (%i times)", async (times, { database, logOf }) => {
    await logOf(app(database, []));
    database.fault = busy(times);
    expectStages(
      await logOf(app(database, items(3))),
      opened("t"),
      names(3).map((name) => ran(at(name))),
      ...Array.from({ length: times }, (_, index) => [retried(sink, index + 1, "busy")]),
      names(3).map((name) => created(`t/k${name}`, at(name))),
    );
  });

  it("fail all of the batch when they do not pass", async ({ database, logOf }) => {
    await logOf(app(database, []));
    database.fault = busy(Number.POSITIVE_INFINITY);
    expectStages(
      await logOf(app(database, items(2))),
      opened("t"),
      names(2).map((name) => ran(at(name))),
      ...[1, 2, 3, 4, 5].map((attempt) => [retried(sink, attempt, "busy")]),
      names(2).map((name) => failed(at(name), "busy")),
    );
  });

  it("and others at the same time: the batch is tried again, then halved", async ({ database, logOf }) => {
    await logOf(app(database, []));
    const busyOnce = busy(1);
    database.fault = (what) => busyOnce(what) ?? (what === "create t/kd1" ? new Error("refused") : undefined);
    expectStages(
      await logOf(app(database, items(2))),
      opened("t"),
      names(2).map((name) => ran(at(name))),
      [retried(sink, 1, "busy")],
      [created("t/kd0", "docs/d0"), failed("docs/d1", "refused")],
    );
  });
});

describe("T7 Sinks: the order of actions", () => {
  it("in a group: containers, upserts, attachments", async ({ database, logOf }) => {
    const main = async (): Promise<void> => {
      const [t, u] = await Promise.all([database.mountTable("t"), database.mountTable("u")]);
      t.declareIndex("i", "flat");
      t.declare("k", "1");
      u.declare("k", "1");
    };
    expectStages(
      await logOf(main),
      [ran("/")],
      [ran(mountOf("t")), ran(mountOf("u"))],
      [created("t", mountOf("t")), created("u", mountOf("u"))],
      [created("t/k", "/"), created("u/k", "/")],
      [created("t/@index/i", "/")],
    );
  });

  it("when all goes: attachments, rows; containers first, for their children go with them", async ({
    database,
    logOf,
  }) => {
    const main = (stays: boolean) => async () => {
      const table = await database.mountTable("t");
      if (!stays) return;
      table.declareIndex("i", "flat");
      table.declare("k", "1");
      (await database.mountTable("u")).declare("k", "1");
    };
    await logOf(main(true));
    expect(await logOf(main(false))).toEqual([
      ...opened("t"),
      deleted("u", mountOf("u")),
      deleted("t/@index/i", "/", UNDECLARED),
      deleted("t/k", "/", UNDECLARED),
      gone(mountOf("u")),
    ]);
  });

  it("actions of many components reach a sink in one call, by path; bounded by its count", async ({ logOf }) => {
    const calls: string[][] = [];
    const sink: Sink<string> = {
      name: "counting",
      maxBatchCount: 2,
      apply: async (payloads) => void calls.push([...payloads]),
    };
    const target = registerRootTargets<string, string, string>("test.t07.counting", {
      reconcile: (key, desired, previous) =>
        previous.possible[0] === desired
          ? undefined
          : { tracking: desired, action: { sink, payload: `${String(key)}=${String(desired)}` } },
    });
    const main = async (): Promise<void> => {
      const declare = (value: string): void => declareTargetState(target.state(value, "1"));
      await mountEach(
        subpath("docs"),
        names(5)
          .toReversed()
          .map((name) => [name, name] as const),
        declare,
      );
    };
    expectStages(
      await logOf(main),
      [ran("/"), ...names(5).map((name) => ran(at(name)))],
      ...names(5).map((name) => [created(`test.t07.counting/${name}`, at(name))]),
    );
    expect(calls).toEqual([["d0=1", "d1=1"], ["d2=1", "d3=1"], ["d4=1"]]);
  });
});

describe("T7 Sinks: what update() says of failures", () => {
  it("resolves with the report, or rejects with it when all other work is done", async ({ app: test, database }) => {
    const main = app(database, items(3));
    refuse(database, "create t/kd1");
    const report = await test.define(main).update({ failures: "report" });
    expect([report.status, report.failures.map(({ path }) => path)]).toEqual(["failed", ["docs/d1"]]);
    await expect(test.define(main).update()).rejects.toMatchObject({
      report: { status: "failed", failures: [{ path: "docs/d1" }] },
    });
    expect(database.rows("t")).toEqual({ kd0: "1", kd2: "1" });
  });
});
