import { fn, symbol } from "@coco/connectorkit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { componentKey } from "../component/component-path.ts";
import { inspect, mountEach } from "../index.ts";
import { type Change, type Entry, openStateStore, pagesOf } from "../store/index.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { TestApp } from "../testing/test-app.ts";

let test: TestApp;
let database: MemoryDatabase;

beforeEach(() => {
  test = new TestApp();
  database = new MemoryDatabase("lost-owners");
  database.create("mine");
});
afterEach(() => test.dispose());

const document = fn({ memo: true, deps: {}, name: "document" }, async (rows: readonly string[], table: MemoryTable) => {
  for (const row of rows) table.declare(row, row);
});
type Documents = Readonly<Record<string, readonly string[]>>;
/** The user manages the table "mine": its rows go one by one, those of "docs" with the table. */
const inTable = (name: "docs" | "mine") => (documents: Documents) => async () => {
  const table = await (name === "mine" ? database.mountTable("mine", "v1.a", "user") : database.mountTable("docs"));
  await mountEach(Object.entries(documents), document, table);
};
const keyOf = (name: string): Uint8Array => componentKey([symbol("document"), name]);
const problems = async (): Promise<unknown> => (await checkStore(test.storePath, "Test", true)).problems;

/** Changes owner entries behind the engine's back. */
async function meddle(change: (entry: Entry) => Change | undefined): Promise<void> {
  const opened = await openStateStore({ path: test.storePath });
  const state = await opened.app("Test");
  const changes: Change[] = [];
  for await (const page of pagesOf(state, "owner"))
    for (const entry of page) changes.push(...[change(entry)].filter((one) => one !== undefined));
  await state.commit(changes);
  await opened.close();
  expect(changes).not.toEqual([]);
}
const lose = ({ key }: Entry): Change => ({ kind: "delete", table: "owner", key });
const ofComponent =
  (name: string, change: (entry: Entry) => Change) =>
  (entry: Entry): Change | undefined =>
    Buffer.compare(entry.value, keyOf(name)) === 0 ? change(entry) : undefined;

describe.each(["docs", "mine"] as const)("owner entries that are lost, in table %s", (name) => {
  const main = inTable(name);
  const rows = (): string[] => Object.keys(database.rows(name));

  beforeEach(() => test.succeed(main({ a: ["a1", "a2"], b: ["b1"], c: ["c1"] })));

  it("keep nothing in the target that is gone or not declared any more", async () => {
    await meddle(lose);
    await test.succeed(main({ a: ["a1"], c: ["c1"] }));
    expect(rows()).toEqual(["a1", "c1"]);
    expect(test.log.join("\n")).toContain("It is lost whose some target states are");
    expect(test.log.join("\n")).not.toContain("another component's");
    expect(await problems()).toEqual([]);
  });

  it("keep nothing from being dropped", async () => {
    await meddle(lose);
    await test.drop();
    expect([...database.tables.keys()]).toEqual(["mine"]);
    if (name === "mine") expect(rows()).toEqual([]);
  });

  it("are written anew by a full reprocess", async () => {
    await meddle(lose);
    await test.succeed(main({ a: ["a1", "a2"], b: ["b1"], c: ["c1"] }), { fullReprocess: true });
    expect(await problems()).toEqual([]);
    expect(rows()).toEqual(["a1", "a2", "b1", "c1"]);
  });

  it("let another component have the state in the same run, and keep it", async () => {
    await meddle(lose);
    await test.succeed(main({ c: ["c1", "a1", "b1"] }));
    expect(rows()).toEqual(["a1", "b1", "c1"]);
    await test.succeed(main({ c: ["c1", "a1"] }));
    expect(rows()).toEqual(["a1", "c1"]);
    expect(await problems()).toEqual([]);
  });

  it("do not take a state from a component that declares it, whoever else tracks it", async () => {
    await meddle(ofComponent("b", lose));
    await test.succeed(main({ a: ["a1", "a2"], b: ["b1"], c: ["c1", "b1"] })); // b is a hit: both track b1
    await meddle(lose);
    await test.succeed(main({ a: ["a1", "a2"], c: ["c1", "b1"] }));
    expect(rows()).toEqual(["a1", "a2", "b1", "c1"]);
    await test.succeed(main({ a: ["a1", "a2"], c: ["c1"] }));
    expect(rows()).toEqual(["a1", "a2", "c1"]);
  });

  it("that fail to be deleted stay tracked, and a drop says so", async () => {
    await meddle(lose);
    database.fault = (what) => (/^(drop|delete)/.test(what) ? new Error("refused") : undefined);
    await expect(test.drop()).rejects.toMatchObject({ code: "UPDATE_FAILED" });
    database.fault = undefined;
    await test.drop();
    if (name === "mine") expect(rows()).toEqual([]);
    else expect([...database.tables.keys()]).toEqual(["mine"]);
  });

  it("of one component that is gone, and of the table, are found too", async () => {
    await meddle(({ key, value }) =>
      [..."abc"].some((one) => Buffer.compare(value, keyOf(one)) === 0) ? undefined : lose({ key, value }),
    );
    await test.succeed(() => undefined);
    if (name === "mine") expect(rows()).toEqual([]);
    else expect([...database.tables.keys()]).toEqual(["mine"]);
  });
});

describe("owner entries that name another component", () => {
  it("keep nothing from being dropped where that one does not track the state", async () => {
    await test.succeed(inTable("mine")({ a: ["a1"], b: ["b1"] }));
    await meddle(({ key }) => ({ kind: "put", table: "owner", key, value: keyOf("b") }));
    await test.drop();
    expect(Object.keys(database.rows("mine"))).toEqual([]);
  });
});

describe("a drop", () => {
  it("deletes what no component is known to have mounted too", async () => {
    await test.succeed(inTable("mine")({ a: ["a1"], b: ["b1"] }));
    const opened = await openStateStore({ path: test.storePath });
    await (await opened.app("Test")).commit([{ kind: "delete", table: "component", key: componentKey([]) }]);
    await opened.close();
    await test.drop();
    expect(Object.keys(database.rows("mine"))).toEqual([]);
  });
});

describe("the check", () => {
  it("says of each finding what to do next", async () => {
    await test.succeed(inTable("docs")({ a: ["a1"], b: ["b1"] }));
    await meddle(lose);
    const inspection = await inspect(test.storePath);
    const hints: string[] = [];
    for await (const { hint } of (await inspection.app("Test")).check()) hints.push(hint);
    await inspection.close();
    expect(hints).toHaveLength(3);
    for (const hint of hints) expect(hint).toContain("fullReprocess");
  });
});
