import assert from "node:assert/strict";
import { record } from "../../../record/record.ts";
import { t } from "../../../record/t.ts";
import { rowsOf } from "../plain-schema.ts";
import type { TargetBench } from "../target-bench.ts";
import type { TargetScenario } from "./target-scenario.ts";

const rows = rowsOf({ a: "1", b: "2" });

/** What stands beside the rows. */
export const attachmentScenarios: readonly TargetScenario[] = [
  {
    name: "attachments: each kind is made, kept, changed and removed as declared, and rows stay",
    needs: ["attachments"],
    async run(bench) {
      for (const kind of kindsOf(bench)) {
        const name = bench.name(kind);
        for (const variant of [0, 1]) {
          await bench.settlesAs(name, { rows, attachments: { [kind]: variant } });
          await expectAttachments(bench, name, { [kind]: variant });
        }
        await bench.settlesAs(name, { rows });
        await expectAttachments(bench, name, {});
        await bench.settlesAs(name, { rows, attachments: { [kind]: 0 } });
        await bench.succeed({});
        await bench.expectRows(name, undefined);
      }
    },
  },
  {
    name: "attachments: all kinds stand beside one another, on a container without rows too",
    needs: ["attachments"],
    async run(bench) {
      const name = bench.name();
      const all = Object.fromEntries(kindsOf(bench).map((kind) => [kind, 0]));
      await bench.settlesAs(name, { rows: [], attachments: all });
      await bench.settlesAs(name, { rows, attachments: all });
      await expectAttachments(bench, name, all);
      await bench.succeed({ [name]: { rows, attachments: all } }, { fullReprocess: true });
      await expectAttachments(bench, name, all);
      await bench.drop();
      await bench.expectRows(name, undefined);
    },
  },
  {
    name: "attachments: they are there again when their container was made anew or changed",
    needs: ["attachments", "columns"],
    async run(bench) {
      const name = bench.name();
      const all = Object.fromEntries(kindsOf(bench).map((kind) => [kind, 0]));
      const base = { id: t.string(), text: t.string() };
      for (const schema of [
        record({ ...base, note: t.string().nullable() }, { primaryKey: ["id"] }),
        record({ ...base, note: t.int().nullable() }, { primaryKey: ["id"] }),
        record(base, { primaryKey: ["id"] }),
        record({ ...base, note: t.int().nullable() }, { primaryKey: ["id"] }),
      ]) {
        await bench.settlesAs(name, { schema, rows, attachments: all });
        await expectAttachments(bench, name, all);
      }
    },
  },
  {
    name: "attachments: they are right after a run that died",
    needs: ["attachments"],
    async run(bench) {
      for (const kind of kindsOf(bench)) {
        for (const moment of ["before", "after"] as const) {
          const name = bench.name(`${kind}_${moment}`);
          await bench.succeed({ [name]: { rows } });
          await bench.crash({ [name]: { rows, attachments: { [kind]: 0 } } }, () => moment);
          await bench.settlesAs(name, { rows, attachments: { [kind]: 1 } });
          await expectAttachments(bench, name, { [kind]: 1 });
          await bench.crash({ [name]: { rows } }, () => moment);
          await bench.settlesAs(name, { rows });
          await expectAttachments(bench, name, {});
        }
      }
    },
  },
];

function kindsOf(bench: TargetBench): readonly string[] {
  const kinds = bench.harness.attachmentKinds ?? [];
  assert.ok(kinds.length > 0, "the harness names its kinds of attachments");
  return kinds;
}

async function expectAttachments(
  bench: TargetBench,
  name: string,
  wanted: Readonly<Record<string, number>>,
): Promise<void> {
  assert.deepEqual(await bench.system.attachments?.(name), wanted, `attachments of ${name}`);
}
