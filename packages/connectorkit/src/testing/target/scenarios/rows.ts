import assert from "node:assert/strict";
import { rowsOf } from "../plain-schema.ts";
import type { TargetScenario } from "./target-scenario.ts";

/** What happens to rows from run to run. */
export const rowScenarios: readonly TargetScenario[] = [
  {
    name: "rows: are created, updated, deleted and created again as declared",
    async run(bench) {
      const name = bench.name();
      for (const texts of [{ a: "1", b: "2" }, { a: "1", b: "two", c: "3" }, { c: "3" }, { a: "again", c: "3" }, {}]) {
        await bench.settlesAs(name, { rows: rowsOf(texts) });
      }
    },
  },
  {
    name: "rows: only what changed is written",
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows: rowsOf({ a: "1", b: "2", c: "3" }) } });
      await bench.succeed({ [name]: { rows: rowsOf({ a: "1", b: "changed", d: "new" }) } });
      const seen = bench.observed.actions();
      assert.deepEqual(seen.map(({ key, deletes }) => (deletes ? `-${key}` : key)).sort(), ["-c", "b", "d"]);
      await bench.expectRows(name, rowsOf({ a: "1", b: "changed", d: "new" }));
    },
  },
  {
    name: "rows: a full run writes all of them and leaves none that is not declared",
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows: rowsOf({ a: "1", b: "2" }) } });
      await bench.succeed({ [name]: { rows: rowsOf({ b: "2", c: "3" }) } }, { fullReprocess: true });
      const written = bench.observed.actions("row").filter(({ deletes }) => !deletes);
      assert.deepEqual(written.map(({ key }) => key).sort(), ["b", "c"]);
      await bench.expectRows(name, rowsOf({ b: "2", c: "3" }));
    },
  },
  {
    name: "rows: what is tracked of one does not grow with it",
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { rows: rowsOf({ a: "long ".repeat(50_000) }) } });
      assert.ok(
        bench.observed.largestRowTracking <= 256,
        `${bench.observed.largestRowTracking} bytes are tracked of a row of 250,000; a fingerprint has 16`,
      );
    },
  },
  {
    name: "rows: come in batches, not one by one",
    async run(bench) {
      const name = bench.name();
      const rows = rowsOf(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`r${index}`, `${index}`])));
      await bench.succeed({ [name]: { rows } });
      const calls = bench.observed.calls.filter(({ actions }) => actions.some(({ level }) => level === "row"));
      assert.ok(calls.length <= 5, `${calls.length} calls of sinks for 500 rows of one component`);
      await bench.expectRows(name, rows);
    },
  },
  {
    name: "rows: many components write at once into several containers",
    async run(bench) {
      const names = ["one", "two", "three"].map((own) => bench.name(own));
      const programOf = (round: number) =>
        Object.fromEntries(
          names.map((name) => [
            name,
            {
              parts: Object.fromEntries(
                Array.from({ length: 40 }, (_, part) => [
                  `p${part}`,
                  Array.from({ length: 5 }, (_row, row) => ({ id: `${part}-${row}`, text: `${round * (part % 3)}` })),
                ]),
              ),
            },
          ]),
        );
      for (const round of [1, 2]) {
        const program = programOf(round);
        await bench.succeed(program);
        for (const name of names) await bench.expectRows(name, Object.values(program[name]?.parts ?? {}).flat());
      }
      await bench.succeed(programOf(2));
      bench.expectNoWrites();
    },
  },
];
