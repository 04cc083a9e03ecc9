import { describe, expect } from "vitest";
import { subpath, useMount } from "../../index.ts";
import { work } from "../../testing/memo-change.ts";
import { CALLED_WAYS, MOUNTED_WAYS, ROOT_RAN } from "../../testing/memo-ways.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { it } from "./rule-test.ts";

const ALWAYS = "runs every time (not memoized)";
const NO_RESULT = "the last run left no result to reuse";
const REPROCESSED = "everything is processed again";
const FULL = { fullReprocess: true };

describe("M8 Clean-up: a full reprocess that fails", () => {
  it("leaves what was done, and what it did not come to as it was", async ({ logOf }) => {
    let broken = false;
    const main = async (): Promise<void> => {
      const f = work("f", { memo: true }, async (name: string) => {
        if (broken && name === "b") throw new Error("broken");
      });
      for (const name of ["a", "b", "c"]) await useMount(subpath(name), f, name);
    };
    await logOf(main);
    broken = true;
    expect(await logOf(main, FULL)).toEqual([
      ROOT_RAN,
      `a ran: ${REPROCESSED}`,
      `b ran: ${REPROCESSED}`,
      "b failed: broken",
      "/ failed: broken",
    ]);
    broken = false;
    expect(await logOf(main)).toEqual([ROOT_RAN, "a is unchanged", `b ran: ${NO_RESULT}`, "c is unchanged"]);
  });

  it.for(MOUNTED_WAYS)("$way: what it could not write is written by the next run", async (way, { database, logOf }) => {
    const main = async (): Promise<void> => {
      const table = await database.mountTable("docs");
      await way.reach(
        work("f", { memo: true }, async (into: MemoryTable) => into.declare("x", 1)),
        table,
      )();
    };
    await logOf(main);
    database.fault = (what) => (what.endsWith("docs/x") ? new Error("no room") : undefined);
    const log = await logOf(main, FULL);
    expect(log[3]).toBe(way.ran("f", REPROCESSED));
    expect(log.slice(4)).toEqual([expect.stringContaining(`${way.place("f")} failed: `)]);
    database.fault = undefined;
    expect(await logOf(main)).toEqual([
      ROOT_RAN,
      `@target/test.memory.db/docs ran: ${ALWAYS}`,
      way.ran("f", NO_RESULT),
      `test.memory.db/docs/x updated by ${way.place("f")}: ${NO_RESULT}`,
    ]);
  });

  it.for(CALLED_WAYS)("$way: results of a component that fails then stay as they were", async (way, { logOf }) => {
    let broken = false;
    const main = async (): Promise<void> => {
      await work("f", { memo: way.memo })("a");
      if (broken) throw new Error("broken");
    };
    await logOf(main);
    broken = true;
    expect(await logOf(main, FULL)).toEqual([ROOT_RAN, way.ran("f", REPROCESSED), "/ failed: broken"]);
    broken = false;
    expect(await logOf(main)).toEqual([ROOT_RAN, way.reused("f")]);
  });
});
