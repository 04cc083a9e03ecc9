import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { benchmarksFolder } from "../measure/compiled-programs.ts";
import type { Machine } from "../measure/machine.ts";
import { type BarGroup, barChart } from "./bar-chart.ts";
import { timesOf } from "./figures.ts";
import type { BenchmarkResult } from "./result.ts";
import { resultText } from "./result-text.ts";

const ORDER = [
  "markdown",
  "state-store",
  "file-summarization",
  "scale",
  "scale-localfs",
  "latency",
  "postgres",
  "neo4j",
  "splitter",
  "code-match",
  "start-up",
];

/** Keeps a result: its JSON and its chart in `results`, and the page of all results. */
export function recordResult(result: BenchmarkResult): void {
  const folder = path.join(benchmarksFolder, "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${result.benchmark}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileSync(path.join(folder, `${result.benchmark}.svg`), chartOf(result));
  writePage(folder);
}

function writePage(folder: string): void {
  const kept = ORDER.map((name) => path.join(folder, `${name}.json`)).filter((file) => existsSync(file));
  const results = kept.map((file) => JSON.parse(readFileSync(file, "utf8")) as BenchmarkResult);
  writeFileSync(path.join(benchmarksFolder, "RESULTS.md"), resultsPage(results));
}

/** The page of all results. */
function resultsPage(results: readonly BenchmarkResult[]): string {
  const sections = results.map(
    (result) =>
      `## ${result.benchmark}\n\n${machineText(result.machine)}\n\n![${result.benchmark}](results/${result.benchmark}.svg)\n\n${resultText(result)}\n`,
  );
  return `# Results

Written by \`pnpm bench\`; do not edit. Whole processes, timed from outside. Quote the ratios, not the times: each is taken of programs
that ran in turn, in the same minutes, on the same machine; the data behind this page lies in \`results/\`.

${sections.join("\n")}`;
}

function machineText(machine: Machine): string {
  const busy =
    machine.loadBefore > 0.3 ? `; **the machine was busy with other work (load ${machine.loadBefore})**` : "";
  return `${machine.date} UTC, coco ${machine.coco}, Node ${machine.node}, ${machine.cores} × ${machine.processor}, ${machine.memoryGigabytes} GB, ${machine.system}${busy}`;
}

/** How many times as long as the baseline each program took, phase by phase; milliseconds where the baseline is absent. */
function chartOf({ benchmark, figures, baseline }: BenchmarkResult): string {
  const measured = figures.some(({ program }) => program === baseline);
  const phases = [...new Set(figures.map(({ phase }) => phase))];
  const groups: BarGroup[] = phases.map((phase) => ({
    label: phase,
    bars: figures
      .filter((figure) => figure.phase === phase)
      .map(({ program, wallMilliseconds }) => ({
        label: program,
        value: measured ? (timesOf(figures, program, baseline, phase) ?? Number.NaN) : wallMilliseconds,
      })),
  }));
  return barChart(
    benchmark,
    measured ? `time of whole processes, times that of: ${baseline}` : "ms, whole process",
    groups,
  );
}
