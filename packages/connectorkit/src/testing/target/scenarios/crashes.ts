import { rowsOf } from "../plain-schema.ts";
import type { ContractProgram, TargetBench } from "../target-bench.ts";
import { seededNumbers } from "../seeded-numbers.ts";
import type { TargetScenario } from "./target-scenario.ts";

const moments = ["before", "after"] as const;

/** A process that dies between a write and its commit: the next one finds all that may be there, and mends it. */
export const crashScenarios: readonly TargetScenario[] = [
  {
    name: "crashes: rows are right after a run that died before or after its writes",
    async run(bench) {
      for (const moment of moments) {
        const name = bench.name(moment);
        await bench.succeed({ [name]: { rows: rowsOf({ a: "1", b: "1", c: "1" }) } });
        await bench.crash({ [name]: { rows: rowsOf({ a: "2", c: "1", d: "2" }) } }, () => moment);
        await bench.settlesAs(name, { rows: rowsOf({ a: "3", c: "1", e: "3" }) });
      }
    },
  },
  {
    name: "crashes: rows are right after the run that died is taken back",
    async run(bench) {
      for (const moment of moments) {
        const name = bench.name(moment);
        const before = { rows: rowsOf({ a: "1", b: "1" }) };
        await bench.succeed({ [name]: before });
        await bench.crash({ [name]: { rows: rowsOf({ a: "2", c: "2" }) } }, () => moment);
        await bench.settlesAs(name, before);
      }
    },
  },
  {
    name: "crashes: a container is right after the run that made it died",
    async run(bench) {
      for (const moment of moments) {
        const name = bench.name(moment);
        await bench.crash({ [name]: { rows: rowsOf({ a: "1" }) } }, () => moment);
        await bench.settlesAs(name, { rows: rowsOf({ a: "2", b: "2" }) });
        await bench.crash({}, () => moment);
        await bench.succeed({});
        await bench.expectRows(name, undefined);
      }
    },
  },
  {
    name: "crashes: a container whose dropping died has its rows again when it is declared again",
    async run(bench) {
      for (const moment of moments) {
        const name = bench.name(moment);
        const plan = { rows: rowsOf({ a: "1", b: "2" }) };
        await bench.succeed({ [name]: plan });
        await bench.crash({}, () => moment);
        await bench.settlesAs(name, plan);
      }
    },
  },
  {
    name: "crashes: a container whose making died and that is not wanted any more leaves nothing",
    async run(bench) {
      for (const moment of moments) {
        const name = bench.name(moment);
        await bench.crash({ [name]: { rows: rowsOf({ a: "1" }) } }, () => moment);
        await bench.succeed({});
        await bench.expectRows(name, undefined);
      }
    },
  },
  {
    name: "crashes: everything is right after any history of runs that died",
    timeout: 180_000,
    async run(bench) {
      for (const seed of [1, 2, 3]) await liveOn(bench, seed);
    },
  },
];

/** Runs of random programs, of which most die at some call; after each few one lives to its end and is looked at. */
async function liveOn(bench: TargetBench, seed: number): Promise<void> {
  const random = seededNumbers(seed);
  const names = [bench.name(`one${seed}`), bench.name(`two${seed}`)];
  for (let round = 0; round < 6; round++) {
    for (let deaths = 0; deaths < 2; deaths++) {
      const last = random(6);
      const moment = random(2) === 0 ? "before" : "after";
      let calls = 0;
      bench.observed.fault = () => (++calls > last ? (calls === last + 1 ? moment : "before") : undefined);
      await bench.run(randomProgram(names, random));
    }
    bench.observed.fault = undefined;
    const program = randomProgram(names, random);
    await bench.succeed(program);
    for (const name of names) await bench.expectRows(name, program[name]?.rows);
    await bench.succeed(program);
    bench.expectNoWrites();
  }
}

function randomProgram(names: readonly string[], random: (below: number) => number): ContractProgram {
  const declared = names.filter(() => random(4) > 0);
  return Object.fromEntries(
    declared.map((name) => {
      const ids = ["a", "b", "c", "d"].filter(() => random(2) === 0);
      return [name, { rows: ids.map((id) => ({ id, text: String(random(3)) })) }];
    }),
  );
}
