import assert from "node:assert/strict";
import { plainSchema, rowsOf } from "../plain-schema.ts";
import type { TargetScenario } from "./target-scenario.ts";

const rows = rowsOf({ a: "1", b: "2" });
const foreign = rowsOf({ theirs: "x" });

/** How containers come and go. */
export const containerScenarios: readonly TargetScenario[] = [
  {
    name: "containers: one is made before its rows, and dropped without deleting them one by one",
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows } });
      const levels = bench.observed.actions().map(({ level }) => level);
      assert.ok(!levels.includes("container") || levels.indexOf("container") < levels.indexOf("row"), String(levels));
      await bench.succeed({});
      await bench.expectRows(name, undefined);
      const made = bench.observed.actions().some(({ level }) => level === "container");
      if (made) assert.equal(bench.observed.actions("row").length, 0, "rows of a dropped container go with it");
    },
  },
  {
    name: "containers: an empty one is made, and a dropped one can be made again",
    async run(bench) {
      const name = bench.name();
      await bench.settlesAs(name, { rows: [] });
      await bench.succeed({});
      await bench.expectRows(name, undefined);
      await bench.settlesAs(name, { rows });
    },
  },
  {
    name: "containers: dropping the app deletes everything, though the declaring code is gone",
    async run(bench) {
      const [one, two] = [bench.name("one"), bench.name("two")];
      await bench.succeed({ [one]: { rows }, [two]: { rows } });
      await bench.drop();
      await bench.expectRows(one, undefined);
      await bench.expectRows(two, undefined);
      await bench.settlesAs(one, { rows });
    },
  },
  {
    name: "containers: a preview lists rows of one that does not exist, and touches nothing",
    async run(bench) {
      const name = bench.name();
      const plan = await bench.preview({ [name]: { rows } });
      assert.deepEqual(plan.failures, []);
      assert.ok(plan.changes.filter(({ change }) => change === "create").length >= rows.length, "rows are in the plan");
      bench.expectNoWrites();
      await bench.expectRows(name, undefined);
      await bench.succeed({ [name]: { rows } });
      const next = await bench.preview({ [name]: { rows: rowsOf({ a: "other" }) } });
      assert.deepEqual(next.changes.map(({ change }) => change).sort(), ["delete", "update"]);
      const last = await bench.preview({});
      assert.ok(last.changes.every(({ change }) => change === "delete") && last.changes.length > 0);
      bench.expectNoWrites();
      await bench.expectRows(name, rows);
    },
  },
  {
    name: "containers: the user's own keeps what the app did not write, and stays",
    needs: ["managedByUser"],
    async run(bench) {
      const name = bench.name();
      await bench.system.makeOutside?.(name, plainSchema, foreign);
      const mine = (texts: Record<string, string>) => ({ [name]: { managedBy: "user" as const, rows: rowsOf(texts) } });
      await bench.succeed(mine({ a: "1", b: "2" }));
      await bench.expectRows(name, [...foreign, ...rows]);
      await bench.succeed(mine({ b: "changed" }));
      await bench.expectRows(name, [...foreign, ...rowsOf({ b: "changed" })]);
      await bench.succeed(mine({ b: "changed" }));
      bench.expectNoWrites();
      await bench.succeed({});
      await bench.expectRows(name, foreign);
      await bench.succeed(mine({ c: "3" }));
      await bench.drop();
      await bench.expectRows(name, foreign);
    },
  },
  {
    name: "containers: the user's own must be there",
    needs: ["managedByUser"],
    async run(bench) {
      const name = bench.name();
      await bench.expectFailure({ [name]: { managedBy: "user", rows } });
      await bench.expectRows(name, undefined);
    },
  },
  {
    name: "containers: one that was found and not made is refused, and left as it is",
    needs: ["foundContainers"],
    async run(bench) {
      const name = bench.name();
      await bench.system.makeOutside?.(name, plainSchema, foreign);
      const error = await bench.expectFailure({ [name]: { rows } });
      assert.match(`${error.message} ${error.hint}`, /adopt/, "the message names the ways");
      await bench.expectRows(name, foreign);
      await bench.run({});
      await bench.expectRows(name, foreign);
      await bench.drop();
      await bench.expectRows(name, foreign);
    },
  },
  {
    name: "containers: one that was found is adopted with its rows",
    needs: ["foundContainers"],
    async run(bench) {
      const name = bench.name();
      await bench.system.makeOutside?.(name, plainSchema, [...foreign, ...rowsOf({ a: "old" })]);
      await bench.succeed({ [name]: { rows, onExisting: "adopt" } });
      await bench.expectRows(name, [...foreign, ...rows]);
      await bench.succeed({ [name]: { rows, onExisting: "adopt" } });
      bench.expectNoWrites();
    },
  },
  {
    name: "containers: one that was found is replaced by an empty one",
    needs: ["foundContainers"],
    async run(bench) {
      const name = bench.name();
      await bench.system.makeOutside?.(name, plainSchema, foreign);
      await bench.settlesAs(name, { rows, onExisting: "replace" });
    },
  },
  {
    name: "containers: an app that lost its store finds its own, and does not take it without being told",
    needs: ["foundContainers"],
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows } });
      bench.loseStore();
      await bench.expectFailure({ [name]: { rows: rowsOf({ a: "other" }) } });
      await bench.expectRows(name, rows);
      await bench.succeed({ [name]: { rows: rowsOf({ a: "other", b: "2" }), onExisting: "adopt" } });
      await bench.expectRows(name, rowsOf({ a: "other", b: "2" }));
    },
  },
  {
    name: "containers: one that was removed outside of the app is made anew by a full run",
    needs: ["lostContainers"],
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows } });
      await bench.system.removeOutside?.(name);
      await bench.succeed({ [name]: { rows } }, { fullReprocess: true });
      await bench.expectRows(name, rows);
      await bench.system.removeOutside?.(name);
      await bench.succeed({});
      await bench.expectRows(name, undefined);
    },
  },
];
