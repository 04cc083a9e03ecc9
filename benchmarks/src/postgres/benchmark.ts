import { availableParallelism, loadavg } from "node:os";
import { startService } from "@coco-internal/services";
import type { Runs } from "../command/benchmarks.ts";
import { compiledProgram } from "../measure/compiled-programs.ts";
import { thisMachine } from "../measure/machine.ts";
import { runProcess } from "../measure/run-process.ts";
import { median } from "../measure/statistics.ts";
import { figureOf, Figures } from "../report/figures.ts";
import { judge } from "../report/gate.ts";
import type { BenchmarkResult, Figure, Value } from "../report/result.ts";
import { DIMENSIONS } from "./write-task.ts";

const COPY = "COPY, binary, by hand";
const COCO = "coco's connector";
const PHASE = "write";
const PROGRAMS: Readonly<Record<string, string>> = { [COPY]: "copy-rows.ts", [COCO]: "coco-rows.ts" };

/** How fast rows with vectors get into Postgres, beside COPY by hand into an empty table, which need not look at what is there. */
export async function postgresBenchmark(rows: number, runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const figures = new Figures();
  const service = await startService("postgres");
  try {
    for (let repeat = 0; repeat < runs.repeats; repeat++) {
      for (const [name, file] of Object.entries(PROGRAMS)) {
        const args = [compiledProgram(`postgres/${file}`), JSON.stringify({ url: service.url, rows })];
        const run = runProcess({ file: process.execPath, args });
        if (run.work["rows"] !== rows) throw new Error(`${name}: ${run.work["rows"]} of ${rows} rows were written.`);
        console.error(`${name}: ${JSON.stringify(run.work)}`);
        figures.add(name, PHASE, run);
      }
    }
  } finally {
    await service.stop();
  }
  const all = figures.all();
  const measured = (program: string, what: string): number => microseconds(all, program, what);
  const processor = (program: string): number =>
    measured(program, "new client us") + measured(program, "new server us");
  const rate = (what: string, program: string, value: string): Value => ({
    what: `rows a second by the clock, ${what}`,
    value: 1e6 / measured(program, value),
    unit: "/s",
  });
  return {
    benchmark: "postgres",
    command: `pnpm bench postgres --rows ${rows} --repeats ${runs.repeats}`,
    machine,
    baseline: COPY,
    figures: all,
    gates: [
      judge({
        what: `processor time of a new row with ${DIMENSIONS} numbers, client and server (50 us: 20,000 a second)`,
        value: processor(COCO),
        must: 50,
        unit: "us",
      }),
      judge({
        what: "processor time of a new row / a row by COPY",
        value: processor(COCO) / processor(COPY),
        must: 4,
        aim: 2,
        unit: "x",
      }),
    ],
    values: [
      { what: "new rows a second of one processor, coco, client and server", value: 1e6 / processor(COCO), unit: "/s" },
      rate("COPY", COPY, "new us"),
      rate("coco, new", COCO, "new us"),
      rate("coco, unchanged and written all the same", COCO, "unchanged us"),
      rate("coco, changed", COCO, "changed us"),
      { what: "processor time of a row by COPY, client and server", value: processor(COPY), unit: "us" },
      { what: "of these the server, COPY", value: measured(COPY, "new server us"), unit: "us" },
      { what: "of these the server, coco", value: measured(COCO, "new server us"), unit: "us" },
    ],
    absent: [],
    notes: [
      `${service.version} on the same machine, in batches of 10,000 rows. The times of whole processes hold the making of the rows; the gates are what the programs measured themselves. Rates are of the clock, and hold only where nothing else runs: the load average was ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} processors.`,
      "coco's part: rows compared with what is tracked, encoded, and written by statements of 1,000 rows, which update the rows that are there and differ.",
    ],
  };
}

function microseconds(figures: readonly Figure[], program: string, what: string): number {
  return median(figureOf(figures, program, PHASE)?.runs.map(({ work }) => Number(work[what])) ?? []);
}
