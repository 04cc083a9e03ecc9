import { contextKey, useContext } from "@coco/connectorkit";
import { expect } from "vitest";
import { map, mountEach } from "../../index.ts";
import { MemoryDatabase, type MemoryTable } from "../memory-target.ts";
import { TestApp } from "../test-app.ts";
import { wrap } from "../wrap.ts";
import type { ProgramState } from "./program-history.ts";

const CONTEXT = contextKey<number>("random-programs/context", { detectChange: true });

/** Whether a function stands beneath one that is memoized for the app: such a one cannot declare. */
function shared({ shapes }: ProgramState): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [index, each] of shapes.entries()) {
    if (each.memo === "app" || found.has(index)) {
      found.add(index);
      for (const callee of each.calls) found.add(callee);
    }
  }
  return found;
}

interface Outcome {
  readonly rows: Readonly<Record<string, unknown>>;
  readonly ran: number;
  readonly failed: number;
}

export class ProgramRun {
  static count = 0;
  readonly app: TestApp = new TestApp();
  readonly database: MemoryDatabase = new MemoryDatabase(`random-programs-${ProgramRun.count++}`);

  async run(given: ProgramState): Promise<Outcome> {
    let ran = 0;
    const cannotDeclare = shared(given);
    type Work = (item: string, value: number, table: MemoryTable) => Promise<string>;
    const functions: Work[] = [];
    for (const [index, each] of given.shapes.entries()) {
      const { calls, fails, memo, readsContext, version } = each;
      // One that is not memoized may be called twice, and would declare twice.
      const declares = each.declares && memo === true && !cannotDeclare.has(index);
      functions[index] = wrap(
        `random-programs/f${index}`,
        {
          memo,
          deps: { version, calls, readsContext, declares, fails },
          ...(memo === "app" ? { memoKey: [null, undefined, null] as never } : {}),
        },
        async (item: string, value: number, table: MemoryTable) => {
          ran += 1;
          if (index % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
          const context = readsContext ? useContext(CONTEXT) : "";
          const beneath = await Promise.all(calls.map((callee) => (functions[callee] as Work)(item, value, table)));
          if (fails) throw new Error("fails");
          const result = `f${index}.${version}.${context}(${value}${beneath.join("")})`;
          if (declares) table.declare([item, index], result);
          return result;
        },
      );
    }
    const [first, second] = functions as [Work, Work];
    const plain = async ([item, value]: readonly [string, number], table: MemoryTable): Promise<void> => {
      table.declare([item, "whole"], await map([first, second, first], (each) => each(item, value, table)));
    };
    const report = await this.app.run(
      async () => {
        const table = await this.database.mountTable("docs");
        const items = Object.entries(given.items).map(([item, value]) => [item, [item, value] as const] as const);
        if (given.mounted) await mountEach(items, mounting(first), table);
        else await mountEach(items, plain, table);
      },
      { fullReprocess: given.fullReprocess, lifespan: (env) => env.provide(CONTEXT, given.context) },
    );
    for (const { error } of report.failures) expect(String(error)).toBe("Error: fails");
    return { rows: this.database.rows("docs"), ran, failed: report.failures.length };
  }
}

/** A component of its own for one item: what is mounted is a memoized function that calls another. */
function mounting(work: (item: string, value: number, table: MemoryTable) => Promise<string>) {
  return wrap(
    "random-programs/item",
    { memo: true },
    async ([item, value]: readonly [string, number], table: MemoryTable) => {
      await work(item, value, table);
    },
  );
}
