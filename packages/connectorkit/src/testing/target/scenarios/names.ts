import assert from "node:assert/strict";
import { CocoError } from "../../../errors/coco-error.ts";
import { record } from "../../../record/record.ts";
import { t } from "../../../record/t.ts";
import { AWKWARD_KEYS, AWKWARD_NAMES } from "../../awkward-texts.ts";
import type { TargetScenario } from "./target-scenario.ts";

/** Names and keys mean themselves, whatever they hold. */
export const nameScenarios: readonly TargetScenario[] = [
  {
    name: "names: a key is found again whatever it holds, and is no other one",
    async run(bench) {
      const name = bench.name();
      const keys = AWKWARD_KEYS.filter((key) => bench.harness.takesKey?.(key) ?? true);
      const rows = (text: string, ids = keys) => ids.map((id) => ({ id, text: `${text} ${id}` }));
      await bench.succeed({ [name]: { rows: rows("1") } });
      await bench.expectRows(name, rows("1"));
      await bench.settlesAs(name, { rows: rows("2") });
      const [even, odd] = [0, 1].map((rest) => keys.filter((_, index) => index % 2 === rest)) as [string[], string[]];
      await bench.succeed({ [name]: { rows: rows("2", even) } });
      await bench.expectRows(name, rows("2", even));
      await bench.succeed({ [name]: { rows: rows("2", odd) } });
      await bench.expectRows(name, rows("2", odd));
    },
  },
  {
    name: "names: a key that the system cannot hold is refused with an error, and harms no other",
    async run(bench) {
      for (const [index, key] of AWKWARD_KEYS.entries()) {
        if (bench.harness.takesKey?.(key) ?? true) continue;
        const name = bench.name(`k${index}`);
        const good = [{ id: "good", text: "1" }];
        const { failures } = await bench.run({ [name]: { parts: { good, refused: [{ id: key, text: "2" }] } } });
        assert.ok(CocoError.isInstance(failures[0]?.error), `${JSON.stringify(key)}: ${String(failures[0]?.error)}`);
        await bench.expectRows(name, good);
      }
    },
  },
  {
    name: "names: a container may have any name that is not refused with an error",
    timeout: 180_000,
    async run(bench) {
      const taken: string[] = [];
      for (const own of AWKWARD_NAMES) {
        const name = bench.name(own);
        const { failures } = await bench.run(Object.fromEntries([...taken, name].map((one) => [one, planOf(one)])));
        if (failures.length === 0) taken.push(name);
        else for (const { error } of failures) assert.ok(CocoError.isInstance(error), `${own}: ${String(error)}`);
      }
      assert.ok(taken.length > 0, "every name was refused");
      for (const name of taken) await bench.expectRows(name, planOf(name).rows);
      await bench.succeed({});
      for (const name of taken) await bench.expectRows(name, undefined);
    },
  },
  {
    name: "names: a column may have any name that is not refused with an error",
    timeout: 180_000,
    needs: ["columns"],
    async run(bench) {
      for (const [index, column] of AWKWARD_NAMES.entries()) {
        const name = bench.name(`c${index}`);
        for (const primaryKey of ["id", column]) {
          const columns = { id: t.string(), [column]: t.string() };
          const schema = record(columns, { primaryKey: [primaryKey as "id"] });
          const rows = (text: string) => [{ id: `i${text}`, [column]: `c${text}` }];
          const { failures } = await bench.run({ [name]: { schema, rows: rows("1") } });
          if (failures.length > 0) {
            for (const { error } of failures) assert.ok(CocoError.isInstance(error), `${column}: ${String(error)}`);
            continue;
          }
          await bench.expectRows(name, rows("1"), schema);
          await bench.settlesAs(name, { schema, rows: rows("2") });
          await bench.succeed({});
        }
      }
    },
  },
];

function planOf(name: string): { readonly rows: { readonly id: string; readonly text: string }[] } {
  return { rows: [{ id: "own", text: name }] };
}
