import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { plainSchema } from "../plain-schema.ts";
import type { TargetBench } from "../target-bench.ts";
import type { TargetScenario } from "./target-scenario.ts";

const ROWS_IN_A_COMPONENT = 500;
const IN_FLIGHT = 4;
const MEGABYTE = 1024 * 1024;
/** Of what is in flight and of what the engine keeps of each component. All rows together have more. */
const MOST_MEMORY = 32 * MEGABYTE;

/** Rows that together do not fit into what a run may keep. */
export const manyRowsScenarios: readonly TargetScenario[] = [
  {
    name: "many rows: memory stays bounded, an unchanged run writes nothing, and all go again",
    timeout: 900_000,
    async run(bench) {
      const name = bench.name();
      const many = bench.harness.manyRows ?? 100_000;
      bench.observed.forgetful = true;
      const peak = watchMemory(bench);
      await bench.succeedWith(() => declareMany(bench, name, many), { maxInFlight: IN_FLIGHT });
      assert.equal(await bench.system.count(name), many);
      assert.ok(peak() < MOST_MEMORY, `${Math.round(peak() / MEGABYTE)} MB were kept over ${many} rows`);
      bench.observed.forgetful = false;
      bench.observed.onCall = undefined;
      await bench.succeedWith(() => declareMany(bench, name, many), { maxInFlight: IN_FLIGHT });
      bench.expectNoWrites();
      bench.observed.forgetful = true;
      await bench.succeedWith(() => declareMany(bench, name, 10), { maxInFlight: IN_FLIGHT });
      assert.equal(await bench.system.count(name), 10);
    },
  },
];

async function declareMany(bench: TargetBench, name: string, many: number): Promise<void> {
  const container = await bench.system.mount(name, { schema: plainSchema });
  const starts = Array.from({ length: Math.ceil(many / ROWS_IN_A_COMPONENT) }, (_, index) => index);
  await bench.engine.mountEach(
    starts.map((index) => [index, index] as const),
    async function declarePage(index: number) {
      const end = Math.min(many, (index + 1) * ROWS_IN_A_COMPONENT);
      for (let row = index * ROWS_IN_A_COMPONENT; row < end; row++) {
        await container.declareRow({ id: `row ${row}`, text: `${row} `.padEnd(600, String(row % 10)) });
      }
    },
  );
}

/** The most that was in use when a sink had been called, over what was in use at the beginning. */
function watchMemory(bench: TargetBench): () => number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const inUse = (): number => {
    collect();
    const { external, heapUsed } = process.memoryUsage();
    return heapUsed + external;
  };
  const atFirst = inUse();
  let [most, calls] = [0, 0];
  bench.observed.onCall = () => {
    if (calls++ % 8 === 0) most = Math.max(most, inUse() - atFirst);
  };
  return () => most;
}
