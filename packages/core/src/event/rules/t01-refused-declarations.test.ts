import { memoKey, memoState } from "@coco/connectorkit";
import { describe, expect } from "vitest";
import { boundContext, mount, subpath, useMount } from "../../index.ts";
import type { MemoryTable } from "../../testing/memory-target.ts";
import { wrap } from "../../testing/wrap.ts";
import { began, called, created, failed, opened, ran, reused } from "./lines.ts";
import { it } from "./rule-test.ts";

/** The lines, with "<here>" for places in this file. */
const withoutPlaces = (lines: readonly string[]): string[] =>
  lines.map((line) => line.replace(/\S*t01-refused-declarations\.test\.ts:\d+:\d+/g, "<here>"));

const declaredTwice = (places: string): string => `test.memory.db/t/k is declared twice in component doc: ${places}.`;
const byCall = (functionName: string): string => `by a memoized call of ${functionName} whose result was reused`;

describe("T1 Two phases: what may not be declared", () => {
  it("one state twice: neither is written, and the error names both places", async ({ database, logOf }) => {
    const log = await logOf(async () => {
      const table = await database.mountTable("t");
      await mount(subpath("doc"), async () => {
        table.declare("k", "1");
        table.declare("k", "2");
      });
    });
    expect(withoutPlaces(log)).toEqual(
      began(
        "t",
        ran("doc"),
        failed("doc", "test.memory.db/t/k is declared twice in component doc: <here>, and <here>."),
      ),
    );
  });

  it("one state by a call that is reused and by the component itself", async ({ database, logOf }) => {
    const call = wrap("t01/call", { memo: true }, async (table: MemoryTable) => table.declare("k", "1"));
    const main = (twice: boolean) => async () => {
      const table = await database.mountTable("t");
      await mount(subpath("doc"), async () => {
        await call(table);
        if (twice) table.declare("k", "2");
      });
    };
    expect(await logOf(main(false))).toEqual(began("t", ran("doc"), called("t01/call", "doc"), created("t/k", "doc")));
    expect(withoutPlaces(await logOf(main(true)))).toEqual([
      ...opened("t"),
      ran("doc"),
      reused("t01/call", "doc"),
      failed("doc", declaredTwice(`${byCall("t01/call")}, and <here>`)),
    ]);
    expect(await logOf(main(false))).toEqual([...opened("t"), ran("doc"), reused("t01/call", "doc")]);
  });

  it("one state by the component while the state of a call's argument is asked for", async ({ database, logOf }) => {
    const file = {
      [memoKey]: () => "file",
      [memoState]: () => new Promise((resolve) => setImmediate(() => resolve({ state: 1, valid: true }))),
    };
    const call = wrap("t01/call", { memo: true }, async (_: object, table: MemoryTable) => table.declare("k", "1"));
    const main = (twice: boolean) => async () => {
      const table = await database.mountTable("t");
      await mount(subpath("doc"), async () => {
        const calling = call(file, table);
        if (twice) table.declare("k", "2");
        await calling;
      });
    };
    await logOf(main(false));
    expect(withoutPlaces(await logOf(main(true)))).toEqual([
      ...opened("t"),
      ran("doc"),
      failed("doc", declaredTwice(`<here>, and ${byCall("t01/call")}`)),
    ]);
  });

  it("one state by a call within a call that is reused: the outer one is named", async ({ database, logOf }) => {
    const inner = wrap("t01/inner", { memo: true }, async (table: MemoryTable) => table.declare("k", "1"));
    const outer = wrap("t01/outer", { memo: true }, async (table: MemoryTable) => inner(table));
    const main = (twice: boolean) => async () => {
      const table = await database.mountTable("t");
      await mount(subpath("doc"), async () => {
        await outer(table);
        if (twice) table.declare("k", "2");
      });
    };
    await logOf(main(false));
    expect(withoutPlaces(await logOf(main(true))).at(-1)).toBe(
      failed("doc", declaredTwice(`${byCall("t01/outer")}, and <here>`)),
    );
  });

  it("a state after the component has returned: it is refused, and not written", async ({ database, logOf }) => {
    const refused: string[] = [];
    const log = await logOf(async () => {
      const table = await database.mountTable("t");
      let late = (): void => undefined;
      await useMount(subpath("doc"), async () => {
        table.declare("k", "1");
        late = boundContext(() => table.declare("late", "1"));
      });
      try {
        late();
      } catch (error) {
        refused.push((error as Error).message);
      }
    });
    expect(log).toEqual(began("t", ran("doc"), created("t/k", "doc")));
    expect(refused).toEqual([expect.stringMatching(/doc.*after its function had returned/)]);
  });
});
