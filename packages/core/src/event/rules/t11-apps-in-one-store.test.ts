import { describe, expect } from "vitest";
import { app as defineApp, IdGenerator, mountEach, subpath } from "../../index.ts";
import type { MemoryDatabase } from "../../testing/memory-target.ts";
import type { TestApp } from "../../testing/test-app.ts";
import { describeEvent } from "../describe-event.ts";
import { created, deleted, expectStages, gone, mountOf, NEW, opened, ran, unchanged, updated } from "./lines.ts";
import { at, type Items, memo } from "./moving-rows.ts";
import { it } from "./rule-test.ts";

/** The log of another app over the same store. */
async function logOfApp(test: TestApp, name: string, main: () => unknown, drops = false): Promise<string[]> {
  const log: string[] = [];
  const onEvent = { onEvent: (event: Parameters<typeof describeEvent>[0]) => void log.push(describeEvent(event)) };
  const other = defineApp({ name, environment: test.environment() }, main);
  if (drops) await other.drop(onEvent);
  else await other.update({ failures: "report", ...onEvent });
  return log;
}

const items = (value: string): Items => [["a", { k: value }]];
const main =
  (database: MemoryDatabase, table: string, given: Items, managedBy: "system" | "user" = "system") =>
  async () => {
    await mountEach(subpath("docs"), given, memo, await database.mountTable(table, "v1.a", managedBy));
  };

describe("T11 Several apps in one store", () => {
  it("have components, memos and tables of their own, under the same paths", async ({ app, database, logOf }) => {
    await logOf(main(database, "t", items("1")));
    expect(await logOfApp(app, "Other", main(database, "u", items("1")))).toEqual([
      ...opened("u"),
      created("u", mountOf("u")),
      ran(at("a"), NEW),
      created("u/k", at("a"), NEW),
    ]);
    expect(await logOf(main(database, "t", items("1")))).toEqual([...opened("t"), unchanged(at("a"))]);
    expect(await logOfApp(app, "Other", main(database, "u", items("1")))).toEqual([...opened("u"), unchanged(at("a"))]);
  });

  it("delete nothing of one another", async ({ app, database, logOf }) => {
    await logOf(main(database, "t", items("1")));
    await logOfApp(app, "Other", main(database, "u", items("1")));
    expectStages(
      await logOfApp(app, "Other", async () => undefined),
      [ran("/")],
      [deleted("u", mountOf("u"))],
      [gone(mountOf("u")), gone(at("a"))],
    );
    expect(await logOf(main(database, "t", items("1")))).toEqual([...opened("t"), unchanged(at("a"))]);
  });

  it("are dropped each on its own", async ({ app, database, logOf }) => {
    await logOf(main(database, "t", items("1")));
    await logOfApp(app, "Other", main(database, "u", items("1")));
    expectStages(
      await logOfApp(app, "Other", () => undefined, true),
      [deleted("u", mountOf("u"))],
      [gone(mountOf("u")), gone(at("a"))],
      [gone("/")],
    );
    expect(await logOf(main(database, "t", items("1")))).toEqual([...opened("t"), unchanged(at("a"))]);
    expect(database.rows("t")).toEqual({ k: "1" });
  });

  it("number their identifiers each from 1", async ({ app, database, logOf }) => {
    const numbered = (table: string) => async () => {
      const into = await database.mountTable(table);
      into.declare(await new IdGenerator().next("x"), "1");
    };
    expect((await logOf(numbered("t"))).slice(2)).toEqual([created("t", mountOf("t")), created("t/1", "/")]);
    expect((await logOfApp(app, "Other", numbered("u"))).slice(2)).toEqual([
      created("u", mountOf("u")),
      created("u/1", "/"),
    ]);
  });

  it("may write into a table of another one that they do not manage, and delete their own rows alone", async ({
    app,
    database,
    logOf,
  }) => {
    await logOf(main(database, "t", items("1")));
    const mine: Items = [["b", { l: "1" }]];
    expect(await logOfApp(app, "Other", main(database, "t", mine, "user"))).toEqual([
      ...opened("t"),
      ran(at("b"), NEW),
      created("t/l", at("b"), NEW),
    ]);
    expect(await logOf(main(database, "t", items("2")))).toEqual([
      ...opened("t"),
      ran(at("a"), "its item changed"),
      updated("t/k", at("a"), "its item changed"),
    ]);
    expectStages(
      await logOfApp(app, "Other", async () => undefined),
      [ran("/")],
      [deleted("t/l", at("b"))],
      [gone(at("b")), gone(mountOf("t"))],
    );
    expect(database.rows("t")).toEqual({ k: "2" });
  });
});
