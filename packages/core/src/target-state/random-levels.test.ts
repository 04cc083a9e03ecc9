import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPath } from "../component/component-path.ts";
import { checkStore } from "../testing/check-store.ts";
import { MemoryDatabase } from "../testing/memory-target.ts";
import { proofSeed, proofSize, proofTimeout, tellProgressOf } from "../testing/proof.ts";
import {
  type Each,
  inOrder,
  levelProgram,
  type LevelWorld,
  ownRow,
  pathOf,
  type Place,
  placeNames,
  withoutFailures,
} from "../testing/random-levels/level-world.ts";
import { TestApp } from "../testing/test-app.ts";

const HISTORIES = proofSize("COCO_PROVE_HISTORIES", 100);

/** One run: of which world, and from which write of the store on nothing is written any more. */
interface Life {
  readonly world: number;
  readonly endsAt: number;
  readonly each: Each;
  readonly mayFail: boolean;
  /** Whether nothing can be deleted from the target. */
  readonly keeps: boolean;
}

interface LevelHistory {
  readonly worlds: readonly LevelWorld[];
  readonly lives: readonly Life[];
  /** The world of the last run, which nothing disturbs. */
  readonly last: number;
  /** Whether two components may declare the same there. */
  readonly contended: boolean;
  readonly each: Each;
  readonly dense: boolean;
}

const place = (name: string): fc.Arbitrary<readonly [string, Place] | undefined> =>
  fc.option(
    fc
      .record({
        row: fc.constantFrom(ownRow(name), ownRow(name), ownRow(name), "k"),
        fails: fc.constantFrom(false, false, false, false, true),
        memo: fc.constantFrom(true, true, false),
      })
      .map((one) => [name, one] as const),
    { nil: undefined },
  );
const world: fc.Arbitrary<LevelWorld> = fc
  .tuple(...placeNames.map(place))
  .map((places) => new Map(places.filter((one) => one !== undefined)));
const number = fc.nat({ max: 2 });
const each = fc.constantFrom<Each>(false, "array", "source");
const life: fc.Arbitrary<Life> = fc.record({
  world: number,
  endsAt: fc.constantFrom(99, 99, 1, 2, 3, 4, 5, 6, 7),
  each,
  mayFail: fc.boolean(),
  keeps: fc.constantFrom(false, false, true),
});
const history: fc.Arbitrary<LevelHistory> = fc.record({
  worlds: fc.array(world, { minLength: 3, maxLength: 3 }),
  lives: fc.array(life, { minLength: 1, maxLength: 4 }),
  last: number,
  contended: fc.boolean(),
  each,
  dense: fc.boolean(),
});

async function check({ contended, dense, each, last, lives, worlds }: LevelHistory): Promise<void> {
  const test = new TestApp();
  const database = new MemoryDatabase("levels");
  const program = (of: LevelWorld, as: Each) => async () =>
    levelProgram(of, await database.mountTable("t"), { each: as, dense });
  const end = (): Error => new Error("the process ended");
  try {
    await test.succeed(program(withoutFailures(worlds[0] as LevelWorld), false));
    for (const one of lives) {
      let commits = 0;
      const onCommit = (): void => {
        commits += 1;
        if (commits >= one.endsAt) throw end();
      };
      database.fault = (action) =>
        commits >= one.endsAt ? end() : one.keeps && action.startsWith("delete ") ? new Error("not now") : undefined;
      const of = worlds[one.world] as LevelWorld;
      await test.run(program(one.mayFail ? of : withoutFailures(of), one.each), { onCommit }).catch(() => undefined);
      database.fault = undefined;
    }
    const of = worlds[last] as LevelWorld;
    const now = contended ? succeeding(of) : withoutFailures(of);
    const { losers, rows } = expected(now);
    const report = await test.run(program(now, each));
    expect(report.failures.map(({ path }) => path).sort()).toEqual(
      losers.map((name) => formatPath(pathOf(name, { each, dense }))).sort(),
    );
    expect(database.rows("t")).toMatchObject(rows);
    // One that fails keeps what it had, and what was beneath it.
    const isKept = (by: unknown): boolean => losers.some((name) => name === by || String(by).startsWith(`${name}/`));
    const others = Object.entries(database.rows("t")).filter(([row, by]) => !(row in rows) && !isKept(by));
    expect(others).toEqual([]);
    if (losers.length > 0) return;
    expect((await checkStore(test.storePath, "Test", true)).problems).toEqual([]);
    database.takeLog();
    await test.succeed(program(now, each));
    expect(database.takeLog()).toEqual([]);
  } finally {
    test.dispose();
  }
}

function succeeding(of: LevelWorld): LevelWorld {
  return new Map([...of].map(([name, one]) => [name, { ...one, fails: false }]));
}

/** Who has which row, and who fails since another one has it (rule T4). */
function expected(of: LevelWorld): { rows: Record<string, string>; losers: string[] } {
  const rows: Record<string, string> = {};
  const losers: string[] = [];
  for (const name of inOrder(of)) {
    const { row } = of.get(name) as Place;
    if (row in rows) losers.push(name);
    else rows[row] = name;
  }
  return { rows, losers };
}

describe("levels that go from one component to another, in runs that break off (T3, T4, T5)", () => {
  it(`end as a run from scratch does (${HISTORIES} histories)`, { timeout: proofTimeout(HISTORIES) }, async () => {
    let done = 0;
    const property = fc.asyncProperty(history, async (one) => {
      await check(one);
      tellProgressOf("histories of levels", ++done, HISTORIES);
    });
    await fc.assert(property, { numRuns: HISTORIES, seed: proofSeed() });
    expect(done).toBe(HISTORIES);
  });

  const memo = (...names: readonly string[]): LevelWorld =>
    new Map(names.map((name) => [name, { row: ownRow(name), fails: false, memo: true }]));
  const life = (of: number, endsAt: number): Life => ({ world: of, endsAt, each: false, mayFail: true, keeps: false });
  const one = (name: string, row: string, fails: boolean): LevelWorld => new Map([[name, { row, fails, memo: true }]]);
  /** What was wrong once: worlds, then runs as (world, the write that it ends at). */
  const found: readonly (readonly [string, readonly LevelWorld[], readonly (readonly [number, number])[], number])[] = [
    [
      "one that is as it was stands where another began to mount",
      [memo("p", "p/u"), memo(), memo("p/q", "p/q/r")],
      [[2, 4]],
      0,
    ],
    [
      "a run marked as gone what is another one's by then",
      [memo("p/q", "p/q/r"), memo("p"), memo("p", "p/q/t", "z")],
      [
        [2, 6],
        [0, 3],
        [1, 4],
      ],
      0,
    ],
    [
      "the level of one that runs is taken while it stores another",
      [memo("p/q", "p/q/t", "z"), memo(), memo("p/q/t", "p/u")],
      [
        [1, 5],
        [2, 4],
        [0, 3],
      ],
      1,
    ],
    [
      "what is gone had a level that one beneath it has now",
      [memo(), memo("p", "p/q/r", "p/q/r/s", "z"), memo("p/q", "p/q/r/s")],
      [
        [2, 99],
        [1, 3],
        [1, 7],
        [1, 99],
      ],
      1,
    ],
    [
      "all that stands on a new level is as it was",
      [memo("p/q", "p/q/r/s", "z"), memo(), memo("p/q")],
      [
        [2, 4],
        [0, 2],
      ],
      1,
    ],
    [
      "one stands where the level of another was",
      [memo(), memo("p/q/r"), memo("p/q", "p/q/r/s")],
      [
        [1, 99],
        [2, 3],
      ],
      1,
    ],
    [
      "one comes back that had stopped declaring something before it seemed to be gone",
      [one("p/u", "k", false), one("p", "p", true), one("p/u", "p_u", false)],
      [
        [2, 3],
        [1, 99],
      ],
      2,
    ],
  ];
  describe.each([false, true])("with components where levels are: %s", (dense) => {
    it.each(found)("end so where %s", async (_, worlds, runs, last) => {
      const lives = runs.map(([of, endsAt]) => life(of, endsAt));
      await check({ worlds, lives, last, contended: false, each: false, dense });
    });
  });
});
