import { fn } from "../../../function/fn.ts";
import { registerMemoKey } from "../../../memo/register-memo-key.ts";
import { type AnyRecord, record } from "../../../record/record.ts";
import { t } from "../../../record/t.ts";
import type { TargetBench } from "../target-bench.ts";
import type { ContractContainer, ContractRow } from "../target-harness.ts";
import type { TargetScenario } from "./target-scenario.ts";

/** A mounted container as an argument of a memoized function: it counts by its name, its generation by itself. */
class MountedContainer {
  readonly name: string;
  readonly container: ContractContainer;

  constructor(name: string, container: ContractContainer) {
    this.name = name;
    this.container = container;
  }
}
registerMemoKey(MountedContainer, ({ name }) => name);

const declareMemoized = fn(
  { memo: true, name: "contract.declareMemoized", deps: {} },
  async ({ container }: MountedContainer, rows: readonly ContractRow[]): Promise<void> => {
    for (const row of rows) await container.declareRow(row);
  },
);

const base = { id: t.string(), text: t.string() };
const schemas: readonly AnyRecord[] = [
  record({ ...base, note: t.string().nullable() }, { primaryKey: ["id"] }),
  // another type: made anew
  record({ ...base, note: t.int().nullable() }, { primaryKey: ["id"] }),
  // a column less: the rows are written again
  record(base, { primaryKey: ["id"] }),
  // another key: made anew
  record(base, { primaryKey: ["text"] }),
  record({ ...base, note: t.int().nullable() }, { primaryKey: ["id"] }),
];

/** Rows of components that did not run are written again when their container was made anew, and not otherwise. */
export const generationScenarios: readonly TargetScenario[] = [
  {
    name: "generations: a container that is made anew has the rows of memoized components again",
    needs: ["columns"],
    async run(bench) {
      const name = bench.name();
      const rows = [1, 2, 3].map((index) => ({ id: `r${index}`, text: `${index}` }));
      for (const schema of schemas) {
        await bench.succeedWith(() => declareAll(bench, name, schema, rows));
        await bench.expectRows(name, rows, schema);
        await bench.succeedWith(() => declareAll(bench, name, schema, rows));
        bench.expectNoWrites();
      }
    },
  },
];

async function declareAll(
  bench: TargetBench,
  name: string,
  schema: AnyRecord,
  rows: readonly ContractRow[],
): Promise<void> {
  const { mount, subpath } = bench.engine;
  const container = new MountedContainer(name, await bench.system.mount(name, { schema }));
  for (const row of rows) await mount(subpath("memoized", String(row["id"])), declareMemoized, container, [row]);
}
