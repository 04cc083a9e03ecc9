import assert from "node:assert/strict";
import { rowsOf } from "../plain-schema.ts";
import type { TargetScenario } from "./target-scenario.ts";

/** A row whose component changes is updated at most, never deleted and inserted. */
export const ownershipScenarios: readonly TargetScenario[] = [
  {
    name: "ownership: a row moves to another component without a write",
    async run(bench) {
      const name = bench.name();
      const rows = rowsOf({ a: "1" });
      await bench.succeed({ [name]: { parts: { first: rows, second: [] } } });
      await bench.succeed({ [name]: { parts: { first: [], second: rows } } });
      assert.deepEqual(bench.observed.actions("row"), []);
      await bench.succeed({ [name]: { parts: { renamed: rows } } });
      assert.deepEqual(bench.observed.actions("row"), []);
      await bench.expectRows(name, rows);
    },
  },
  {
    name: "ownership: a row that moves and changes is written once and never deleted",
    async run(bench) {
      const name = bench.name();
      await bench.succeed({ [name]: { parts: { z: rowsOf({ a: "1" }), y: rowsOf({ b: "1" }) } } });
      await bench.succeed({ [name]: { parts: { a: rowsOf({ a: "2" }), zz: rowsOf({ b: "2" }) } } });
      const seen = bench.observed.actions("row");
      assert.deepEqual(seen.map(({ key }) => key).sort(), ["a", "b"]);
      assert.ok(seen.every(({ deletes }) => !deletes));
      await bench.expectRows(name, rowsOf({ a: "2", b: "2" }));
    },
  },
];
