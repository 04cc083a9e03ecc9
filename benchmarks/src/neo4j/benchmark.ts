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
import { DEGREE } from "./graph-task.ts";

const BARE = "UNWIND, by hand";
const COCO = "coco";
const PHASE = "write";
const PROGRAMS: Readonly<Record<string, string>> = { [BARE]: "bare-unwind.ts", [COCO]: "coco-graph.ts" };

/** How fast nodes and relations get into Neo4j by an app, beside the same statements by hand. */
export async function neo4jBenchmark(nodes: number, runs: Runs): Promise<BenchmarkResult> {
  const machine = thisMachine();
  const figures = new Figures();
  const service = await startService("neo4j");
  try {
    // The server's compiler has to see each statement before anything is measured.
    for (let repeat = -1; repeat < runs.repeats; repeat++) {
      for (const [name, file] of Object.entries(PROGRAMS)) {
        const size = repeat < 0 ? Math.ceil(nodes / 10) : nodes;
        const args = [compiledProgram(`neo4j/${file}`), JSON.stringify({ url: service.url, nodes: size })];
        const run = runProcess({ file: process.execPath, args });
        if (run.work["nodes"] !== size || run.work["relations"] !== size * DEGREE) {
          throw new Error(`${name}: ${run.work["nodes"]} nodes and ${run.work["relations"]} relations were written.`);
        }
        console.error(`${name}: ${JSON.stringify(run.work)}`);
        if (repeat >= 0) figures.add(name, PHASE, run);
      }
    }
  } finally {
    await service.stop();
  }
  const all = figures.all();
  const measured = (program: string, what: string): number => milliseconds(all, program, what);
  const rate = (what: string, program: string, value: string): Value => ({
    what: `nodes and relations a second by the clock, ${what}`,
    value: (nodes * (1 + DEGREE) * 1_000) / measured(program, value),
    unit: "/s",
  });
  return {
    benchmark: "neo4j",
    command: `pnpm bench neo4j --nodes ${nodes} --repeats ${runs.repeats}`,
    machine,
    baseline: BARE,
    figures: all,
    gates: [
      judge({
        what: "a first run by the clock / UNWIND by hand",
        value: measured(COCO, "new ms") / measured(BARE, "new ms"),
        must: 4,
        aim: 2,
        unit: "x",
      }),
      judge({
        what: "a run in which nothing changed / UNWIND of the same again",
        value: measured(COCO, "unchanged ms") / measured(BARE, "unchanged ms"),
        must: 0.5,
        unit: "x",
      }),
    ],
    values: [
      rate("by hand, new", BARE, "new ms"),
      rate("coco, new", COCO, "new ms"),
      rate("by hand, changed", BARE, "changed ms"),
      rate("coco, nodes changed", COCO, "changed ms"),
      rate("coco, nothing changed", COCO, "unchanged ms"),
      { what: "processor time of the client, by hand, new", value: measured(BARE, "new client ms"), unit: "ms" },
      { what: "processor time of the client, coco, new", value: measured(COCO, "new client ms"), unit: "ms" },
    ],
    absent: [],
    notes: [
      `${service.version} on the same machine, its data in memory. Times are those that the programs measured themselves; the load average was ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} processors.`,
      "By hand means: all nodes first, then relations by MATCH, nothing remembered. coco writes relations before some of their nodes are there, remembers 40,000 states on disk, and knows what to delete. When its nodes change, their relations do not, and are not written.",
    ],
  };
}

function milliseconds(figures: readonly Figure[], program: string, what: string): number {
  return median(figureOf(figures, program, PHASE)?.runs.map(({ work }) => Number(work[what])) ?? []);
}
