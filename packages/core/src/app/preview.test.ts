import { fn } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeReason, mountEach } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;
const ran: string[] = [];

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("preview");
  ran.length = 0;
});
afterEach(() => test.dispose());

const indexVersion = (version: number) =>
  fn(
    { memo: true, version, deps: {}, name: "preview.test/index" },
    async function index(text: string, table: MemoryTable) {
      ran.push(text);
      table.declare(text.slice(0, 1), text);
    },
  );
const main =
  (items: Record<string, string>, version = 1, schema = "v1.a") =>
  async () => {
    const table = await database.mountTable("docs", schema);
    table.declareIndex("text", "fts");
    await mountEach(Object.entries(items), indexVersion(version), table);
  };
const lines = (plan: { changes: readonly { target: string; change: string; component: string; reason: never }[] }) =>
  plan.changes.map(
    ({ change, target, reason }) => `${change} ${target.split("/").slice(1).join("/")}: ${describeReason(reason)}`,
  );

describe("T9 preview", () => {
  it("tells what a first run would do, at every level, and does nothing", async () => {
    const plan = await test.define(main({ one: "a1", two: "b1" })).preview();
    expect(lines(plan as never)).toEqual([
      "create docs: new",
      "create docs/a: new",
      "create docs/b: new",
      "create docs/@index/text: new",
    ]);
    expect(database.log).toEqual([]);
    const report = await test.run(main({ one: "a1", two: "b1" }));
    expect(report.stats.total.ran).toBe(4);
    expect(database.takeLog()).toEqual(["make docs", "create docs/a", "create docs/b", "index docs/text"]);
  });

  it("says why each change would be made, and the next update makes exactly these", async () => {
    await test.run(main({ one: "a1", two: "b1", three: "c1" }));
    database.takeLog();
    ran.length = 0;
    const plan = await test.define(main({ one: "a1", two: "b2", four: "d1" })).preview();
    expect(lines(plan as never).sort()).toEqual([
      "create docs/d: new",
      "delete docs/c: its component is gone",
      "update docs/b: its item changed",
    ]);
    expect(plan.stats.total).toMatchObject({ ran: 4, unchanged: 1, failed: 0 });
    expect(database.log).toEqual([]);
    await test.run(main({ one: "a1", two: "b2", four: "d1" }));
    expect(database.takeLog().sort()).toEqual(["create docs/d", "delete docs/c", "update docs/b"]);
    const again = await test.define(main({ one: "a1", two: "b2", four: "d1" })).preview();
    expect(again.changes).toEqual([]);
  });

  it("names a changed function, and with run: false lists what would run without running it", async () => {
    await test.run(main({ one: "a1" }));
    ran.length = 0;
    const plan = await test.define(main({ one: "a1" }, 2)).preview({ run: false });
    expect(plan.wouldRun).toEqual([
      {
        what: "component",
        component: '@"preview.test/index"/one',
        functionName: "preview.test/index",
        reason: { kind: "dependency", on: "function", name: "preview.test/index" },
      },
    ]);
    expect(ran).toEqual([]);
    expect(plan.changes).toEqual([]);
  });

  it("shows the rows that a rebuilt table would get again", async () => {
    await test.run(main({ one: "a1" }));
    const plan = await test.define(main({ one: "a1" }, 1, "v2.a")).preview();
    expect(lines(plan as never)).toEqual([
      "update docs: its schema changed",
      "create docs/a: its target was rebuilt",
      "create docs/@index/text: its target was rebuilt",
    ]);
    expect(database.rows("docs")).toEqual({ a: "a1" });
  });
});

describe("T9 preview without running", () => {
  const calls: string[] = [];
  const embed = (memo: true | "app") =>
    fn({ memo, deps: {}, name: `preview.test/embed-${memo}` }, async (text: string) => {
      calls.push(text);
      return text.toUpperCase();
    });
  const pipeline =
    (memo: true | "app", items: Record<string, string>, swallow = false) =>
    async () => {
      const table = await database.mountTable("docs");
      await mountEach(Object.entries(items), async function file(text: string) {
        try {
          table.declare(text.slice(0, 1), await embed(memo)(text));
        } catch (error) {
          if (!swallow) throw error;
          table.declare("z", "made up");
        }
      });
    };

  it.for([true, "app"] as const)("stops at a call that is stale, and lists it (memo: %s)", async (memo) => {
    await test.run(pipeline(memo, { one: "a1", two: "b1" }));
    calls.length = 0;
    const plan = await test.define(pipeline(memo, { one: "a2", two: "b1" })).preview({ run: false });
    expect(calls).toEqual([]);
    expect(plan.wouldRun).toEqual([
      { what: "call", component: "@file/one", functionName: `preview.test/embed-${memo}`, reason: { kind: "new" } },
    ]);
    expect([plan.changes, plan.failures]).toEqual([[], []]);
  });

  it("is not misled by a function that catches what stops it", async () => {
    await test.run(pipeline(true, { one: "a1" }));
    const plan = await test.define(pipeline(true, { one: "a2" }, true)).preview({ run: false });
    expect([plan.changes, plan.failures, plan.wouldRun.length]).toEqual([[], [], 1]);
  });

  it("names the function whose change makes a component change something that runs every time", async () => {
    const helper = (version: number) =>
      fn({ memo: true, version, deps: {}, name: "preview.test/helper" }, (text: string) => `${text}${version}`);
    const main = (version: number) => async () => {
      const table = await database.mountTable("docs");
      table.declare("k", helper(version)("x"));
    };
    await test.run(main(1));
    const { changes } = await test.define(main(2)).preview();
    expect(changes).toEqual([
      {
        target: expect.stringContaining("docs/k"),
        path: [expect.any(String), "docs", "k"],
        change: "update",
        component: "/",
        reason: { kind: "dependency", on: "function", name: "preview.test/helper" },
        loss: "none",
        details: [],
      },
    ]);
  });
});
