import { contextKey, useContext } from "@coco/connectorkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { map, mountEach } from "../index.ts";
import { MemoryDatabase, type MemoryTable } from "../testing/memory-target.ts";
import { proofSeed, proofSize } from "../testing/proof.ts";
import { TestApp } from "../testing/test-app.ts";
import { wrap } from "../testing/wrap.ts";

const CONTEXT = contextKey<number>("random-programs/context", { detectChange: true });
const FUNCTIONS = 5;

/** One function of a program: what it is called with goes through the functions that it calls, all of higher numbers. */
interface Shape {
  readonly memo: boolean | "app";
  readonly version: number;
  readonly calls: readonly number[];
  readonly readsContext: boolean;
  readonly declares: boolean;
  readonly fails: boolean;
}

interface State {
  readonly shapes: readonly Shape[];
  readonly context: number;
  readonly items: Readonly<Record<string, number>>;
  /** Whether items are components of function 0 itself, or of a plain function that calls 0 and 1 at once. */
  readonly mounted: boolean;
  readonly fullReprocess: boolean;
}

const shape = (index: number): fc.Arbitrary<Shape> =>
  fc.record({
    memo: fc.constantFrom(true, true, "app" as const, false),
    version: fc.integer({ min: 0, max: 1 }),
    calls: fc.subarray(Array.from({ length: FUNCTIONS - index - 1 }, (_, offset) => index + offset + 1)),
    readsContext: fc.constantFrom(false, false, true),
    declares: fc.boolean(),
    fails: fc.constantFrom(false, false, false, false, false, false, false, true),
  });

const state: fc.Arbitrary<State> = fc.record({
  shapes: fc.tuple(...Array.from({ length: FUNCTIONS }, (_, index) => shape(index))),
  context: fc.integer({ min: 0, max: 1 }),
  items: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 1 })),
  mounted: fc.boolean(),
  fullReprocess: fc.constantFrom(false, false, false, true),
});

/** A history changes little from step to step, so that much can hit. */
const history = fc
  .tuple(
    state,
    fc.array(fc.tuple(fc.constantFrom("shape", "context", "items", "mounted", "again"), fc.nat(FUNCTIONS - 1), state), {
      maxLength: 6,
    }),
  )
  .map(([first, edits]) => {
    const states = [first];
    for (const [kind, index, other] of edits) {
      const last = states.at(-1) as State;
      const shapes = last.shapes.map((each, at) => (at === index ? (other.shapes[at] as Shape) : each));
      const next = {
        shape: { shapes },
        context: { context: other.context },
        items: { items: other.items },
        mounted: { mounted: other.mounted },
        again: {},
      }[kind];
      states.push({ ...last, fullReprocess: other.fullReprocess, ...next });
    }
    return states;
  });

/** Whether a function stands beneath one that is memoized for the app: such a one cannot declare. */
function shared({ shapes }: State): ReadonlySet<number> {
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

class World {
  static count = 0;
  readonly app = new TestApp();
  readonly database = new MemoryDatabase(`random-programs-${World.count++}`);

  async run(given: State): Promise<Outcome> {
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

describe("random programs that are edited between runs", () => {
  it("give what a run from scratch gives, and run nothing when nothing changed", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (states) => {
        const world = new World();
        try {
          for (const given of states) {
            const outcome = await world.run(given);
            const scratch = new World();
            try {
              const expected = await scratch.run({ ...given, fullReprocess: false });
              expect(outcome.failed > 0).toBe(expected.failed > 0);
              if (expected.failed > 0) continue;
              expect(outcome.rows).toEqual(expected.rows);
              expect(outcome.ran).toBeLessThanOrEqual(expected.ran);
            } finally {
              scratch.app.dispose();
            }
            const memoized = given.mounted || [0, 1].every((index) => given.shapes[index]?.memo !== false);
            if (memoized) expect((await world.run({ ...given, fullReprocess: false })).ran).toBe(0);
          }
        } finally {
          world.app.dispose();
        }
      }),
      { numRuns: proofSize("COCO_PROVE_HISTORIES", 60), seed: proofSeed(), endOnFailure: true },
    );
  }, 3_600_000);
});
